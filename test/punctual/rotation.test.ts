import assert from 'node:assert/strict';
import { contractIntervals } from '../gateway/raterules';
import { pairFirst, panelButton, qrCode, readPanel, waitForHeadline } from '../outside/person';
import type { World } from '../outside/world';
import { everyEdition } from '../outside/world';

const id = 'ROTATION0001';
/** How late a code may be covered, in ms, in addition to the delay of a timer in the page. */
const lateTolerance = 50;
/** How early a code may be covered, in ms: the gateway reports whole seconds, and a request takes time. */
const earlyTolerance = 1_500;

describe('the rotation of a code', () => {
  everyEdition(
    {
      instances: [{ id, session: { starting: 0, firstCode: 15_000, laterCode: 12_000 } }],
      // Only an expiry, as the vendor's documents promise it, tells to the moment when a code has to be covered.
      behavior: { like: 'docs' },
      intervals: contractIntervals,
    },
    (world) => {
      it('replaces the code in the panel when the gateway replaces it, without reloading the page', async () => {
        // The codes start now, not when the window starts to open: the first one must be valid until it is read.
        world().gateway.instance(id).setState('SCAN_QR_CODE');
        await pairFirst(world(), id);
        await qrCode(world()).waitFor();
        const first = await readPanel(world(), id);
        const frame = await world().workbench.panel.frame();
        await frame.evaluate(() => {
          document.body.dataset['kept'] = '';
        });
        await waitForHeadline(world(), 'New code: scan it with the phone');
        assert.notEqual(await readPanel(world(), id), first);
        await world().workbench.panel.content.locator('body[data-kept]').waitFor();
      });

      it('covers a code at its expiry even if the gateway is unreachable', async () => {
        const { gateway, workbench } = world();
        const until = gateway.instance(id).session.code?.until;
        assert.ok(until !== undefined);
        const cover = coverOf(world(), until);
        await gateway.pause();
        const { coveredAt, timerAt } = await cover;
        const [early, late] = [until - coveredAt, coveredAt - Math.max(until, timerAt)];
        assert.ok(early <= earlyTolerance, `The code was covered ${Math.round(early)} ms before its expiry.`);
        assert.ok(late <= lateTolerance, `The code was covered ${Math.round(late)} ms after its expiry.`);
        assert.equal(await qrCode(world()).count(), 0);
        await workbench.panel.content.getByText('This code has expired', { exact: true }).waitFor();
        await workbench.statusBarItem.waitForText(/Retrying in \d+ s/);
      });

      it('shows the new code after “Try now” when the gateway is reachable again', async () => {
        await world().gateway.resume();
        await panelButton(world(), 'Try now').click();
        await qrCode(world()).waitFor();
        await readPanel(world(), id);
      });
    },
  );
});

/** When the picture of the code leaves the page, and when a timer for the same time fires there, in ms since the epoch. */
async function coverOf({ workbench }: World, until: number): Promise<{ coveredAt: number; timerAt: number }> {
  const frame = await workbench.panel.frame();
  return await frame.evaluate(async (instant) => {
    const timer = new Promise<number>((resolve) => {
      setTimeout(() => {
        resolve(Date.now());
      }, instant - Date.now());
    });
    const cover = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector('#stage svg') !== null) return;
        observer.disconnect();
        resolve(Date.now());
      });
      observer.observe(document.body, { subtree: true, childList: true });
    });
    return { coveredAt: await cover, timerAt: await timer };
  }, until);
}
