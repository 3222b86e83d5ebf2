import type { Listen } from '../../core/events/emitter';
import type { OthersLock } from './otherslock';

/** A lock that this window holds. */
export interface HeldLock {
  readonly held: true;
  /** Time in ms that the next request has to wait, because another window sent a request within the last 5 s. Measured at the claim. */
  readonly waitMs: number;
  /**
   * Notes in the lock file that a request is about to be sent, unless the claim has just done so. Returns false if it finds that
   * another window has taken over the lock: then no request may be sent. Never rejects.
   */
  noteRequest(): Promise<boolean>;
  /** Fires once, when another window has taken over the lock. */
  readonly onDidLose: Listen<OthersLock>;
  /** Releases the lock, unless another claim of this window still holds it. Does nothing if the lock is lost. */
  release(): Promise<void>;
}

/** The result of a claim if no lock file can be written: it is better that two windows send requests than none. */
export const unsharedLock: HeldLock = {
  held: true,
  waitMs: 0,
  noteRequest: () => Promise.resolve(true),
  onDidLose: () => ({ dispose: () => undefined }),
  release: () => Promise.resolve(),
};
