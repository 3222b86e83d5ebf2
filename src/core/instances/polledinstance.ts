import type { Disposable } from '../events/emitter';
import type { FailureKind } from '../failures/failure';
import type { GatewayPacer, PacedRequest } from '../gateways/gatewaypacer';
import type { InstanceRef } from '../references/instanceref';
import type { InstanceStatus } from './instancestatus';
import { unchecked } from './instancestatus';

/** The poller's data about a gateway. */
export interface PolledGateway {
  readonly pacer: GatewayPacer;
  readonly subscription: Disposable;
  /** When the next check of any of its instances may start; updated before each scan. */
  readyAt: number;
  /** The kind of refusal that all its instances show, if they show one. */
  shownRefusal: FailureKind | undefined;
}

/** A check under way. */
export interface Check {
  readonly abort: AbortController;
  readonly request: PacedRequest;
}

/** The poller's data about an instance; all times are on the scale of `Clock.elapsed`, which clock changes don't affect. */
export class PolledInstance {
  known: InstanceStatus = unchecked;
  /** The check under way. */
  check: Check | undefined;
  watched = false;
  /** The user looks at the instance or wants notifications about it. */
  front = false;
  /** The user asked for the next check, so it goes first. */
  wanted = false;
  /** The next check must not start before this. */
  dueAt = 0;
  /** When the last check ended. */
  endedAt = -Infinity;
  /** Its position among the instances that are due at the same time. */
  order = 0;
  /** Failed checks in a row. */
  failures = 0;
  /** What was known when the instance was last linked; undefined once a disconnect has been reported or isn't worth reporting. */
  lastLinked: InstanceStatus | undefined;

  constructor(
    readonly ref: InstanceRef,
    readonly gateway: PolledGateway,
  ) {}
}
