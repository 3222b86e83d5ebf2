// src/core/pairing: one pairing: its state, what follows from an event, and the runner that waits.
import type { RequestTimes } from '../gateways/instancepace';
import type { Account, Answer } from '../gateways/answer';
import type { Failure } from '../failures/failure';
import type { PairingRequest } from '../gateways/client';

/** A QR code on screen. */
export interface Code {
  /** Drawn byte for byte; a live credential. */
  readonly value: string;
  /** Whether the value has the form of a WhatsApp QR code. */
  readonly known: boolean;
  /** The earliest time at which the code may expire; from then on it is covered. */
  readonly expiresAt: number;
  /** When the code has certainly expired on the gateway too, so that the next one can be requested. */
  readonly surelyExpiredAt: number;
  /** Whether the gateway reported the expiry; otherwise it is our own limit, and no countdown is shown. */
  readonly hasExpiry: boolean;
  /** When a request last returned this code. */
  readonly confirmedAt: number;
}

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
    }
  /** A valid code is on screen. */
  | { readonly kind: 'scannable'; readonly code: Code }
  /** The code has expired and is covered until the gateway has the next one. */
  | { readonly kind: 'expired'; readonly code: Code }
  /** The panel is hidden, so no code is fetched; session checks still notice a linked phone. */
  | { readonly kind: 'paused' }
  /** The phone has probably scanned the code. */
  | { readonly kind: 'linking'; readonly until: number }
  /** The phone's owner must confirm with a passkey on web.whatsapp.com. */
  | { readonly kind: 'passkey' }
  | { readonly kind: 'linked'; readonly since: number; readonly account?: Account }
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

/** The state of linking with a phone number, beside the QR code. The number itself is never part of it. */
export type PairingCode =
  /** The user wants a pairing code; the request waits for its turn and starts no sooner than `at`. */
  | { readonly kind: 'wanted'; readonly at: number }
  /** The request is under way. */
  | { readonly kind: 'requested' }
  /** Eight characters to type on the phone; a live credential. */
  | { readonly kind: 'shown'; readonly code: string; readonly since: number }
  /** The code is so old that a phone probably no longer accepts it. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Requests that change the session; sent only when the user asks for it. */
export type InstanceCommand = Exclude<PairingRequest, 'qr' | 'session' | 'pairingCode'>;

/** How long a session may be starting, in ms, before it counts as stuck. Source: "If STARTING persists beyond 60 s, trigger a manual restart" (vendor's page). */
export const startingTime = 60_000;

/** Whether requests to the gateway succeed; independent of whether the code on screen is still valid. */
export type Link =
  | { readonly kind: 'up' }
  /** `failures` counts failed requests in a row, `unreadable` answers in a row that can't be understood. */
  | {
      readonly kind: 'backoff';
      readonly failures: number;
      readonly unreadable: number;
      readonly because: Failure;
    };

/** The next request; `seconds` is the wait that the user sees, if it is shown. */
export interface Plan {
  readonly request: PairingRequest;
  readonly at: number;
  readonly seconds?: number;
}

/** The state of linking one instance. All times are in milliseconds on the scale of `Clock.now`. */
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
  /** How many different codes the gateway has sent. */
  readonly codes: number;
  /** Linking with a phone number, if the user wants that. */
  readonly pairingCode?: PairingCode;
}

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
  /** Another window has the lock on the instance, or no window has it any longer. */
  | { readonly type: 'locked'; readonly at: number; readonly by: string | undefined }
  /** The user wants the planned request to start now. */
  | { readonly type: 'retry'; readonly at: number }
  /** The user wants a pairing code. */
  | { readonly type: 'requestPairingCode'; readonly at: number }
  /** The user no longer wants a pairing code. */
  | { readonly type: 'cancelPairingCode'; readonly at: number };

/** A pairing that is about to send its first request; `last` is when the last requests of earlier pairings of the instance ended. */
export function begin(
  at: number,
  visible: boolean,
  last: Pairing['last'] = {},
  first: 'qr' | InstanceCommand = 'qr',
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

/** The pairing without a planned request and without a request under way. */
export function idle({ phase, link, last, visible, codes, pairingCode }: Pairing): Pairing {
  return { phase, link, last, visible, codes, ...(pairingCode && { pairingCode }) };
}

/** The pairing in another phase; the planned request and the request under way stay. */
export function enter(pairing: Pairing, phase: Phase): Pairing {
  return { ...pairing, phase };
}

/** The pairing with another next request. */
export function next(pairing: Pairing, request: PairingRequest, at: number, seconds?: number): Pairing {
  return { ...pairing, plan: { request, at, ...(seconds !== undefined && { seconds }) } };
}

/** The pairing at its end: no request is planned, and an answer to a request under way is ignored. */
export function end(pairing: Pairing, phase: Phase, at: number): Pairing {
  return { ...idle(pairing), phase, link: { kind: 'up' }, last: lastAfter(pairing, at) };
}

/** When the last request of each kind ended, counting the one under way as ended now. */
export function lastAfter({ last, inFlight }: Pairing, at: number): Pairing['last'] {
  return inFlight ? { ...last, [inFlight]: at } : last;
}

/** Whether a code that a phone still accepts is on screen. */
export function hasLiveCode({ phase }: Pairing, at: number): boolean {
  return phase.kind === 'scannable' && phase.code.expiresAt > at;
}

/** The phase after a code has expired: the code is covered, or removed if the panel is hidden. */
export function afterExpiry(code: Code, visible: boolean): Phase {
  return visible ? { kind: 'expired', code } : { kind: 'paused' };
}

/** Whether the pairing has ended: no more requests follow, except the one for the linked account. */
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
