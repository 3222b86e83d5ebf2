import type { CodeLives } from './codelives';
import { longestLife, usualLives } from './codelives';
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
  /** How many codes in a row had expired on arrival, as reported. */
  readonly expiredArrivals: number;
  /** How many codes in a row were replaced long before their reported expiry. */
  readonly earlyEnds: number;
  /** When the session first said that it has a code, if that was before a request returned it. */
  readonly presentAt?: number;
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

/** Nothing is known: the pairing joins a session at some moment of its life. */
export const noHistory: CodeHistory = { absentAt: -Infinity, expiredArrivals: 0, earlyEnds: 0 };

/** How long a code of unknown life counts as valid after a request confirmed it, in ms: the shortest life of a WhatsApp code. */
const assumedLife = usualLives.later;
/** Two estimates of an expiry that differ by less than this, in ms, mean the same time. */
const expiryTolerance = 2_000;
/** An answer that takes longer than this, in ms, may hold a code that was replaced meanwhile. */
const slowAnswer = 2_000;
/** After so many codes in a row that had expired on arrival, or were replaced early, the reported expiry isn't trusted. */
const maxWrongExpiries = 2;
/** A code that is replaced with so much time left, in ms, casts doubt on the expiry: only a session's first code lives longer than that. */
const earlyEnd = 20_000;

/** The history after the session has started, or was seen starting: the next code is its first one. */
export function sessionStarted({ newest, old }: CodeHistory, at: number): CodeHistory {
  const before = newest?.value ?? old;
  return {
    absentAt: at,
    number: 0,
    expiredArrivals: 0,
    earlyEnds: 0,
    ...(before !== undefined && { old: before }),
  };
}

/** The history after a request that started at `at` showed that there is no code yet. */
export function noCodeYet(history: CodeHistory, at: number): CodeHistory {
  return at > history.absentAt ? { ...history, absentAt: at } : history;
}

/** The history after the session said at `at` that it has a code. */
export function codeThere(history: CodeHistory, at: number): CodeHistory {
  return history.number === 0 && history.presentAt === undefined ? { ...history, presentAt: at } : history;
}

/** The history and the learned lives after an answer with a code; the code is the history's newest. */
export function codeSeen(
  history: CodeHistory,
  lives: CodeLives,
  seen: SeenCode,
): { readonly history: CodeHistory; readonly lives: CodeLives; readonly code: Code } {
  const { newest } = history;
  if (seen.value === history.old) {
    const code = newest?.value === seen.value ? newest : repeatedCode(seen);
    return {
      history: { ...history, absentAt: Math.max(history.absentAt, seen.startedAt), newest: code },
      lives,
      code,
    };
  }
  const isSame = newest?.value === seen.value;
  const learned = isSame ? lives : learnFrom(newest, lives);
  const code = isSame ? seenAgain(newest, seen) : newCode(history, learned, seen);
  const earlyEnds = isSame ? history.earlyEnds : earlyEndsOf(history, seen);
  const arrivals = isSame ? history.expiredArrivals : expiredArrivals(history, seen);
  const slides =
    isSame &&
    newest.end === 'reported' &&
    seen.ttl &&
    seen.ttl.min + seen.at - newest.surelyExpiredAt > expiryTolerance;
  const distrusted =
    seen.impossibleExpiry ?? (slides || arrivals >= maxWrongExpiries || earlyEnds >= maxWrongExpiries);
  const trusted = distrusted && learned.trustsExpiry ? { ...learned, trustsExpiry: false } : learned;
  // The answer came after the code's end, and still had the old one.
  const readsFirst = isSame && seen.at - seen.startedAt > slowAnswer && seen.at > newest.surelyExpiredAt;
  const known: CodeLives = readsFirst && !trusted.readsFirst ? { ...trusted, readsFirst } : trusted;
  const ended = withEnd(code, known, seen, isSame ? newest : undefined);
  const { number } = ended;
  return {
    history: {
      ...history,
      newest: ended,
      absentAt: Math.max(history.absentAt, seen.startedAt),
      expiredArrivals: arrivals,
      earlyEnds,
      ...(number !== undefined && { number }),
    },
    lives: known,
    code: ended,
  };
}

function repeatedCode({ value, known, at, startedAt }: SeenCode): Code {
  return {
    value,
    known,
    expiresAt: at,
    surelyExpiredAt: at,
    end: 'unknown',
    confirmedAt: at,
    took: at - startedAt,
    born: { after: -Infinity, by: at },
    firstSeenAt: at,
    life: undefined,
    repeated: true,
  };
}

/** A code that has outlived its expected life teaches how long codes of this gateway live, once the next one has come. */
function learnFrom(code: Code | undefined, lives: CodeLives): CodeLives {
  if (code?.outlived === undefined || code.repeated) return lives;
  const place = code.number === 1 ? 'first' : 'later';
  return code.outlived > lives[place] ? { ...lives, [place]: code.outlived } : lives;
}

