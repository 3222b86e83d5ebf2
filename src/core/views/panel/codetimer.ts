import type { Code } from '../../code/code';
import type { Timer } from '../../time/countdown';
import type { Translate } from '../../text/translate';

/** The time that a code has left, or how long ago it was confirmed if nobody knows when it ends. An estimate says that it is one. */
export function codeTimer(code: Code, now: number, t: Translate): Timer {
  const warnings = [
    { ms: 30_000, text: t('30 seconds left.') },
    { ms: 10_000, text: t('10 seconds left.') },
  ];
  const ms = code.expiresAt - now;
  switch (code.end) {
    case 'reported':
      return { kind: 'clock', text: t('Expires in {0}'), ms, warnings };
    case 'estimated':
      return { kind: 'clock', text: t('Expires in about {0}'), ms, warnings };
    case 'unknown':
      return { kind: 'age', text: t('Confirmed {0} s ago'), ms: now - code.confirmedAt };
    default:
      return code.end satisfies never;
  }
}
