import assert from 'node:assert/strict';
import { wahaWithoutWaits } from '../gateway/waha';
import { requestsFor, pairFirst, qrCode, readPanel, waitForHeadline } from './person';
import { waitUntil } from './waituntil';
import type { World, WorldOptions } from './world';
import { everyEdition } from './world';

const id = 'WAITING00001';
const waits = [10, 20, 40];
/** The share that random jitter may add to a wait. */
const jitter = 0.1;
/** How much timers and the network may add, in seconds. */
const delay = 0.5;
/** How long all waits together may take, in ms. */
const timeout = 90_000;

describe('the waits after a 422', () => {
  // Only once, in real time: the unit tests use their own clock.
  const options: WorldOptions = {
    instances: [{ id, session: { starting: Infinity } }],
    editions: ['newest'],
    // A request that the gateway blocks would add its time to each wait.
    behavior: { like: 'waha', waha: wahaWithoutWaits },
  };
  everyEdition(options, (world) => {
    it('are counted down from 10, 20 and 40 s in the status bar, second by second', async () => {
      const { workbench, gateway } = world();
      const texts = await recordStatusBar(world());
      await pairFirst(world(), id);
      await waitForHeadline(world(), 'The instance is starting');
      await workbench.panel.content
        .getByRole('timer')
        .getByText(/Retrying in \d s/)
        .waitFor();
      // The text may be visible for only a second.
      await waitUntil(() => texts.some((text) => text.includes('Retrying in 40 s')), timeout);
      gateway.instance(id).setState('SCAN_QR_CODE');
      await qrCode(world()).waitFor({ timeout });
      await readPanel(world(), id);
      const counted = texts
        .map((text) => /Retrying in (\d+) s/.exec(text)?.[1])
        .filter((text) => text !== undefined);
      const numbers = counted.map(Number).filter((number, index, all) => number !== all[index - 1]);
      assert.deepEqual(numbers, waits.flatMap(countdown));
    });

    it('end with a request, never too early', () => {
      const requests = requestsFor(world().gateway, id).slice(0, waits.length + 1);
      for (const [index, seconds] of waits.entries()) {
        const [before, after] = [requests[index], requests[index + 1]];
        assert.ok(before?.finishedAt !== undefined && after, `Wait ${index + 1} has no end.`);
        const wait = (after.startedAt - before.finishedAt) / 1_000;
        assert.ok(
          wait >= seconds && wait <= seconds * (1 + jitter) + delay,
          `${wait} s instead of ${seconds}.`,
        );
      }
    });
  });
});

function countdown(from: number): number[] {
  return Array.from({ length: from }, (_, index) => from - index);
}

/** Records every text of the status bar item from now on. */
async function recordStatusBar({ workbench: { page, statusBarItem } }: World): Promise<string[]> {
  const texts: string[] = [];
  await page.exposeBinding('recordStatus', (_, text: string) => texts.push(text));
  await statusBarItem.root.evaluate((item) => {
    const { recordStatus } = window as unknown as { recordStatus: (text: string) => void };
    const observer = new MutationObserver(() => {
      recordStatus(item.textContent);
    });
    observer.observe(item, { subtree: true, childList: true, characterData: true });
  });
  return texts;
}
