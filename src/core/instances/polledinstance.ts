import type { Disposable } from '../events/emitter';
import type { FailureKind } from '../failures/failure';
import type { GatewayPacer, PacedRequest } from '../gateways/gatewaypacer';
import type { InstanceRef } from '../references/instanceref';
import type { InstanceStatus } from './instancestatus';
import { unchecked } from './instancestatus';

/** A gateway as the poller sees it. */
export interface PolledGateway {
  readonly pacer: GatewayPacer;
  readonly subscription: Disposable;
  /** When the next check of any of its instances may start; noted before each scan. */
  readyAt: number;
  /** The kind of refusal that all its instances show. */
  shownRefusal: FailureKind | undefined;
}

/** A check that waits for its answer. */
export interface Check {
  readonly abort: AbortController;
  readonly request: PacedRequest;
}

/** An instance as the poller sees it; all times are on the scale of `Clock.elapsed`, which no change of the clock moves. */
export class PolledInstance {
  known: InstanceStatus = unchecked;
  /** The check under way. */
  check: Check | undefined;
  watched = false;
  /** Somebody looks at it, or wants to be told of it. */
  front = false;
  /** The next check is asked for, so it goes before all others. */
  wanted = false;
  /** The next check must not start before this. */
  dueAt = 0;
  /** When the last check ended. */
  endedAt = -Infinity;
  /** Its place among those that are due at the same time. */
  order = 0;
  /** Failed checks in a row. */
  failures = 0;
  /** What was known when it was last seen linked, until its disconnect is told or is no news. */
  lastLinked: InstanceStatus | undefined;

  constructor(
    readonly ref: InstanceRef,
    readonly gateway: PolledGateway,
  ) {}
}
