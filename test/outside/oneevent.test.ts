import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { openLinked, typeToken } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition, token } from './world';

const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
const people = numbers.map((number) => ({ id: `TOGETHER000${number}`, label: `Phone ${number}` }));
/** How long a busy machine may take, in ms. */
const timeout = 60_000;
/** Longer than what follows an event is gathered, in ms. */
const gatherTime = 15_000;
const settings = { 'pairWhatsApp.instances': people, 'pairWhatsApp.requestsPerMinute': 600 };

describe('one event for many instances', () => {
  everyEdition(
    {
      instances: people.map(({ id }) => ({
        id,
        session: { starting: 0, firstCode: 240_000, laterCode: 240_000 },
      })),
      settings,
    },
    (world) => {
      it('is one notification if all cells of a hidden grid fail', async () => {
        const { workbench, gateway } = world();
        const { quickInput, panel } = workbench;
        await workbench.runCommand('WhatsApp: Show QR codes side by side');
        for (const { label } of people) await quickInput.pick(label);
        await quickInput.accept();
        await typeToken(world(), token);
        await panel.waitFor();
        const codes = panel.content.getByRole('img', { name: /^QR code/ });
        await waitUntil(async () => (await codes.count()) === people.length, timeout);
        await workbench.runCommand('File: New Untitled Text File');
        await panel.root.waitFor({ state: 'hidden' });
        for (const { id } of people) gateway.instance(id).setState('FAILED');
        await workbench.notifications.containing('8 pairings have failed: Phone').waitFor({ timeout });
        await assertNoOthers(world());
        assert.match(
          (await workbench.notifications.containing('8 pairings').textContent()) ?? '',
          /5 more\. The instance has failed\./,
        );
      });
    },
  );
});

describe('one event for many linked instances', () => {
  everyEdition(
    { instances: people.map(({ id }) => ({ id, session: { initial: 'WORKING', starting: 0 } })), settings },
    (world) => {
      it('is one notification if all of them disconnect', async () => {
        const { workbench, gateway } = world();
        const labels = people.map(({ label }) => label);
        await openLinked(world(), labels);
        await workbench.runCommand('Notifications: Clear All Notifications');
        for (const { id } of people) gateway.instance(id).setState('SCAN_QR_CODE');
        const view = new InstancesView(workbench);
        await view.pressButton('Check all instances now');
        await workbench.notifications.containing('Phone 1 and 7 more are disconnected.').waitFor({ timeout });
        await assertNoOthers(world());
      });
    },
  );
});

/** Asserts that no second notification comes beside the one that is in the corner. */
async function assertNoOthers({ workbench }: World): Promise<void> {
  const toasts = workbench.page.locator('.notifications-toasts .notification-list-item');
  const deadline = Date.now() + gatherTime;
  await waitUntil(async () => {
    const texts = await toasts.allTextContents();
    assert.ok(texts.length <= 1, `There are ${texts.length} notifications: ${texts.join(' | ')}`);
    return Date.now() > deadline;
  }, 2 * gatherTime);
}
