import type { Answer } from '../gateways/answer';
import type { PairingRequest } from '../gateways/client';

/** An event that can change a pairing. Time, chance and settings reach the pairing only through events. */
export type Event =
  | { readonly type: 'stop'; readonly at: number }
  /** A deadline has passed. */
  | { readonly type: 'due'; readonly at: number; readonly chance: number }
  /** The planned request must not start before `at`; if `request` is `pairingCode`, that request must not. */
  | { readonly type: 'postpone'; readonly at: number; readonly request?: PairingRequest }
  /** `chance` is in [0, 1); `interval` is the poll interval in milliseconds. */
  | {
      readonly type: 'answered';
      readonly at: number;
      readonly request: PairingRequest;
      readonly answer: Answer;
      readonly chance: number;
      readonly interval: number;
    }
  | { readonly type: 'visible'; readonly at: number; readonly visible: boolean }
  /** Another window has the lock on the instance, or no window has it now. */
  | { readonly type: 'locked'; readonly at: number; readonly by: string | undefined }
  /** The user wants the planned request to start now. */
  | { readonly type: 'retry'; readonly at: number }
  /** The user wants a pairing code. */
  | { readonly type: 'requestPairingCode'; readonly at: number }
  /** The user no longer wants a pairing code. */
  | { readonly type: 'cancelPairingCode'; readonly at: number };

/** An answer to a request of a pairing. */
export type Answered = Extract<Event, { type: 'answered' }>;
