import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { wahaWithoutWaits } from '../gateway/waha';
import { assertAccessible } from './accessible';
import { requestsFor, pairFirst, panelButton, qrCode, waitForHeadline } from './person';
import { recordMessages } from './secrets';
import { waitUntil } from './waituntil';
import type { World, WorldOptions } from './world';
import { everyEdition, token } from './world';
import { writtenFile } from './writtenfile';

const id = 'MONITOR00001';
/** More codes than even a slow run needs: after the last one, the session fails. */
const session = { starting: Infinity, firstCode: 18_000, laterCode: 10_000, codes: 60 };

describe('the rotation monitor', () => {
  const options: WorldOptions = {
    // Codes that come so fast have to say when they expire.
    instances: [{ id, session, latency: 40, form: { expiry: 'ms' } }],
    // The wait that is drawn is the product's own, and not that of a request that the gateway blocks.
    behavior: { like: 'waha', waha: wahaWithoutWaits },
  };
  everyEdition(options, (world) => {
    const messages: string[] = [];
    const values = new Set<string>();

    it('is closed and receives nothing until it is opened with the keyboard', async () => {
      const { workbench } = world();
      world().gateway.instance(id).session.restart();
      await pairFirst(world(), id);
      await recordMessages(workbench, messages);
      await waitForHeadline(world(), 'The instance is starting');
      // Now, so that the next request, in 10 s, finds a code.
      world().gateway.instance(id).setState('SCAN_QR_CODE');
      assert.equal(await rows(world()).count(), 0);
      await focusSummary(world());
      assert.ok(!messages.some(isMonitor), 'The page received data for a closed monitor.');
      await workbench.page.keyboard.press('Enter');
      await row(world(), 'the instance is starting (STARTING)').waitFor();
    });

    it('grows with each code, and shows when the previous code ended', async () => {
      let before = 0;
      for (const count of [1, 2, 3]) {
        await row(world(), `Code ${count}`).waitFor();
        const value = world().gateway.instance(id).liveCode();
        if (value !== undefined) values.add(value);
        const after = await rows(world()).count();
        assert.ok(after > before, `${after} rows with code ${count}, ${before} before.`);
        before = after;
      }
      await row(world(), 'End of code 2').waitFor();
      assert.equal(await statistic(world(), 'Codes seen'), '3');
      assert.match(await statistic(world(), 'Longest wait'), /^1[01](\.\d)? s$/);
    });

    it('doesn’t shrink the code, which stays within reach', async () => {
      await qrCode(world()).scrollIntoViewIfNeeded();
      const box = await qrCode(world()).boundingBox();
      assert.ok(box && box.width > 250, `The code is ${box?.width} px wide.`);
    });

    it('has no problem that axe finds', async () => {
      await assertAccessible(world());
    });

    it('counts the requests that the gateway received', async () => {
      // A request that is given up may never arrive at the gateway.
      const before = requestsFor(world().gateway, id).length;
      await waitUntil(() => {
        const requests = requestsFor(world().gateway, id);
        return requests.length > before && requests.at(-1)?.outcome === 'answered';
      });
      await panelButton(world(), 'Stop pairing').click();
      await waitForHeadline(world(), 'Pairing stopped');
      await row(world(), '→ Stopped').waitFor();
      assert.equal(await statistic(world(), 'Requests'), `${requestsFor(world().gateway, id).length}`);
    });

    it('exports everything as JSON, and as CSV with a command, without a secret', async () => {
      const { server, workbench, gateway } = world();
      await panelButton(world(), 'Export as JSON…').click();
      const json = await save(world(), path.join(server.userDataDir, 'monitor.json'));
      const { pairings, pastPairings } = JSON.parse(json) as {
        readonly pairings: readonly {
          readonly requests: readonly unknown[];
          readonly codes: readonly unknown[];
        }[];
        readonly pastPairings: readonly { readonly outcome: string }[];
      };
      assert.deepEqual(
        pairings.map(({ requests }) => requests.length),
        [requestsFor(gateway, id).length],
      );
      assert.deepEqual(
        pastPairings.map(({ outcome }) => outcome),
        ['stopped'],
      );
      await workbench.runCommand('WhatsApp: Export timeline');
      const csv = await save(world(), path.join(server.userDataDir, 'monitor.csv'));
      assert.match(csv, /^pairing,kind,what,.*\r\n1,state,connecting,/);
      assert.ok(values.size > 0);
      for (const secret of [token, ...values])
        for (const text of [json, csv, ...messages.filter(isMonitor)]) assert.ok(!text.includes(secret));
    });

    it('remembers the pairing until the past pairings are cleared', async () => {
      const { workbench } = world();
      const pastPairings = workbench.panel.content.getByRole('table', {
        name: 'Past pairings of this instance',
      });
      await pastPairings.getByRole('cell', { name: 'Stopped' }).waitFor();
      await workbench.runCommand('WhatsApp: Clear past pairings');
      await pastPairings.getByRole('cell', { name: 'No past pairings.' }).waitFor();
    });

    it('receives nothing after it is closed', async () => {
      await summary(world()).press('Enter');
      await rows(world()).first().waitFor({ state: 'hidden' });
      const before = messages.filter(isMonitor).length;
      await panelButton(world(), 'Pair again').click();
      await waitForHeadline(world(), /Requesting|Scan|New code/);
      await panelButton(world(), 'Stop pairing').click();
      await waitForHeadline(world(), 'Pairing stopped');
      assert.equal(messages.filter(isMonitor).length, before);
      assert.match(messages.at(-1) ?? '', /Pairing stopped/, 'No message was recorded.');
    });

    it('is still open after the panel was hidden', async () => {
      const { workbench } = world();
      await summary(world()).press('Enter');
      await row(world(), '→ Stopped').waitFor();
      await workbench.hidePanel();
      await workbench.closeEditor('settings.json');
      await row(world(), '→ Stopped').waitFor();
    });
  });
});

function isMonitor(message: string): boolean {
  return message.startsWith('{"type":"monitor"');
}

function table({ workbench }: World): Locator {
  return workbench.panel.content.getByRole('table', { name: 'What happened' });
}

function rows(world: World): Locator {
  return table(world).locator('tbody tr');
}

function row(world: World, text: string): Locator {
  return rows(world).filter({ hasText: text }).first();
}

/** The value of a statistic. */
async function statistic({ workbench }: World, name: string): Promise<string> {
  const pair = workbench.panel.content.locator('#monitor dl > div').filter({ hasText: name });
  return await pair.locator('dd').innerText();
}

/** The monitor's title, which opens and closes it. */
function summary({ workbench }: World): Locator {
  return workbench.panel.content.locator('summary');
}

/** Moves to the monitor's title with the Tab key. */
async function focusSummary({ workbench }: World): Promise<void> {
  await workbench.panel.content.locator('body').press('Tab');
  const focused = workbench.panel.content.locator('summary:focus');
  for (let presses = 0; presses < 9 && (await focused.count()) === 0; presses++)
    await workbench.page.keyboard.press('Tab');
  assert.equal(await focused.innerText(), 'Rotation monitor');
}

/** Types a path into the editor's own dialog, and reads the file after it has been saved. */
async function save({ workbench }: World, file: string): Promise<string> {
  const { quickInput, notifications } = workbench;
  await quickInput.waitFor('Export timeline');
  await quickInput.saveAs(file, 'User');
  // The notification about an earlier export may still be there.
  await notifications.waitFor('The timeline is exported.');
  return (await writtenFile(file)).toString();
}
