import type { Code, CodeHistory, SeenCode } from './code';
import type { CodeLives } from './codelives';
import { longestLife } from './codelives';

/** A code that the gateway had before the last start. */
export function repeatedCode(seen: SeenCode): Code {
  return { ...codeOf(seen, { after: -Infinity, by: seen.at }, undefined), repeated: true };
}

/** A code in its first answer; its end is still to be found out. */
function codeOf(
  { value, known, at, startedAt }: SeenCode,
  born: Code['born'],
  life: number | undefined,
): Code {
  return {
    ...{ value, known, born, life, end: 'unknown', took: at - startedAt },
    ...{ expiresAt: at, surelyExpiredAt: at, confirmedAt: at, firstSeenAt: at },
  };
}

/** The same code again: it is alive, whatever was expected. */
export function seenAgain(code: Code, { startedAt, at }: SeenCode): Code {
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
export function newCode(history: CodeHistory, lives: CodeLives, seen: SeenCode): Code {
  const { at, startedAt } = seen;
  const { newest, absentAt, presentAt = at, number: count } = history;
  const first = { after: absentAt, by: Math.min(presentAt, at) };
  // Nobody requested the first code while it was there.
  const missedFirst = count === 0 && startedAt >= first.by + lives.first;
  const byRequests = count === 0 && !missedFirst ? first : { after: absentAt, by: at };
  const before = missedFirst ? { born: first, life: lives.first } : count === 0 ? undefined : newest;
  const scheduled = before && schedule(before, lives, seen);
  const born = (scheduled && overlap(byRequests, scheduled.born)) ?? byRequests;
  const number = count === undefined ? undefined : count + (missedFirst ? 1 : 0) + (scheduled?.steps ?? 1);
  const life =
    number === 1 ? lives.first : newest !== undefined || (number ?? 0) > 1 ? lives.later : undefined;
  // If it is too uncertain when a code came, its life says too little about its end.
  const telling = life !== undefined && born.by - born.after <= life / 2 ? life : undefined;
  return { ...codeOf(seen, born, telling), ...(number !== undefined && { number }) };
}

/** When the code that a request returned came, if every code since the last known one lived as expected. */
function schedule(
  { born, life, repeated }: Pick<Code, 'born' | 'life' | 'repeated'>,
  { later }: CodeLives,
  { startedAt, at }: SeenCode,
): { readonly born: Code['born']; readonly steps: number } | undefined {
  if (life === undefined || repeated) return undefined;
  let steps = 1;
  let birth = { after: born.after + life, by: born.by + life };
  while (birth.by + later <= startedAt) {
    birth = { after: birth.after + later, by: birth.by + later };
    steps++;
  }
  // Around a change it is uncertain which of two codes it is.
  return {
    born: birth.after + later < at && steps > 1 ? { after: birth.after, by: birth.by + later } : birth,
    steps,
  };
}

function overlap(one: Code['born'], other: Code['born']): Code['born'] | undefined {
  const both = { after: Math.max(one.after, other.after), by: Math.min(one.by, other.by) };
  return both.after <= both.by ? both : undefined;
}
