import { readCode } from '../../outside/readers';
import { token } from '../../outside/world';
import type { Progress } from '../report/section';
import type { TimedWindow } from './window';
import { bareInstanceId, delays, instanceId } from './window';

/** Cold is a window that was just loaded, warm is one in which a panel was open before. */
export const states = ['cold', 'warm'] as const;

/** The state of the window. */
export type State = (typeof states)[number];

/** The times in ms for one state and one delay of the gateway. */
export interface Measurement {
  readonly state: State;
  readonly delay: number;
  readonly pairWhatsApp: number[];
  /** From the key press to the arrival of the request at the gateway. */
  readonly request: number[];
  /** From the key press to the frame that has the panel’s document. */
  readonly document: number[];
  /** Codes that the reader tried to find on the screen, and codes that it found. */
  readonly read: { tried: number; found: number };
}

/** All figures of the opening. */
export interface Opening {
  readonly measurements: readonly Measurement[];
  readonly emptyPanel: Readonly<Record<State, number[]>>;
  /** The times of the bare request, for each delay. */
  readonly bareRequest: ReadonlyMap<number, number[]>;
}

/** Measures everything in turn, for a number of rounds. */
export async function runRounds(window: TimedWindow, rounds: number, progress: Progress): Promise<Opening> {
  const measurements = states.flatMap((state) =>
    delays.map((delay): Measurement => ({
      state,
      delay,
      pairWhatsApp: [],
      request: [],
      document: [],
      read: { tried: 0, found: 0 },
    })),
  );
  const emptyPanel: Record<State, number[]> = { cold: [], warm: [] };
  const bareRequest = new Map<number, number[]>(delays.map((delay) => [delay, []]));
  const measurementsIn = (state: State): readonly Measurement[] =>
    measurements.filter((each) => each.state === state);
  let turn = 0;
  for (let round = 0; round < rounds; round++) {
    progress(`Opening: round ${round + 1} of ${rounds}`);
    // The order changes from round to round, so that a measurement doesn’t always follow the same one.
    for (const each of rotated([undefined, ...measurementsIn('cold')], round)) {
      await window.reload();
      if (each) await pairOnce(window, each, turn++);
      else emptyPanel.cold.push(await window.openEmptyPanel());
      await window.closePanels();
    }
    for (const each of rotated([undefined, ...measurementsIn('warm')], round)) {
      if (each) await pairOnce(window, each, turn++);
      else emptyPanel.warm.push(await window.openEmptyPanel());
      await window.closePanels();
    }
    for (const delay of delays) bareRequest.get(delay)?.push(await sendBareRequest(window, delay, round));
  }
  return { measurements, emptyPanel, bareRequest };
}

async function pairOnce(
  window: TimedWindow,
  { delay, pairWhatsApp, request, document, read }: Measurement,
  turn: number,
) {
  const id = instanceId(delay, turn);
  const times = await window.pair(id);
  pairWhatsApp.push(times.code);
  request.push(times.request);
  document.push(times.document);
  if (read.tried > 0) return;
  const { gateway, workbench } = window.world;
  const { zxing } = await readCode(await workbench.panel.root.screenshot());
  read.tried++;
  if (zxing !== undefined && zxing === gateway.instance(id).liveCode()) read.found++;
}

/** Sends the extension’s request from here. */
async function sendBareRequest(window: TimedWindow, delay: number, turn: number): Promise<number> {
  const instance = bareInstanceId(instanceId(delay, turn));
  const body = JSON.stringify({ instance_id: instance, access_token: token, format: 'raw' });
  const headers = { 'content-type': 'application/json' };
  const from = performance.now();
  const answer = await fetch(`${window.world.gateway.url}/v2/auth/qr`, { method: 'POST', headers, body });
  await answer.text();
  if (!answer.ok) throw new Error(`The gateway answered the bare request with ${answer.status}.`);
  return performance.now() - from;
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const first = by % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}
