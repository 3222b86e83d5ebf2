// src/core/pairing: one pairing: its state, what follows from an event, and the runner that waits.
import type { Code, CodeHistory } from '../code/code';
import { noHistory } from '../code/code';
import type { CodeLives } from '../code/codelives';
import { usualLives } from '../code/codelives';
import type { RequestTimes } from '../gateways/instancepace';
import { gapFrom } from '../gateways/instancepace';
import type { Failure } from '../failures/failure';
import type { PairingRequest } from '../gateways/client';
import type { SessionMemory } from './memory';
import { newMemory } from './memory';
import type { CoverCause, InstanceCommand, Phase } from './phase';

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
  /** The request under way; only a session check can be under way beside it. */
  readonly inFlight?: PairingRequest;
  /** When the request under way started. */
  readonly startedAt?: number;
  /** When the session check started that is under way beside another request or between two of them. */
  readonly checkSince?: number;
  readonly plan?: Plan;
  /** From when the gap to the next request of each kind counts. */
  readonly last: RequestTimes;
  /** Whether the panel is on screen. */
  readonly visible: boolean;
  /** How many different codes the gateway has sent since the pairing began. */
  readonly codes: number;
  /** Linking with a phone number, if the user wants that. */
  readonly pairingCode?: PairingCode;
  /** What is known about the session's codes. */
  readonly history: CodeHistory;
  /** How long the gateway's codes live. */
  readonly lives: CodeLives;
  /** What the session showed that is not part of a phase. */
  readonly memory: SessionMemory;
}

/** How a pairing begins: with a request for a QR code, or with session commands before it. */
export type FirstRequest = 'qr' | InstanceCommand | 'logoutThenQr';

/** What a pairing takes over from earlier ones of the same instance or gateway. */
export interface Inherited {
  /** From when the gap to the next request of each kind counts. */
  readonly last?: RequestTimes;
  readonly history?: CodeHistory;
  readonly lives?: CodeLives;
}

/** A pairing that is about to send its first request. */
export function begin(
  at: number,
  visible: boolean,
  { last = {}, history = noHistory, lives = usualLives }: Inherited = {},
  first: FirstRequest = 'qr',
): Pairing {
  const command = first === 'logoutThenQr' ? 'logout' : first;
  return {
    phase: { kind: 'connecting' },
    link: { kind: 'up' },
    plan: { request: command, at },
    last,
    visible,
    codes: 0,
    history,
    lives,
    memory: newMemory(first === 'logout'),
  };
}

/** The pairing without a planned request and without one under way, except a session check beside it. */
export function idle(pairing: Pairing): Pairing {
  const rest = { ...pairing };
  delete rest.plan;
  delete rest.inFlight;
  delete rest.startedAt;
  return rest;
}

/** The pairing without a session check under way. */
function withoutCheck(pairing: Pairing): Pairing {
  if (pairing.checkSince === undefined) return pairing;
  const rest = { ...pairing };
  delete rest.checkSince;
  return rest;
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
  const { last } = checkEnded({ ...pairing, last: lastAfter(pairing, at) }, at);
  return { ...withoutCheck(idle(pairing)), phase, link: { kind: 'up' }, last };
}

/** The pairing after its session check has ended or was given up, if one was under way. */
export function checkEnded(pairing: Pairing, at: number): Pairing {
  const { checkSince, last } = pairing;
  if (checkSince === undefined) return pairing;
  return { ...withoutCheck(pairing), last: { ...last, session: gapFrom(checkSince, at) } };
}

/** From when the gap to the next request of each kind counts, if the one under way ends now. */
export function lastAfter({ last, inFlight, startedAt }: Pairing, at: number): Pairing['last'] {
  return inFlight ? { ...last, [inFlight]: gapFrom(startedAt ?? at, at) } : last;
}

/** Whether a code that a phone still accepts is on screen. */
export function hasLiveCode({ phase }: Pairing, at: number): boolean {
  return phase.kind === 'scannable' && phase.code.expiresAt > at;
}

/** The phase after a code has ended: the code is covered, or removed if the panel is hidden. */
export function afterExpiry(code: Code, visible: boolean, because: CoverCause = 'ended'): Phase {
  return visible ? { kind: 'expired', code, because } : { kind: 'paused' };
}

/** Whether the pairing has ended: no more requests follow, except the ones about the linked account. */
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
