import type { Failure } from '../failures/failure';
import type { Phase, WaitCause } from './phase';

/** An event of a pairing for the timeline and the log. Plain data by allow-list: no value, token, ID, body or foreign text. */
export type PairingEntry =
  /** The phase changed; the first phase of a pairing has no `from`. */
  | {
      readonly kind: 'phase';
      readonly from?: Phase['kind'];
      readonly to: Phase['kind'];
      readonly failure?: Failure;
    }
  /** A failure, and the seconds until the next try. */
  | { readonly kind: 'retry'; readonly failure: Failure; readonly seconds: number }
  /** The session has no code yet; the seconds until the next try. */
  | { readonly kind: 'wait'; readonly because: WaitCause; readonly seconds: number }
  /** The gateway sent a new code; `count` is its number within the pairing. */
  | {
      readonly kind: 'code';
      readonly count: number;
      /** Milliseconds until it expires, 0 or less if it had expired on arrival; absent where the gateway reported no expiry. */
      readonly life?: number;
    };
