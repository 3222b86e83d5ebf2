import type { Code, CodeHistory, SeenCode } from './code';
import { newCode, repeatedCode, seenAgain } from './codebirth';
import { expiryTolerance, withEnd } from './codeend';
import type { CodeLives } from './codelives';
import { slowAnswer } from './codelives';
/** After so many codes in a row that had expired before they were requested, or were replaced early, the reported expiry isn't trusted. */
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
  const wrong = Math.max(arrivals, earlyEnds) >= maxWrongExpiries;
  const distrusted = wrong || [seen.impossibleExpiry, slides].includes(true);
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

/** A code that has outlived its expected life teaches how long codes of this gateway live, once the next one has come. */
function learnFrom(code: Code | undefined, lives: CodeLives): CodeLives {
  if (code?.outlived === undefined || code.repeated) return lives;
  const place = code.number === 1 ? 'first' : 'later';
  return code.outlived > lives[place] ? { ...lives, [place]: code.outlived } : lives;
}

/** A code that expired while its answer was under way says nothing about the expiry: gateways and networks can be slow. */
function expiredArrivals(history: CodeHistory, { ttl, startedAt, at }: SeenCode): number {
  return ttl && ttl.max <= startedAt - at ? history.expiredArrivals + 1 : 0;
}

function earlyEndsOf({ newest, earlyEnds }: CodeHistory, { startedAt }: SeenCode): number {
  return newest?.end === 'reported' && newest.expiresAt - startedAt > earlyEnd ? earlyEnds + 1 : 0;
}
