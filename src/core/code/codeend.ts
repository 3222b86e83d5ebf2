import type { Code, SeenCode } from './code';
import type { CodeLives } from './codelives';
import { usualLives } from './codelives';

/** How long a code of unknown life counts as valid after a request confirmed it, in ms: the shortest life of a WhatsApp code. */
const assumedLife = usualLives.later;
/** Two estimates of an expiry that differ by less than this, in ms, mean the same time. */
export const expiryTolerance = 2_000;

/** The code with its end: as reported if that can be trusted, else as expected. */
export function withEnd(code: Code, lives: CodeLives, { ttl, at }: SeenCode, before: Code | undefined): Code {
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
