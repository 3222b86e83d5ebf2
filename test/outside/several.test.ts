import assert from 'node:assert/strict';
import { assertNoRequests, pair, pairFirst, qrCode, waitForHeadline } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition } from './world';

const lasting = { starting: 0, firstCode: 240_000 };
const slow = 'SEVERAL00001';
const [one, other] = ['SEVERAL00002', 'SEVERAL00003'] as const;
const ids = [slow, one, other];

describe('several pairings at once', () => {
  everyEdition(
    {
      instances: [
        { id: slow, session: { starting: Infinity } },
        { id: one, session: lasting },
        { id: other, session: lasting },
      ],
      folder: true,
    },
    (world) => {
      it('are summarized in the status bar', async () => {
        await pairFirst(world(), slow);
        await waitForHeadline(world(), 'The instance is starting');
        await pair(world(), one);
        await qrCode(world()).waitFor();
        await pair(world(), other);
        await qrCode(world()).waitFor();
        const { statusBarItem } = world().workbench;
        await statusBarItem.waitForText(/^\s*2 to scan · 1 retry in \d+ s\s*$/);
        // The retry itself may begin meanwhile.
        await waitUntil(async () =>
          (await statusBarItem.accessibleName()).startsWith('WhatsApp pairing: 2 to scan · 1 retr'),
        );
      });

      it('are listed on a click, with the ones to scan first', async () => {
        const { statusBarItem, quickInput } = world().workbench;
        await statusBarItem.click();
        await quickInput.waitFor('Show pairings');
        assert.deepEqual(await rows(world()), [one, other, slow]);
      });

      it('come into view if they are chosen with the keyboard', async () => {
        const { page, quickInput } = world().workbench;
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await quickInput.root.locator('.monaco-list-row.focused').filter({ hasText: slow }).waitFor();
        await page.keyboard.press('Enter');
        await quickInput.waitUntilClosed();
        await page.getByRole('tab', { name: `Pair ${slow}`, selected: true }).waitFor();
        await waitForHeadline(world(), /^The instance is (starting|taking too long to start)$/);
      });

      it('can be stopped one by one with a command that asks which', async () => {
        const { quickInput, statusBarItem, page } = world().workbench;
        await askWhichToStop(world());
        assert.deepEqual(await rows(world()), [one, other, slow, 'Stop all 3']);
        await page.keyboard.press('Enter');
        await quickInput.waitUntilClosed();
        await statusBarItem.waitForText(/^\s*1 to scan · 1 retry in \d+ s\s*$/);
      });

      it('can all be stopped at once, and then send no requests', async () => {
        const { quickInput, statusBarItem } = world().workbench;
        await askWhichToStop(world());
        assert.deepEqual(await rows(world()), [other, slow, 'Stop all 2']);
        await quickInput.pick('Stop all 2');
        await world().workbench.dialog.press('Stop all');
        await statusBarItem.waitForText('Pair WhatsApp');
        await Promise.all(ids.map((id) => assertNoRequests(world(), id)));
      });
    },
  );
});

async function askWhichToStop({ workbench }: World): Promise<void> {
  await workbench.runCommand('WhatsApp: Stop pairing');
  await workbench.quickInput.waitFor('Stop pairing');
}

async function rows({ workbench }: World): Promise<readonly string[]> {
  return (await workbench.quickInput.items()).map((label) => label.trim());
}
