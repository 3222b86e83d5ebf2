import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Code } from '../../gateway/session';
import { realSession } from '../../gateway/session';
import { requestsFor, pairFirst, panelButton, waitForHeadline } from '../../outside/person';
import type { World } from '../../outside/world';
import { openWorld } from '../../outside/world';
import { findEdition } from '../../vscode/edition';
import type { Progress } from '../report/section';
import type { SessionLifetime } from './lifetime';
import { sessionLifetime } from './lifetime';
import type { Display, PairingRecord } from './record';
import { Screen } from './record';
import { readSvg } from './readsvg';
import type { Drawing } from './watchpage';
import { drawingsOf, watchPage } from './watchpage';

/** The gateway’s codes and the panel’s pictures of one session, at real speed. */
export interface RealRun {
  readonly lifetime: SessionLifetime;
  readonly record: PairingRecord;
  /** The round trips of the requests, in ms. */
  readonly roundTrips: readonly number[];
  /** The VS Code that was used. */
  readonly edition: string;
}

const id = 'LIFEOFACODE1';
/** Longer than the gateway’s minimum between requests, so that the first request isn’t delayed. */
const restTime = 6_000;
/** Interval for checking the gateway’s current code, in ms. */
const pollInterval = 100;
const qrPath = '/v2/auth/qr';
const failedHeadline = 'The instance has failed';

/** Runs a whole session in a panel of the newest VS Code. */
export async function realRun(progress: Progress): Promise<RealRun> {
  progress('opening VS Code for one session at real speed');
  const world = await openWorld('newest', {
    instances: [{ id, session: { initial: 'FAILED', starting: 0 } }],
    // The run confirms the world in which the gateway reports an expiry.
    behavior: { like: 'docs' },
  });
  try {
    // The session starts with a click in the open panel that is being recorded, so the record is complete.
    await pairFirst(world, id);
    await waitForHeadline(world, failedHeadline);
    const frame = await world.workbench.panel.frame();
    await watchPage(frame);
    await sleep(restTime);
    await panelButton(world, 'Restart and show code').click();
    const { lifetime, values } = await watchSession(world, progress);
    await waitForHeadline(world, failedHeadline);
    return {
      edition: await edition(),
      ...(await recordRun(world, lifetime, values, await drawingsOf(frame))),
    };
  } finally {
    await world.close();
  }
}

/** The newest VS Code, named by its package’s version. */
async function edition(): Promise<string> {
  return `code-server ${(await findEdition('newest')).codeServer}`;
}

/** Waits until the session ends. Returns its code values in order. */
async function watchSession(
  { gateway }: World,
  progress: Progress,
): Promise<{ lifetime: SessionLifetime; values: readonly string[] }> {
  const { session } = gateway.instance(id);
  const currentCode = (): Code | undefined => session.code;
  let first = currentCode();
  for (; !first; first = currentCode()) await sleep(pollInterval);
  const lifetime = sessionLifetime(first.until - realSession.firstCode, () => 0);
  const values: string[] = [];
  while (Date.now() < lifetime.end) {
    const code = currentCode();
    if (code && code.value !== values.at(-1)) {
      // The comparison is only valid if the session runs as predicted.
      assert.equal(code.until, lifetime.codes[values.length]?.until);
      values.push(code.value);
      progress(`one session at real speed: code ${values.length} of ${lifetime.codes.length}`);
    }
    await sleep(pollInterval);
  }
  return { lifetime, values };
}

async function recordRun(
  { gateway }: World,
  lifetime: SessionLifetime,
  values: readonly string[],
  drawings: readonly Drawing[],
): Promise<Omit<RealRun, 'edition'>> {
  const requests = requestsFor(gateway, id).filter(
    ({ path, startedAt }) => path === qrPath && startedAt >= lifetime.ready,
  );
  const roundTrips = requests.map(({ startedAt, finishedAt }) => (finishedAt ?? NaN) - startedAt);
  const arrivals = requests.map(({ startedAt }) => startedAt);
  const begins = arrivals[0];
  const last = requests.at(-1)?.finishedAt;
  assert.ok(begins !== undefined && last !== undefined);
  const ends = Math.max(last, drawings.at(-1)?.at ?? 0);
  const screen = new Screen();
  for (const { at, svg } of drawings) {
    if (at < lifetime.ready) continue;
    if (svg === undefined) screen.clear(at);
    else
      screen.show(
        await codeIn(svg, values),
        at,
        roundTrips[arrivals.findLastIndex((arrival) => arrival <= at)] ?? 0,
      );
  }
  const displays: readonly Display[] = screen.until(ends);
  const checks = requestsFor(gateway, id)
    .filter(({ path, startedAt }) => path !== qrPath && startedAt >= lifetime.ready)
    .map(({ startedAt }) => startedAt);
  return { lifetime, roundTrips, record: { begins, ends, displays, arrivals, checks } };
}

/** The index of the code in a picture, as read by an independent reader. */
async function codeIn(svg: string, values: readonly string[]): Promise<number> {
  const number = values.indexOf((await readSvg(svg)) ?? '');
  assert.notEqual(number, -1, 'A picture shows none of the gateway’s codes.');
  return number;
}
