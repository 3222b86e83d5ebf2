import type { Code, CodeHistory, SeenCode } from './code';
import { newCode, repeatedCode, seenAgain } from './codebirth';
import { expiryTolerance, withEnd } from './codeend';
import type { CodeLives } from './codelives';
import { slowAnswer } from './codelives';

/** After this many codes in a row that had expired before they were requested, or were replaced early, the reported expiry isn't trusted. */
const maxWrongExpiries = 2;
/** A code that is replaced with this much time left, in ms, casts doubt on the expiry: only a session's first code lives longer than that. */
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

/** The history after the session was seen starting at `at`. */
export function seenStarting(history: CodeHistory, at: number): CodeHistory {
  const begun = history.number === 0 && history.newest === undefined;
  return begun ? noCodeYet(history, at) : sessionStarted(history, at);
}

/**
 * The history after the session was seen starting at `at` because a phone is being linked. If that fails, the next code is a first
 * one. The newest code stays known: a gateway may go on with it.
 */
export function seenLinking(history: CodeHistory, at: number): CodeHistory {
  const after = { ...history, number: 0, absentAt: Math.max(history.absentAt, at) };
  delete after.presentAt;
  return after;
}

/** The history after a request that started at `at` showed that there is no code yet. */
export function noCodeYet(history: CodeHistory, at: number): CodeHistory {
  if (at <= history.absentAt) return history;
  const { presentAt, ...rest } = history;
  return { ...rest, absentAt: at, ...(presentAt !== undefined && presentAt > at && { presentAt }) };
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
      history: { ...noCodeYet(history, seen.startedAt), newest: code },
      lives,
      code,
    };
  }
  const isSame = newest?.value === seen.value;
  const learned = isSame ? lives : learnFrom(history, lives);
  const code = isSame ? seenAgain(newest, seen) : newCode(history, learned, seen);
  const earlyEnds = isSame ? history.earlyEnds : earlyEndsOf(history, seen);
  const arrivals = isSame ? history.expiredArrivals : expiredArrivals(history, seen);
  const slides =
    isSame &&
    newest.end === 'reported' &&
    seen.ttl &&
    seen.ttl.min + seen.at - newest.surelyExpiredAt > expiryTolerance;
  const wrong = Math.max(arrivals, earlyEnds) >= maxWrongExpiries;
  const distrusted = wrong || [seen.impossibleExpiry, slides].includes(true);
  const trusted = distrusted && learned.trustsExpiry ? { ...learned, trustsExpiry: false } : learned;
  // The answer came after the code's end, and still had the old one.
  const readsFirst = isSame && seen.at - seen.startedAt > slowAnswer && seen.at > newest.surelyExpiredAt;
  const known: CodeLives = readsFirst && !trusted.readsFirst ? { ...trusted, readsFirst } : trusted;
  const ended = withEnd(code, known, seen, isSame ? newest : undefined);
  const { number } = ended;
  const outlivedBefore = isSame ? history.outlivedBefore : laterLife(newest);
  const { old, presentAt } = history;
  return {
    history: {
      newest: ended,
      absentAt: Math.max(history.absentAt, seen.startedAt),
      expiredArrivals: arrivals,
      earlyEnds,
      ...(number !== undefined && { number }),
      ...(old !== undefined && { old }),
      ...(presentAt !== undefined && { presentAt }),
      ...(outlivedBefore !== undefined && { outlivedBefore }),
    },
    lives: known,
    code: ended,
  };
}

/**
 * A code that has outlived its expected life teaches how long codes of this gateway live, once the next one has come. One later
 * code isn't enough: it may be the first code after a start that nobody saw.
 */
function learnFrom({ newest, outlivedBefore }: CodeHistory, lives: CodeLives): CodeLives {
  if (newest?.outlived === undefined || newest.repeated) return lives;
  if (newest.number === 1)
    return newest.outlived > lives.first ? { ...lives, first: newest.outlived } : lives;
  const later = Math.min(newest.outlived, outlivedBefore ?? 0);
  return later > lives.later ? { ...lives, later } : lives;
}

/** How long a code has certainly lived if it says something about later codes, and if that is longer than expected. */
function laterLife(code: Code | undefined): number | undefined {
  return code?.repeated || code?.number === 1 ? undefined : code?.outlived;
}

/** A code that expired while its answer was under way says nothing about the expiry: gateways and networks can be slow. */
function expiredArrivals(history: CodeHistory, { ttl, startedAt, at }: SeenCode): number {
  return ttl && ttl.max <= startedAt - at ? history.expiredArrivals + 1 : 0;
}

/** The end of a code that a phone has probably scanned says nothing. */
function earlyEndsOf({ newest, number, earlyEnds }: CodeHistory, { startedAt }: SeenCode): number {
  return number !== 0 && newest?.end === 'reported' && newest.expiresAt - startedAt > earlyEnd
    ? earlyEnds + 1
    : 0;
}
