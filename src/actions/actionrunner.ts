import type { Account, SessionStatus } from '../core/gateways/answer';
import type { Gateway } from '../core/gateways/gateway';
import type { Outcome, Requests } from '../core/instances/instancework';
import type { InstanceRef } from '../core/references/instanceref';
import { pairingOnShow } from '../pairing/instancecommand';
import type { Action, ActionParts } from './action';
import type { BulkJob } from './bulk';
import { notifyOfResult, runBulk } from './bulk';
import { commandInstance } from './commandinstance';

/** Runs an action on one or several instances, and shows the progress and the result. */
export class ActionRunner {
  constructor(private readonly parts: ActionParts) {}

  /**
   * Sends the requests for each instance, only to the gateways that the user agreed to. Returns the instances that the user
   * wants to retry.
   */
  async run(
    action: Action,
    refs: readonly InstanceRef[],
    agreed: ReadonlyMap<string, Gateway>,
  ): Promise<readonly InstanceRef[]> {
    if (refs.length === 0) return [];
    const { pairings, files } = this.parts;
    const { command } = action;
    // The surfaces of the pairings show the progress.
    const onShow = command !== undefined && refs.every((ref) => pairingOnShow(ref, pairings));
    const shown = new Set<InstanceRef>();
    const job: BulkJob = {
      ...this.jobOf(action.title, refs),
      run: (ref, signal) => this.#runOne(action, ref, agreed, shown, signal),
    };
    const result = await runBulk(job, onShow);
    if (refs.every((ref) => shown.has(ref))) return [];
    if ((await notifyOfResult(job, result, files)) !== 'again') return [];
    return [...result.failed.map(({ ref }) => ref), ...result.left];
  }

  /** The common parts of a bulk job on these instances. */
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

  /** The name of an instance on screen. Foreign text. */
  nameOf(ref: InstanceRef): string {
    return this.parts.instances.nameOf(ref);
  }

  /** Runs the action on one instance. Adds the instance to `shown` if the surfaces of its pairing show the outcome. */
  async *#runOne(
    action: Action,
    ref: InstanceRef,
    agreed: ReadonlyMap<string, Gateway>,
    shown: Set<InstanceRef>,
    signal: AbortSignal,
  ): Requests<Outcome> {
    const { statuses, pairings } = this.parts;
    let status: SessionStatus | undefined;
    let account: Account | undefined;
    statuses.hold(ref);
    try {
      const result = yield* commandInstance(action, ref, agreed.get(ref.gateway), this.parts, signal);
      ({ status, account } = result);
      if (result.byPairing && pairings.find(ref)) shown.add(ref);
      const { outcome } = result;
      if (outcome.kind === 'failed' && !action.isDone?.(ref, outcome.failure)) return outcome;
      await action.after?.(ref);
      // Whatever was known about a deleted instance is no longer true.
      if (action.request === 'delete') status = 'unknown';
      return outcome.kind === 'failed' ? { kind: 'done' } : outcome;
    } finally {
      statuses.release(ref, status, account);
    }
  }
}
