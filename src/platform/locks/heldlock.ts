import type { Listen } from '../../core/events/emitter';
import type { OthersLock } from './otherslock';

/** A lock that this window holds. */
export interface HeldLock {
  readonly held: true;
  /** Milliseconds that the next request has to wait, since another window sent one within the last 5 s. Counted at the claim. */
  readonly waitMs: number;
  /** Notes in the file that a request is about to be sent. False if another window has taken the lock over: then nothing may be sent. Never rejects. */
  noteRequest(): Promise<boolean>;
  /** Fires once, when another window has taken it over. */
  readonly onDidLose: Listen<OthersLock>;
  /** Gives it back, unless another claim of this window holds it too. Does nothing if it is lost. */
  release(): Promise<void>;
}

/** What a claim gets where no file can be kept. Two windows that send requests are better than none. */
export const unsharedLock: HeldLock = {
  held: true,
  waitMs: 0,
  noteRequest: () => Promise.resolve(true),
  onDidLose: () => ({ dispose: () => undefined }),
  release: () => Promise.resolve(),
};
