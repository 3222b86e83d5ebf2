import type { TimeLeft } from './expiry';

/** How the end of a code is known: the gateway reported it, or it follows from when the code came, or neither. */
export type EndSource = 'reported' | 'estimated' | 'unknown';

/** A QR code that a gateway sent. */
export interface Code {
  /** Drawn byte for byte; a live credential. */
  readonly value: string;
  /** Whether the value has the form of a WhatsApp QR code. */
  readonly known: boolean;
  /** The earliest time at which the code may end; from then on it is covered. */
  readonly expiresAt: number;
  /** When the code has certainly ended on the gateway too, so that the next one can be requested. */
  readonly surelyExpiredAt: number;
  readonly end: EndSource;
  /** When a request last returned this code, and how long that took, in ms. */
  readonly confirmedAt: number;
  readonly took: number;
  /** The code came into being after `after`, and at the latest at `by`. */
  readonly born: { readonly after: number; readonly by: number };
  /** When a request first returned it. */
  readonly firstSeenAt: number;
  /** How long it is expected to live, in ms; undefined if that is unknown. */
  readonly life: number | undefined;
  /** How long it has certainly lived, in ms, if that is longer than expected. */
  readonly outlived?: number;
  /** Which code it is since the session started, counted from 1; undefined if the start wasn't seen. */
  readonly number?: number;
  /** Whether the gateway repeats it from memory: no code lives so long, or it was offered before the last start. */
  readonly repeated?: true;
}

/** A code in an answer, and when its request started and was answered. */
export interface SeenCode {
  readonly value: string;
  readonly known: boolean;
  /** Time left as reported. */
  readonly ttl?: TimeLeft;
  readonly impossibleExpiry?: true;
  readonly startedAt: number;
  readonly at: number;
}

/** What is known about the codes of a session; it outlives the code on screen. */
export interface CodeHistory {
  /** The newest code. */
  readonly newest?: Code;
  /** When a request last showed that the next code wasn't there yet. */
  readonly absentAt: number;
  /** How many codes there were since a start that was seen; undefined if there was none. */
  readonly number?: number;
  /** A value from before the last start; it is never new. */
  readonly old?: string;
  /** How many codes in a row had expired before they were requested, as reported. */
  readonly expiredArrivals: number;
  /** How many codes in a row were replaced long before their reported expiry. */
  readonly earlyEnds: number;
  /** How long the code before the newest has certainly lived, in ms, if that is longer than expected. */
  readonly outlivedBefore?: number;
  /** When the session first said that it has a code, if that was before a request returned it. */
  readonly presentAt?: number;
}

/** Nothing is known: the pairing joins a session at some moment of its life. */
export const noHistory: CodeHistory = { absentAt: -Infinity, expiredArrivals: 0, earlyEnds: 0 };