/** The same code again: it is alive, whatever was expected. */
function seenAgain(code: Code, { startedAt, at }: SeenCode): Code {
  const { life, born, firstSeenAt } = code;
  const age = startedAt - firstSeenAt;
  const confirmed: Code = {
    ...code,
    confirmedAt: at,
    took: at - startedAt,
    ...(age > longestLife && { repeated: true as const }),
  };
  if (life === undefined)
    return age > (code.outlived ?? Infinity) ? { ...confirmed, outlived: age } : confirmed;
  if (age > life) return { ...confirmed, life: undefined, outlived: age };
  // It can't have come sooner than its life before this request. If it was expected to have come sooner, it was late.
  const after = Math.max(born.after, startedAt - life);
  return after === born.after
    ? confirmed
    : { ...confirmed, born: { after, by: after > born.by ? firstSeenAt : born.by } };
}

/** A new code: when it came follows from the code before and from what requests showed. */
function newCode(history: CodeHistory, lives: CodeLives, seen: SeenCode): Code {
  const { value, known, at, startedAt } = seen;
  const { newest, absentAt } = history;
  const byRequests = {
    after: absentAt,
    by: history.number === 0 ? Math.min(history.presentAt ?? at, at) : at,
  };
  const scheduled = newest && schedule(newest, lives, seen);
  const born = (scheduled && overlap(byRequests, scheduled.born)) ?? byRequests;
  const number = history.number === undefined ? undefined : history.number + (scheduled?.steps ?? 1);
  const life = number === 1 ? lives.first : newest || (number ?? 0) > 1 ? lives.later : undefined;
  return {
    value,
    known,
    expiresAt: at,
    surelyExpiredAt: at,
    end: 'unknown',
    confirmedAt: at,
    took: at - startedAt,
    born,
    firstSeenAt: at,
    // If it is too uncertain when a code came, its life says too little about its end.
    life: life !== undefined && born.by - born.after <= life / 2 ? life : undefined,
    ...(number !== undefined && { number }),
  };
}

/** When the code that a request returned came, if every code since the last known one lived as expected. */
function schedule(
  { born, life, repeated }: Code,
  { later }: CodeLives,
  { startedAt, at }: SeenCode,
): { readonly born: Code['born']; readonly steps: number } | undefined {
  if (life === undefined || repeated) return undefined;
  let steps = 1;
  let window = { after: born.after + life, by: born.by + life };
  while (window.by + later <= startedAt) {
    window = { after: window.after + later, by: window.by + later };
    steps++;
  }
  // Around a change it is uncertain which of two codes it is.
  return {
    born: window.after + later < at && steps > 1 ? { after: window.after, by: window.by + later } : window,
    steps,
  };
}

function overlap(one: Code['born'], other: Code['born']): Code['born'] | undefined {
  const both = { after: Math.max(one.after, other.after), by: Math.min(one.by, other.by) };
  return both.after <= both.by ? both : undefined;
}

function expiredArrivals(history: CodeHistory, { ttl }: SeenCode): number {
  return ttl && ttl.max <= 0 ? history.expiredArrivals + 1 : 0;
}

function earlyEndsOf({ newest, earlyEnds }: CodeHistory, { startedAt }: SeenCode): number {
  return newest?.end === 'reported' && newest.expiresAt - startedAt > earlyEnd ? earlyEnds + 1 : 0;
}

/** The code with its end: as reported if that can be trusted, else as expected. */
function withEnd(code: Code, lives: CodeLives, { ttl, at }: SeenCode, before: Code | undefined): Code {
  if (code.repeated)
    return { ...code, end: 'unknown', expiresAt: Math.min(code.expiresAt, at), surelyExpiredAt: at };
  if (lives.trustsExpiry) {
    const reported = ttl && { expiresAt: at + ttl.min, surelyExpiredAt: at + ttl.max };
    const known = before?.end === 'reported' ? before : undefined;
    const end = reported && known ? narrowed(known, reported) : (reported ?? known);
    if (end)
      return { ...code, end: 'reported', expiresAt: end.expiresAt, surelyExpiredAt: end.surelyExpiredAt };
  }
  const { life, born } = code;
  if (life === undefined)
    return { ...code, end: 'unknown', expiresAt: at + assumedLife, surelyExpiredAt: at + assumedLife };
  return { ...code, end: 'estimated', expiresAt: born.after + life, surelyExpiredAt: born.by + life };
}

type End = Pick<Code, 'expiresAt' | 'surelyExpiredAt'>;

/** Two estimates of one expiry: both are true, so their overlap is true too, and a countdown doesn't jump. */
function narrowed(before: End, now: End): End {
  const other =
    now.expiresAt - before.surelyExpiredAt > expiryTolerance ||
    before.expiresAt - now.surelyExpiredAt > expiryTolerance;
  if (other) return now;
  const surelyExpiredAt = Math.min(before.surelyExpiredAt, now.surelyExpiredAt);
  return { surelyExpiredAt, expiresAt: Math.min(Math.max(before.expiresAt, now.expiresAt), surelyExpiredAt) };
}
