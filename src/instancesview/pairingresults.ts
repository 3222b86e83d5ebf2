import type { SessionStatus } from '../core/gateways/answer';
import type { Disposable, Listen } from '../core/events/emitter';
import type { FailureKind } from '../core/failures/failure';
import type { InstanceRef } from '../core/references/instanceref';
import type { Pairing } from '../core/pairing/pairing';
import type { Phase } from '../core/pairing/phase';
import { isOver } from '../core/pairing/pairing';
import type { InstancePoller } from '../core/instances/poller';

/** The part of a pairing that the poller needs. */
export interface PairingResult {
  readonly ref: InstanceRef;
  readonly state: Pairing;
}

const statusByFailure: Readonly<Partial<Record<FailureKind, SessionStatus>>> = {
  sessionFailed: 'FAILED',
  sessionStopped: 'STOPPED',
};

/**
 * Reports to the poller what pairings do and how they end. Each phase is reported once: if a panel still shows an account that
 * was linked an hour ago, it must not hide that the phone has disconnected since.
 */
export function reportPairingResults(
  present: readonly PairingResult[],
  onDidChange: Listen<PairingResult>,
  poller: Pick<InstancePoller, 'setKnown' | 'forget' | 'checkNow' | 'expectChange'>,
  /** Called when this window changes an instance itself, so that other windows don't notify of it. */
  onOwnAction: (ref: InstanceRef) => void,
  /** Called when an instance is linked. */
  onLinked: (ref: InstanceRef) => void,
): Disposable {
  const reported = new WeakSet<Phase>(present.map(({ state }) => state.phase));
  return onDidChange(({ ref, state }) => {
    const { phase } = state;
    if (reported.has(phase)) return;
    reported.add(phase);
    if (phase.kind === 'connecting' || phase.kind === 'unlinked') onOwnAction(ref);
    if (!isOver(state)) {
      poller.expectChange(ref);
      return;
    }
    const status = phase.kind === 'failed' ? statusByFailure[phase.failure.kind] : undefined;
    if (phase.kind === 'linked') {
      poller.setKnown(ref, 'WORKING', phase.account);
      onLinked(ref);
    } else if (status) poller.setKnown(ref, status);
    else {
      if (phase.kind === 'unlinked') poller.forget(ref);
      poller.checkNow([ref]);
    }
  });
}
