import { setTimeout as sleep } from 'node:timers/promises';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { describeExpected } from '../windowstate';
import type { Stage } from '../stage';
import { press, scenario } from './scenario';
import { sessionFailed, sessionStopped } from './states';
import * as sights from './reportstates';

// A gateway that behaves as a real WAHA: it blocks requests for codes, takes seconds for commands, and reports no expiry.

/** A command takes up to 4 s, and a code comes within a second after it; a busy machine needs more, in ms. */
const commandTimeout = 20_000;
/**
 * From a scan until the panel says so, and until it says that the phone is linked, in ms. A scan just after a check is noticed
 * with the next one: in the bench, the worst of thousands of scans is noticed after 7.3 s, half of them within 2.3 s.
 */
const [linkingLimit, linkedLimit] = [7_500, 7_500];
const nextCodeLimit = 30_000;

/** The panel's headlines from now on, each with the time in ms at which it came, until one of them ends it. */
async function headlinesUntil(stage: Stage, last: RegExp, limit: number): Promise<Map<string, number>> {
  const began = Date.now();
  const seen = new Map<string, number>();
  while (Date.now() - began < limit) {
    const headline = (await stage.reader.view())?.headline;
    // On a busy machine a reading may fail.
    if (headline !== undefined && !seen.has(headline)) seen.set(headline, Date.now() - began);
    if (headline !== undefined && last.test(headline)) return seen;
    await sleep(50);
  }
  throw new Unexpected(`only ${[...seen.keys()].map((text) => `“${text}”`).join(', ')}`);
}

/** The requests since then, in words. */
function requestsSince({ requests }: Stage, began: number): string {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  return requests
    .filter(({ startedAt, finishedAt = Infinity }) => startedAt >= began || finishedAt >= began)
    .map(({ path, startedAt, finishedAt }) => {
      const took = finishedAt === undefined ? 'open' : seconds(finishedAt - startedAt);
      return `${path} at ${seconds(startedAt - began)} (${took})`;
    })
    .join(', ');
}

/** Reads the screen again and again until the panel shows what is expected; the end of the lane checks what was read. */
async function readUntil(
  stage: Stage,
  expected: typeof sights.estimatedCode,
  limit: number,
): Promise<string> {
  const deadline = Date.now() + limit;
  for (;;) {
    const seen = await stage.reader.view();
    if (seen) await stage.reader.read(seen);
    if (seen?.headline === expected.headline) return await stage.waitFor(expected);
    if (Date.now() > deadline) throw new Unexpected(`still “${seen?.headline ?? ''}”`);
    await sleep(200);
  }
}

/** What a person sees on a real WAHA. */
export const realWaha: readonly Case[] = [
  {
    done: 'a phone scans the code',
    expected: `“${sights.linkingHeadline}” or linked within ${linkingLimit / 1_000} s, linked within ${linkedLimit / 1_000} s, no failure before that, and the name later`,
    run: async (stage) => {
      stage.instance.session.restart();
      await stage.pair();
      await stage.waitFor(sights.joinedCode);
      const scannedAt = Date.now();
      stage.instance.scan();
      const seen = await headlinesUntil(stage, sights.linkedHeadline, 30_000);
      const times = [...seen].map(([text, ms]) => `“${text}” after ${(ms / 1_000).toFixed(1)} s`).join(', ');
      const known: readonly string[] = sights.linkingHeadlines;
      const isKnown = [...seen.keys()].every(
        (text) => known.includes(text) || sights.linkedHeadline.test(text),
      );
      const linked = Math.max(...seen.values());
      // If the phone is linked before the next request, there is nothing to see in between.
      const linking = seen.get(sights.linkingHeadline) ?? linked;
      if (!isKnown || linking > linkingLimit || linked > linkedLimit)
        throw new Unexpected(`${times}; ${requestsSince(stage, scannedAt)}`);
      await headlinesUntil(stage, new RegExp(`^${sights.linkedByName}$`), 20_000);
      // The link is confirmed ten seconds later, by one more request.
      await sleep(12_000);
      await stage.close();
      return `${times}, and the name later`;
    },
  },
  {
    done: 'a session that is started from here, and nobody scans',
    expected: `${describeExpected(sights.estimatedCode)}; ${describeExpected(sights.nextEstimatedCode)} within ${nextCodeLimit / 1_000} s after its end`,
    run: async (stage) => {
      stage.instance.setState('FAILED');
      await stage.pair();
      await stage.waitFor(sessionFailed);
      await stage.press('Restart and show code');
      const first = await readUntil(stage, sights.estimatedCode, commandTimeout);
      const next = await readUntil(stage, sights.nextEstimatedCode, 60_000 + nextCodeLimit);
      return `${first}; ${next} within ${nextCodeLimit / 1_000} s after its end`;
    },
  },
  scenario({
    done: 'the phone removed the device before',
    prepare: ({ instance }) => {
      instance.setState('WORKING');
      instance.session.removeDevice();
    },
    seen: sights.loginRefused,
    then: [press('Unlink and show code', sights.estimatedCode, commandTimeout)],
  }),
  scenario({
    done: 'a pairing code that nobody typed, until the last QR code has expired',
    instance: { session: { codes: 1, firstCode: 1_000 } },
    prepare: async ({ instance }) => {
      instance.session.ask('201012345678');
      while (instance.state !== 'FAILED') await sleep(100);
    },
    seen: sights.loginRefused,
  }),
  scenario({
    done: 'it is stopped',
    status: 'STOPPED',
    seen: sessionStopped,
    then: [press('Start and show code', sights.estimatedCode, commandTimeout)],
  }),
  scenario({
    done: 'six codes were used up',
    status: 'FAILED',
    seen: sessionFailed,
    then: [press('Restart and show code', sights.estimatedCode, commandTimeout)],
  }),
];
