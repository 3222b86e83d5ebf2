import type { Answer, SessionStatus } from '../core/gateways/answer';
import type { GatewayRequest } from '../core/gateways/client';
import type { Gateway } from '../core/gateways/gateway';
import type { Failure } from '../core/failures/failure';
import type { SessionCommand } from '../core/pairing/pairing';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import type { GatewayAccess } from '../gateways/access';
import type { GatewayClients } from '../gateways/clients';
import type { Gateways } from '../gateways/gateways';
import type { GatewayPacers } from '../gateways/pacers';
import type { Instances } from '../instances/instances';
import { pairingOnShow, commandPairing } from '../pairing/sessioncommand';
import type { PairingTools } from '../pairing/lazyparts';
import type { Pairings } from '../pairing/pairings';
import type { Lazy } from '../platform/lazy';
import type { ResultFiles } from '../platform/resultfiles';
import type { Settings } from '../platform/settings';
import type { BulkJob } from './bulk';
import { notifyOfResult, runBulk } from './bulk';
import type { InstanceStatus } from '../core/instances/instancestatus';

/** What shows how instances stand, and has to know what is done to them. */
export interface StatusKeeper {
  /** What was last known of an instance. */
  statusOf(ref: InstanceRef): InstanceStatus | undefined;
  /** Notes that something is being done to an instance: until it is over, no check is of any use. */
  hold(ref: InstanceRef): void;
  /** Notes what that has made of the instance: a status; `unknown` where only a check can tell; undefined if nothing changed. */
  release(ref: InstanceRef, status: SessionStatus | undefined): void;
}

/** What doing something to instances needs of the window. */
export interface ActionParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly access: GatewayAccess;
  readonly clients: Lazy<GatewayClients>;
  readonly pacers: GatewayPacers;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly tools: Lazy<PairingTools>;
  readonly statuses: StatusKeeper;
  readonly files: Pick<ResultFiles, 'show'>;
  readonly clock: Clock;
}

/** Something that is done to instances, with one request for each. */
export interface Action {
  /** What is done, such as "Restart session". */
  readonly title: string;
  readonly request: GatewayRequest;
  /** The same for a pairing, which sends it where it is on show. */
  readonly command?: SessionCommand;
  /** The session's status afterwards; `unknown` where only a check can tell. */
  readonly status: SessionStatus;
  readonly before?: (ref: InstanceRef) => void;
  /** Whether a failure shows that it is done all the same. */
  readonly isDone?: (ref: InstanceRef, failure: Failure) => boolean;
  /** Called once it is done. */
  readonly after?: (ref: InstanceRef) => Promise<void> | void;
}

/** Does something to one or several instances, and tells how it goes and what became of it. */
export class ActionRunner {
  constructor(private readonly parts: ActionParts) {}

  /** Sends the request for each instance, to the gateways that the user has agreed to. Returns those that the user wants to try again. */
  async run(
    action: Action,
    refs: readonly InstanceRef[],
    agreed: ReadonlyMap<string, Gateway>,
  ): Promise<readonly InstanceRef[]> {
    if (refs.length === 0) return [];
    const { pairings, files } = this.parts;
    const { command } = action;
    // Their surfaces tell how it goes.
    const onShow = command !== undefined && refs.every((ref) => pairingOnShow(ref, pairings));
    const job: BulkJob = {
      ...this.jobOf(action.title, refs),
      run: (ref, signal) => this.#runOne(action, ref, agreed, signal),
    };
    const result = await runBulk(job, onShow);
    if (onShow && result.left.length === 0) return [];
    if ((await notifyOfResult(job, result, files)) !== 'again') return [];
    return [...result.failed.map(({ ref }) => ref), ...result.left];
  }

  /** What all requests about these instances have in common. */
  jobOf(title: string, refs: readonly InstanceRef[]): Omit<BulkJob, 'run'> {
    const { settings, clock, pacers } = this.parts;
    return {
      title,
      refs,
      clock,
      gap: 60_000 / settings.requestsPerMinute,
      pacerOf: (gateway) => pacers.of(gateway),
      nameOf: (ref) => this.nameOf(ref),
    };
  }

  /** The name by which the user knows an instance; foreign text. */
  nameOf(ref: InstanceRef): string {
    return this.parts.instances.nameOf(ref);
  }

  async #runOne(
    action: Action,
    ref: InstanceRef,
    agreed: ReadonlyMap<string, Gateway>,
    signal: AbortSignal,
  ): Promise<Failure | undefined> {
    const { statuses } = this.parts;
    let status: SessionStatus | undefined;
    statuses.hold(ref);
    try {
      const answer = await this.#send(action, ref, agreed, signal);
      const failure = failureOf(action, answer);
      if (failure && !action.isDone?.(ref, failure)) return failure;
      await action.after?.(ref);
      status = answer.kind === 'status' ? answer.status : action.status;
      return undefined;
    } finally {
      statuses.release(ref, status);
    }
  }

  async #send(
    { request, command, before }: Action,
    ref: InstanceRef,
    agreed: ReadonlyMap<string, Gateway>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const { gateways, clients, pairings, tools } = this.parts;
    const gateway = gateways.find(ref.gateway);
    // The user has agreed to a request to another gateway.
    if (!gateway || gateway.endpoint.base !== agreed.get(ref.gateway)?.endpoint.base)
      return { kind: 'failure', failure: { kind: 'moved' } };
    before?.(ref);
    const pairing = command && pairingOnShow(ref, pairings);
    const outcome = pairing && (await commandPairing(pairing, command, tools));
    if (outcome?.kind === 'failed') return { kind: 'failure', failure: outcome.failure };
    if (outcome?.kind === 'done') return { kind: 'done' };
    return await (await clients.get()).open(gateway, ref.instanceId).request(request, signal);
  }
}

/** Why something wasn't done, by the answer: a session that was to start must not be at an end. */
function failureOf({ status }: Action, answer: Answer): Failure | undefined {
  if (answer.kind === 'failure') return answer.failure;
  if (answer.kind !== 'status' || answer.status === status) return undefined;
  if (answer.status === 'FAILED') return { kind: 'sessionFailed', status: 422 };
  return answer.status === 'STOPPED' ? { kind: 'sessionStopped', status: 422 } : undefined;
}
