import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { manyInstances } from '../gateway/manyinstances';
import { openLinked, requestsFor, typeToken } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry, token } from './world';

const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
const people = numbers.map((number) => ({ id: `TOGETHER000${number}`, label: `Phone ${number}` }));
/** Longer than what follows an event is gathered, in ms. */
const gatherTime = 15_000;
const infoPath = '/v2/session/info';
const settings = { 'pairWhatsApp.instances': people, 'pairWhatsApp.requestsPerMinute': 600 };

describe('one event for many instances', () => {
  everyEdition(
    {
      instances: people.map(({ id }) => ({
        id,
        session: lastingSession,
        form: reportedExpiry,
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
        await waitUntil(async () => (await codes.count()) === people.length);
        await workbench.runCommand('File: New Untitled Text File');
        await panel.root.waitFor({ state: 'hidden' });
        for (const { id } of people) gateway.instance(id).setState('FAILED');
        await workbench.notifications.containing('8 pairings have failed: Phone').waitFor();
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
        await workbench.notifications.containing(/Phone \d and 7 more are disconnected\./).waitFor();
        await assertNoOthers(world());
      });
    },
  );
});

const many = manyInstances(60, { prefix: 'SIXTY', mix: { WORKING: 1 } });

describe('one event for sixty instances that are watched in the background', () => {
  everyEdition(
    {
      instances: many,
      settings: {
        'pairWhatsApp.instances': many.map(({ id }, index) => ({ id, label: `Shop ${index + 1}` })),
        'pairWhatsApp.watch': many.map(({ id }) => ({ id })),
        'pairWhatsApp.requestsPerMinute': 600,
      },
    },
    (world) => {
      /** How often each instance has been checked. */
      const checks = (): readonly number[] =>
        many.map(({ id }) => requestsFor(world().gateway, id).filter(({ path }) => path === infoPath).length);

      it('is one notification, even if half of them have just been checked', async () => {
        const { workbench, gateway } = world();
        await workbench.runCommand('WhatsApp: Set access token');
        await typeToken(world(), token);
        await waitUntil(() => checks().every((count) => count >= 1));
        await workbench.runCommand('Notifications: Clear All Notifications');
        await waitUntil(() => checks().filter((count) => count > 1).length >= many.length / 2);
        const seen = await recordNotifications(world());
        for (const { id } of many) gateway.instance(id).setState('FAILED');
        await workbench.notifications.containing('and 59 more are disconnected.').waitFor();
        // Longer than all instances take to be checked again, in ms.
        await workbench.page.waitForTimeout(2 * gatherTime);
        assert.equal(seen.length, 1, seen.join(' | '));
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

/** Collects the texts of all notifications from now on, also of those that have left the corner. */
async function recordNotifications({ workbench }: World): Promise<readonly string[]> {
  const texts: string[] = [];
  await workbench.page.exposeBinding('recordNotification', (_, text: string) => {
    if (!texts.includes(text)) texts.push(text);
  });
  await workbench.page.evaluate(() => {
    const { recordNotification } = window as unknown as { recordNotification: (text: string) => void };
    const record = (): void => {
      for (const message of document.querySelectorAll(
        '.notifications-toasts .notification-list-item-message',
      ))
        recordNotification(message.textContent);
    };
    new MutationObserver(record).observe(document.body, { subtree: true, childList: true });
  });
  return texts;
}
