import type { Code } from '../../gateway/session';
import type { Showing } from './showings';

/** A code that the gateway handed out, and for whom. */
export interface Delivered extends Code {
  readonly instance: string;
}

/** What is to be said of the codes in sight. */
export interface Verdict {
  /** How many pictures were in sight. */
  readonly shown: number;
  /** Of how many instances. */
  readonly instances: number;
  /** Pictures in which a reader found no code of the gateway's. */
  readonly unread: number;
  /** Pictures in the panel of another instance than the code's. */
  readonly misplaced: number;
  /** Pictures that were in sight after their code's end. */
  readonly dead: number;
  /** How long the one was that was longest in sight after its end, in ms. */
  readonly longestDead: number;
  /** Pictures that were in sight until less than three seconds before their end, so that it was the end that took them away. */
  readonly covered: number;
  /** How long before its end the latest of them was taken away, in ms; undefined if there was none. */
  readonly closest: number | undefined;
}

/** So close to its end a code is taken away for it, in ms. */
const nearEnd = 3_000;

/** Judges what was in sight by what the gateway handed out; `read` finds the value in a picture. */
export async function judge(
  showings: readonly Showing[],
  delivered: ReadonlyMap<string, Delivered>,
  read: (svg: string) => Promise<string | undefined>,
): Promise<Verdict> {
  const judged: { readonly showing: Showing; readonly code: Delivered | undefined }[] = [];
  for (const showing of showings) {
    judged.push({ showing, code: delivered.get((await read(showing.svg)) ?? '') });
  }
  const known = judged.flatMap(({ showing, code }) => (code ? [{ showing, code }] : []));
  const left = known.map(({ showing, code }) => code.until - showing.until);
  const dead = left.filter((ms) => ms < 0);
  const near = left.filter((ms) => ms >= 0 && ms < nearEnd);
  return {
    shown: showings.length,
    instances: new Set(showings.map(({ instance }) => instance)).size,
    unread: judged.length - known.length,
    misplaced: known.filter(({ showing, code }) => showing.instance !== code.instance).length,
    dead: dead.length,
    longestDead: dead.length === 0 ? 0 : -Math.min(...dead),
    covered: near.length,
    closest: near.length === 0 ? undefined : Math.min(...near),
  };
}
