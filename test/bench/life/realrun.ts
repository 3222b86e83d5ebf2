import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Code } from '../../gateway/session';
import { realSession } from '../../gateway/session';
import { requestsFor, pairFirst, panelButton, waitForHeadline } from '../../outside/person';
import type { World } from '../../outside/world';
import { openWorld } from '../../outside/world';
import { findEdition } from '../../vscode/edition';
import type { Progress } from '../report/section';
import type { Lifetime } from './lifetime';
import { lifetime } from './lifetime';
import type { Showing, Story } from './story';
import { Screen } from './story';
import { readSvg } from './readsvg';
import type { Drawn } from './watchpage';
import { drawnIn, watchPage } from './watchpage';

/** What the gateway held and what the panel showed, at real speed. */
export interface RealRun {
  readonly life: Lifetime;
  readonly story: Story;
  /** What the calls took, in ms. */
  readonly took: readonly number[];
  /** The VS Code it ran in. */
  readonly edition: string;
}

const id = 'LIFEOFACODE1';
/** Longer than the gateway wants calls apart, so that nothing holds the first one up. */
const rest = 6_000;
/** How often the gateway is looked at for a new code, in ms. */
const glance = 100;
const qrPath = '/v2/auth/qr';
const failedHeadline = 'The session has failed';

/** Lets a session live its whole life in front of a panel of the newest VS Code. */
export async function realRun(progress: Progress): Promise<RealRun> {
  progress('opening VS Code for one session at real speed');
  const world = await openWorld('newest', {
    instances: [{ id, session: { initial: 'FAILED', starting: 0 } }],
  });
  try {
    // The session begins with a click in a panel that is open and watched: nothing of its life is missed.
    await pairFirst(world, id);
    await waitForHeadline(world, failedHeadline);
    const frame = await world.workbench.panel.frame();
    await watchPage(frame);
    await sleep(rest);
    await panelButton(world, 'Restart and show code').click();
    const { life, values } = await wholeLife(world, progress);
    await waitForHeadline(world, failedHeadline);
    return { edition: await edition(), ...(await told(world, life, values, await drawnIn(frame))) };
  } finally {
    await world.close();
  }
}

/** The newest VS Code, by the version of the package that carries it. */
async function edition(): Promise<string> {
  return `code-server ${(await findEdition('newest')).codeServer}`;
}

/** Waits for a session's life to pass; its values in the order in which the gateway had them. */
async function wholeLife(
  { gateway }: World,
  progress: Progress,
): Promise<{ life: Lifetime; values: readonly string[] }> {
  const { session } = gateway.instance(id);
  const live = (): Code | undefined => session.code;
  let first = live();
  for (; !first; first = live()) await sleep(glance);
  const life = lifetime(first.until - realSession.firstCode, 0, () => 0);
  const values: string[] = [];
  while (Date.now() < life.end) {
    const code = live();
    if (code && code.value !== values.at(-1)) {
      // What is not the life foreseen can't be held against it.
      assert.equal(code.until, life.codes[values.length]?.until);
      values.push(code.value);
      progress(`one session at real speed: code ${values.length} of ${life.codes.length}`);
    }
    await sleep(glance);
  }
  return { life, values };
}

async function told(
  { gateway }: World,
  life: Lifetime,
  values: readonly string[],
  drawn: readonly Drawn[],
): Promise<Omit<RealRun, 'edition'>> {
  const calls = requestsFor(gateway, id).filter(
    ({ path, startedAt }) => path === qrPath && startedAt >= life.ready,
  );
  const took = calls.map(({ startedAt, finishedAt }) => (finishedAt ?? NaN) - startedAt);
  const arrivals = calls.map(({ startedAt }) => startedAt);
  const begins = arrivals[0];
  const last = calls.at(-1)?.finishedAt;
  assert.ok(begins !== undefined && last !== undefined);
  const ends = Math.max(last, drawn.at(-1)?.at ?? 0);
  const screen = new Screen();
  for (const { at, svg } of drawn) {
    if (at < life.ready) continue;
    if (svg === undefined) screen.clear(at);
    else
      screen.show(
        await codeIn(svg, values),
        at,
        took[arrivals.findLastIndex((arrival) => arrival <= at)] ?? 0,
      );
  }
  const showings: readonly Showing[] = screen.until(ends);
  return { life, took, story: { begins, ends, showings, arrivals } };
}

/** Which of the values a picture holds, as a reader that isn't ours reads it. */
async function codeIn(svg: string, values: readonly string[]): Promise<number> {
  const number = values.indexOf((await readSvg(svg)) ?? '');
  assert.notEqual(number, -1, 'A picture was drawn that holds none of the codes of the gateway.');
  return number;
}
