import { clockTime } from './duration';
import type { Timer } from '../views/panelview';

/** A timer as it reads after `passed` milliseconds. */
export function timerText({ kind, text, ms, max }: Timer, passed: number): string {
  return text.replace('{0}', time());

  function time(): string {
    const left = Math.max(ms - passed, 0);
    switch (kind) {
      case 'clock':
        return clockTime(left);
      case 'seconds':
        return String(Math.min(Math.ceil(left / 1_000), max ?? Infinity));
      case 'age':
        return String(Math.floor((ms + passed) / 1_000));
      case 'since':
        // A second that has begun doesn't count here.
        return clockTime(Math.floor((ms + passed) / 1_000) * 1_000);
      default:
        return kind satisfies never;
    }
  }
}

/** Milliseconds until the text changes. */
export function untilChange({ kind, ms }: Timer, passed: number): number {
  if (kind === 'age' || kind === 'since') return 1_000 - ((ms + passed) % 1_000);
  const left = ms - passed;
  return left <= 0 ? Infinity : left % 1_000 || 1_000;
}

/** What to say aloud of what became due between two moments, in milliseconds passed. */
export function dueWarning({ ms, warnings }: Timer, before: number, passed: number): string | undefined {
  return warnings?.findLast((warning) => ms - before > warning.ms && ms - passed <= warning.ms)?.text;
}
