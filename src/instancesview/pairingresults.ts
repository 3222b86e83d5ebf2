import type { SessionStatus } from '../core/gateways/answer';
import type { Disposable, Listen } from '../core/events/emitter';
import type { FailureKind } from '../core/failures/failure';
import type { InstanceRef } from '../core/references/instanceref';
import type { Pairing, Phase } from '../core/pairing/pairing';
import { isOver } from '../core/pairing/pairing';
import type { StatusBoard } from '../core/instances/poller';

/** A pairing as far as something is to be learned from it. */
export interface Lesson {
  readonly ref: InstanceRef;
  readonly state: Pairing;
}

const found: Readonly<Partial<Record<FailureKind, SessionStatus>>> = {
  sessionFailed: 'FAILED',
  sessionStopped: 'STOPPED',
};

/**
 * Tells a board what pairings do and come to, each phase once: a panel that still says who was linked an hour ago is no news, and
 * must not hide that the phone has gone since.
 */
export function learnFrom(
  present: readonly Lesson[],
  onDidChange: Listen<Lesson>,
  board: Pick<StatusBoard, 'learn' | 'forget' | 'checkNow' | 'expect'>,
  /** Told of what is this window's own doing, and so no news in any other. */
  own: (ref: InstanceRef) => void,
): Disposable {
  const told = new WeakSet<Phase>(present.map(({ state }) => state.phase));
  return onDidChange(({ ref, state }) => {
    const { phase } = state;
    if (told.has(phase)) return;
    told.add(phase);
    if (phase.kind === 'connecting' || phase.kind === 'unlinked') own(ref);
    if (!isOver(state)) {
      board.expect(ref);
      return;
    }
    const status = phase.kind === 'failed' ? found[phase.failure.kind] : undefined;
    if (phase.kind === 'linked') board.learn(ref, 'WORKING', phase.account);
    else if (status) board.learn(ref, status);
    else {
      if (phase.kind === 'unlinked') board.forget(ref);
      board.checkNow([ref]);
    }
  });
}
