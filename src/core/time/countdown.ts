import { clockTime } from './duration';

/** A time on screen, in milliseconds from the moment when the page receives the view. */
export interface Timer {
  /** Sentence with `{0}` in place of the time. */
  readonly text: string;
  /** `clock` counts down as "0:42", `seconds` counts down as "9", `age` counts up as "3", `since` as "0:42". */
  readonly kind: 'clock' | 'seconds' | 'age' | 'since';
  readonly ms: number;
  /** The countdown never shows more seconds than this, even if the actual wait is a little longer. */
  readonly max?: number;
  /** What the screen reader says when that many milliseconds are left. */
  readonly warnings?: readonly { readonly ms: number; readonly text: string }[];
}

/** The text of a timer after `passed` milliseconds. */
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
        // Counts only full seconds.
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

/** The warning that became due between two moments, given in milliseconds passed. */
export function dueWarning({ ms, warnings }: Timer, before: number, passed: number): string | undefined {
  return warnings?.findLast((warning) => ms - before > warning.ms && ms - passed <= warning.ms)?.text;
}

/** Milliseconds until the next warning is due. */
export function untilWarning({ ms, warnings = [] }: Timer, passed: number): number {
  const left = ms - passed;
  return Math.min(
    ...warnings.filter((warning) => warning.ms < left).map((warning) => left - warning.ms),
    Infinity,
  );
}
