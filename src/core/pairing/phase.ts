import type { Code } from '../code/code';
import type { Account, SessionStatus } from '../gateways/answer';
import type { PairingRequest } from '../gateways/client';
import type { Failure, FailureKind } from '../failures/failure';

/** Requests that change the session; sent only when the user asks for it. */
export type InstanceCommand = Exclude<PairingRequest, 'qr' | 'session' | 'pairingCode'>;

/** The phase of a pairing. */
export type Phase =
  /** The first request is planned or under way; there is nothing to show yet. */
  | { readonly kind: 'connecting' }
  /**
   * The session isn't ready; `refusals` counts the answers in a row that said so. `since` is when the session began to
   * start, and `stuck` says whether it takes so long that the panel offers a restart.
   */
  | {
      readonly kind: 'waiting';
      readonly refusals: number;
      readonly since: number;
      readonly stuck: boolean;
      /** What the gateway said last. */
      readonly cause: WaitCause;
      /** The gateway's own words, if it named no status. */
      readonly message?: string;
    }
  /** A valid code is on screen. */
  | { readonly kind: 'scannable'; readonly code: Code }
  /** The code is covered until the gateway has the next one. */
  | { readonly kind: 'expired'; readonly code: Code; readonly because: CoverCause }
  /** The panel is hidden, so no code is requested; session checks still notice a linked phone. */
  | { readonly kind: 'paused' }
  /** The phone has probably scanned the code. */
  | { readonly kind: 'linking'; readonly until: number }
  /** The phone's owner must confirm with a passkey on web.whatsapp.com. */
  | { readonly kind: 'passkey' }
  /** The gateway reported WORKING; `confirmed` says whether it still did some seconds later. */
  | {
      readonly kind: 'linked';
      readonly since: number;
      readonly account?: Account;
      readonly confirmed?: boolean;
    }
  /** The user unlinked the phone. */
  | { readonly kind: 'unlinked'; readonly since: number }
  /** The user stopped the pairing. */
  | { readonly kind: 'stopped' }
  /**
   * Another window has the lock on this instance, so this window sends no requests. `by` is the name of that window
   * (foreign text, empty if unknown); undefined once no window has the lock.
   */
  | { readonly kind: 'locked'; readonly by: string | undefined }
  /** A failure that waiting can't fix ended the pairing; `during` is the session command that failed, if it was one. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly during?: InstanceCommand };

/** Why a code is covered: it has expired, the gateway no longer has it, or the gateway repeats it from memory. */
export type CoverCause = 'ended' | 'gone' | 'repeated';

/** Why the pairing waits for the session, taken from the answer. */
export type WaitCause = SessionStatus | 'empty' | FailureKind;
