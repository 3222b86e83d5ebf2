import { clockTime } from './duration';

/** A time on show, in milliseconds from the moment the view is received. */
export interface Timer {
  /** Sentence with `{0}` where the time goes. */
  readonly text: string;
  /** `clock` counts down as "0:42", `seconds` counts down as "9", `age` counts up as "3", `since` as "0:42". */
  readonly kind: 'clock' | 'seconds' | 'age' | 'since';
  readonly ms: number;
  /** A countdown never shows more seconds than were announced. */
  readonly max?: number;
  /** What a screen reader is told when so many milliseconds are left. */
  readonly warnings?: readonly { readonly ms: number; readonly text: string }[];
}

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
