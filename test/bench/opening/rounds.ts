import { readCode } from '../../outside/readers';
import { token } from '../../outside/world';
import type { Progress } from '../report/section';
import type { TimedWindow } from './window';
import { bareId, delays, instanceId } from './window';

/** A window just loaded, or one in which a panel was open before. */
export const states = ['cold', 'warm'] as const;

/** One of them. */
export type State = (typeof states)[number];

/** What was measured for one of them with one delay of the gateway's, in ms. */
export interface Measured {
  readonly state: State;
  readonly delay: number;
  readonly ours: number[];
  /** From the press to the arrival of the call at the gateway. */
  readonly call: number[];
  /** Codes that a reader was to find on the screen, and found. */
  readonly read: { tried: number; found: number };
}

/** All that was measured. */
export interface Opening {
  readonly measured: readonly Measured[];
  readonly floor: Readonly<Record<State, number[]>>;
  /** The bare call, for each delay. */
  readonly bare: ReadonlyMap<number, number[]>;
}

/** Measures everything in turn, so many times. */
export async function runRounds(window: TimedWindow, rounds: number, progress: Progress): Promise<Opening> {
  const measured = states.flatMap((state) =>
    delays.map((delay): Measured => ({ state, delay, ours: [], call: [], read: { tried: 0, found: 0 } })),
  );
  const floor: Record<State, number[]> = { cold: [], warm: [] };
  const bare = new Map<number, number[]>(delays.map((delay) => [delay, []]));
  const of = (state: State): readonly Measured[] => measured.filter((each) => each.state === state);
  let turn = 0;
  for (let round = 0; round < rounds; round++) {
    progress(`Opening: round ${round + 1} of ${rounds}`);
    // What is disturbed by the one before it changes from round to round.
    for (const each of rotated([undefined, ...of('cold')], round)) {
      await window.reload();
      if (each) await pairOnce(window, each, turn++);
      else floor.cold.push(await window.floor());
      await window.closePanels();
    }
    for (const each of rotated([undefined, ...of('warm')], round)) {
      if (each) await pairOnce(window, each, turn++);
      else floor.warm.push(await window.floor());
      await window.closePanels();
    }
    for (const delay of delays) bare.get(delay)?.push(await callBare(window, delay, round));
  }
  return { measured, floor, bare };
}

async function pairOnce(window: TimedWindow, { delay, ours, call, read }: Measured, turn: number) {
  const id = instanceId(delay, turn);
  const times = await window.pair(id);
  ours.push(times.code);
  call.push(times.call);
  if (read.tried > 0) return;
  const { gateway, workbench } = window.world;
  const { zxing } = await readCode(await workbench.panel.root.screenshot());
  read.tried++;
  if (zxing !== undefined && zxing === gateway.instance(id).liveCode()) read.found++;
}

/** The call that the extension makes, from here. */
async function callBare(window: TimedWindow, delay: number, turn: number): Promise<number> {
  const instance = bareId(instanceId(delay, turn));
  const body = JSON.stringify({ instance_id: instance, access_token: token, format: 'raw' });
  const headers = { 'content-type': 'application/json' };
  const from = performance.now();
  const answer = await fetch(`${window.world.gateway.url}/v2/auth/qr`, { method: 'POST', headers, body });
  await answer.text();
  if (!answer.ok) throw new Error(`The bare call was answered with ${answer.status}.`);
  return performance.now() - from;
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const first = by % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}
