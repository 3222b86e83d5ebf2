import assert from 'node:assert/strict';
import { callsFor, pairFirst, qrCode, readPanel, waitForHeadline } from './person';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition } from './world';

const id = 'WAITING00001';
const announced = [10, 20, 40];
/** What chance may add to a wait. */
const jitter = 0.1;
/** What timers and the way to the gateway may take or add, in seconds. */
const delay = 0.5;
/** As long as all waits together may take, in ms. */
const patience = 90_000;

describe('the waits after a 422', () => {
  // Once, in real time: the unit tests do it on a clock of their own.
  everyEdition({ instances: [{ id, session: { starting: Infinity } }], editions: ['newest'] }, (world) => {
    it('are counted down from 10, 20 and 40 s in the status bar, second by second', async () => {
      const { workbench, gateway } = world();
      const texts = await recordStatusBar(world());
      await pairFirst(world(), id);
      await waitForHeadline(world(), 'The session is starting');
      await workbench.panel.content.getByRole('timer').getByText('Retrying in 5 s').waitFor();
      // It may be on show for a second only.
      await seen(() => texts.some((text) => text.includes('Retrying in 40 s')), patience);
      gateway.instance(id).setState('SCAN_QR_CODE');
      await qrCode(world()).waitFor({ timeout: patience });
      await readPanel(world(), id);
      const counted = texts
        .map((text) => /Retrying in (\d+) s/.exec(text)?.[1])
        .filter((text) => text !== undefined);
      const numbers = counted.map(Number).filter((number, index, all) => number !== all[index - 1]);
      assert.deepEqual(numbers, announced.flatMap(countdown));
    });

    it('end with a call, never before their time', () => {
      const calls = callsFor(world().gateway, id).slice(0, announced.length + 1);
      for (const [index, seconds] of announced.entries()) {
        const [before, after] = [calls[index], calls[index + 1]];
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

/** Every text that the status bar item has from now on. */
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
