import type { Code } from '../../gateway/session';
import type { Display } from './displays';

/** A code that the gateway issued, and its instance. */
export interface IssuedCode extends Code {
  readonly instance: string;
}

/** Figures about the codes that were visible. */
export interface CodeFigures {
  /** Number of visible pictures. */
  readonly shown: number;
  /** Number of instances to which they belong. */
  readonly instances: number;
  /** Pictures in which the reader found no code of the gateway. */
  readonly unread: number;
  /** Pictures in the panel of another instance than the code’s. */
  readonly misplaced: number;
  /** Pictures that were visible after the expiry of their code. */
  readonly expired: number;
  /** The longest time for which one was visible after the expiry, in ms. */
  readonly longestExpired: number;
  /** Pictures that disappeared less than three seconds before the expiry, which means because of it. */
  readonly removed: number;
  /** The shortest time between the disappearance and the expiry, in ms. Undefined if there is none. */
  readonly shortestMargin: number | undefined;
}

/** A code that disappears within this time before its expiry disappears because of it, in ms. */
const removalPeriod = 3_000;

/** Compares what was visible with what the gateway issued. `read` finds the value in a picture. */
export async function checkCodes(
  displays: readonly Display[],
  issued: ReadonlyMap<string, IssuedCode>,
  read: (svg: string) => Promise<string | undefined>,
): Promise<CodeFigures> {
  const checked: { readonly display: Display; readonly code: IssuedCode | undefined }[] = [];
  for (const display of displays) {
    checked.push({ display, code: issued.get((await read(display.svg)) ?? '') });
  }
  const known = checked.flatMap(({ display, code }) => (code ? [{ display, code }] : []));
  const margins = known.map(({ display, code }) => code.until - display.until);
  const expired = margins.filter((ms) => ms < 0);
  const near = margins.filter((ms) => ms >= 0 && ms < removalPeriod);
  return {
    shown: displays.length,
    instances: new Set(displays.map(({ instance }) => instance)).size,
    unread: checked.length - known.length,
    misplaced: known.filter(({ display, code }) => display.instance !== code.instance).length,
    expired: expired.length,
    longestExpired: expired.length === 0 ? 0 : -Math.min(...expired),
    removed: near.length,
    shortestMargin: near.length === 0 ? undefined : Math.min(...near),
  };
}
