import type { RequestTimes } from '../gateways/instancepace';
import type { Account, Answer } from '../gateways/answer';
import type { Failure } from '../failures/failure';
import type { PairingRequest } from '../gateways/client';

/** A code as it is shown. */
export interface Code {
  /** Drawn byte for byte; a live credential. */
  readonly value: string;
  /** Whether the value has the form of a WhatsApp QR code. */
  readonly known: boolean;
  /** When a phone stops accepting it, as far as can be known; from then on it is covered. */
  readonly expiresAt: number;
  /** When it is surely dead on the gateway too: from then on the next one can be had. */
  readonly surelyExpiredAt: number;
  /** Whether `deadAt` comes from the gateway; otherwise it is a limit of ours, and no number is shown. */
  readonly hasExpiry: boolean;
  /** When a request last said that this is the code. */
  readonly confirmedAt: number;
}

/** Where a pairing stands. */
export type Phase =
  /** Asking; nothing to show yet. */
  | { readonly kind: 'connecting' }
  /**
   * The session isn't ready; `refusals` counts the answers in a row that said so. `since` is when it began to start,
   * and `stuck` whether that is so long ago that a restart is worth offering.
   */
  | {
      readonly kind: 'waiting';
      readonly refusals: number;
      readonly since: number;
      readonly stuck: boolean;
    }
  /** A live code. */
  | { readonly kind: 'scannable'; readonly code: Code }
  /** A dead code, covered, until the gateway has the next one. */
  | { readonly kind: 'expired'; readonly code: Code }
  /** Nobody looks, so no code is fetched; a linked phone would still be noticed. */
  | { readonly kind: 'paused' }
  /** The phone has probably scanned the code. */
  | { readonly kind: 'linking'; readonly until: number }
  /** The phone's owner must confirm with a passkey on web.whatsapp.com. */
  | { readonly kind: 'passkey' }
  | { readonly kind: 'linked'; readonly since: number; readonly account?: Account }
  /** The phone was unlinked, as the user wanted. */
  | { readonly kind: 'unlinked'; readonly since: number }
  /** Ended by the user. */
  | { readonly kind: 'stopped' }
  /**
   * Another window works on this instance, so no request is sent from here. `by` names that window (foreign text, empty
   * where it isn't known); undefined once no window does.
   */
  | { readonly kind: 'locked'; readonly by: string | undefined }
  /** Ended by trouble that waiting doesn't mend; `during` is the session command that met it. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly during?: SessionCommand };

/** Where linking by a phone number stands, beside the QR code. The number itself is never part of it. */
export type PairingCode =
  /** Wanted; the request waits for its turn, and starts no sooner than `at`. */
  | { readonly kind: 'wanted'; readonly at: number }
  /** The request is under way. */
  | { readonly kind: 'requested' }
  /** Eight characters to type on the phone; a live credential. */
  | { readonly kind: 'shown'; readonly code: string; readonly since: number }
  /** The code is so old that a phone will hardly accept it. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Requests that change the session; made only when the user asks. */
export type SessionCommand = Exclude<PairingRequest, 'qr' | 'session' | 'pairingCode'>;

/** How long a session may be starting, in ms, before it counts as stuck. Source: "If STARTING persists beyond 60 s, trigger a manual restart" (vendor's page). */
export const startingTime = 60_000;

/** Health of the gateway to the gateway; independent of whether the code on screen is still good. */
export type Link =
  | { readonly kind: 'up' }
  /** `failures` and, of those, `misreads` (answers not understood) in a row. */
  | {
      readonly kind: 'backoff';
      readonly failures: number;
      readonly unreadable: number;
      readonly because: Failure;
    };

/** The next request; `seconds` is the wait as it was announced, where it was. */
export interface Plan {
  readonly request: PairingRequest;
  readonly at: number;
  readonly seconds?: number;
}

/** One attempt to link one instance. All times are the clock's, in milliseconds. */
export interface Pairing {
  readonly phase: Phase;
  readonly link: Link;
  /** The request under way; never more than one. */
  readonly inFlight?: PairingRequest;
  readonly plan?: Plan;
  /** When the last request of each kind ended. */
  readonly last: RequestTimes;
  /** Whether the panel is on screen. */
  readonly visible: boolean;
  /** How many different codes were seen. */
  readonly codes: number;
  /** Linking by a phone number, if the user wants that. */
  readonly pairingCode?: PairingCode;
}

/** What can happen to a pairing; time, chance and settings come in here and nowhere else. */
export type Event =
  | { readonly type: 'stop'; readonly at: number }
  /** A deadline was reached. */
  | { readonly type: 'due'; readonly at: number; readonly chance: number }
  /** The planned request must not start before `at`; or, where it is named, the one for a phone number. */
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
  /** Another window has the lock on the instance, or none has it any longer. */
  | { readonly type: 'locked'; readonly at: number; readonly by: string | undefined }
  /** The user doesn't want to wait for the planned request. */
  | { readonly type: 'retry'; readonly at: number }
  /** The user wants a pairing code. */
  | { readonly type: 'requestPairingCode'; readonly at: number }
  /** The user wants that no longer. */
  | { readonly type: 'dropPairingCode'; readonly at: number };

/** A pairing that is about to make its first request; `last` is what earlier pairings of the instance left behind. */
export function begin(
  at: number,
  visible: boolean,
  last: Pairing['last'] = {},
  first: 'qr' | SessionCommand = 'qr',
): Pairing {
  return {
    phase: { kind: 'connecting' },
    link: { kind: 'up' },
    plan: { request: first, at },
    last,
    visible,
    codes: 0,
  };
}

/** The pairing with neither a plan nor a flight. */
export function idle({ phase, link, last, visible, codes, pairingCode }: Pairing): Pairing {
  return { phase, link, last, visible, codes, ...(pairingCode && { pairingCode }) };
}

/** The pairing in another phase; plan and flight stay. */
export function enter(pairing: Pairing, phase: Phase): Pairing {
  return { ...pairing, phase };
}

/** The pairing with another next request. */
export function next(pairing: Pairing, request: PairingRequest, at: number, seconds?: number): Pairing {
  return { ...pairing, plan: { request, at, ...(seconds !== undefined && { seconds }) } };
}

/** The pairing at its end: nothing is planned any more, and an answer still under way will find no flight. */
export function end(pairing: Pairing, phase: Phase, at: number): Pairing {
  return { ...idle(pairing), phase, link: { kind: 'up' }, last: lastAfter(pairing, at) };
}

/** When the last request of each kind ended, if the one under way ends now. */
export function lastAfter({ last, inFlight }: Pairing, at: number): Pairing['last'] {
  return inFlight ? { ...last, [inFlight]: at } : last;
}

/** Whether a code is on screen that a phone would still accept. */
export function hasLiveCode({ phase }: Pairing, at: number): boolean {
  return phase.kind === 'scannable' && phase.code.expiresAt > at;
}

/** Where a code leaves the pairing when it dies: covered, or with nobody looking, gone. */
export function afterExpiry(code: Code, visible: boolean): Phase {
  return visible ? { kind: 'expired', code } : { kind: 'paused' };
}

/** Whether the pairing has come to an end: no request follows by itself, except the one that names the linked account. */
export function isOver({ phase }: Pairing): boolean {
  switch (phase.kind) {
    case 'linked':
    case 'unlinked':
    case 'stopped':
    case 'locked':
    case 'failed':
      return true;
    default:
      return false;
  }
}
