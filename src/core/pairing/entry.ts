import type { Failure, FailureKind } from '../failures/failure';
import type { SessionStatus } from '../gateways/answer';
import type { Phase } from './pairing';

/** One thing that happened to a pairing itself. Plain data by allow-list: no value, token, ID, body or foreign words. */
export type PairingEntry =
  /** The pairing went from one phase to another; the first phase of a pairing comes from none. */
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
  /** The gateway had another code, the `count`th of the pairing. */
  | {
      readonly kind: 'code';
      readonly count: number;
      /** Milliseconds until it expires, 0 or less if it had expired on arrival; absent where the gateway reported no expiry. */
      readonly life?: number;
    };

/** What an answer said that made the pairing wait for the session. */
export type WaitCause = SessionStatus | 'empty' | FailureKind;
