import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordedTexts } from '../vscode/recordedtexts';
import { assertAccessible } from './accessible';
import { panelButton, qrCode, readPanel, typeToken, waitForHeadline } from './person';
import { findSecrets } from './secrets';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry, token } from './world';

const title = 'Pair several in a row';
const command = `WhatsApp: ${title}`;
const session = { ...lastingSession, linking: 1_000 };
const people = [
  { id: 'QUEUED000001', label: 'Ahmed' },
  { id: 'QUEUED000002', label: 'Bella' },
  { id: 'QUEUED000003', label: 'Chen' },
  { id: 'QUEUED000004', label: 'Dora' },
] as const;
const [ahmed, bella, chen, dora] = people;
/** Within this time, in ms, codes of no more than two instances are requested. */
const span = 5_000;
/** A press counts for the instance on screen after this time, in ms: 700 ms after the queue has moved on, and some more for a busy machine. */
const pressTime = 1_500;

describe('pairing several in a row', () => {
  everyEdition(
    {
      instances: people.map(({ id }) => ({ id, session, form: reportedExpiry })),
      folder: true,
      settings: { 'pairWhatsApp.instances': people },
    },
    (world) => {
      const values: string[] = [];

      it('asks for the instances, and then for the token', async () => {
        const { quickInput, page, panel } = world().workbench;
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await world().workbench.runCommand(command);
        await quickInput.waitFor(title);
        await quickInput.item(ahmed.label).waitFor();
        assert.deepEqual(
          await quickInput.items(),
          people.map(({ label }) => label),
        );
        for (const { label } of people) await quickInput.pick(label);
        await quickInput.accept();
        await typeToken(world(), token);
        await panel.waitFor();
      });

      it('shows whose turn it is, and that instance’s code', async () => {
        await waitForTurn(world(), '1 of 4: Ahmed');
        values.push(await readPanel(world(), ahmed.id));
        const { panel } = world().workbench;
        const { content } = panel;
        await content.getByRole('img', { name: 'QR code that links WhatsApp to Ahmed' }).waitFor();
        await content.getByText('Ahmed · QUEUED000001', { exact: true }).waitFor();
        assert.match((await recordedTexts(panel, 'announcer')).join('\n'), /^1 of 4: Ahmed\. /m);
        await assertAccessible(world());
      });

      it('shows the linked account, and continues with the next code', async () => {
        const { panel } = world().workbench;
        assert.equal(world().gateway.instance(ahmed.id).scan(), 'linked');
        await waitForTurn(world(), '2 of 4: Bella');
        const headlines = await recordedTexts(panel, 'headline');
        assert.ok(
          headlines.some((headline) => headline.includes('Linked to John Doe')),
          headlines.join('\n'),
        );
        values.push(await readPanel(world(), bella.id));
        assert.match((await recordedTexts(panel, 'announcer')).join('\n'), /^2 of 4: Bella\. /m);
      });

      it('skips with the keyboard, and keeps the focus', async () => {
        await waitForSingleInstance(world());
        await pressByKeyboard(world(), 'Skip');
        await waitForTurn(world(), '3 of 4: Chen');
        assert.equal(await focusedText(world()), 'Skip');
        values.push(await readPanel(world(), chen.id));
      });

      it('postpones an instance', async () => {
        await waitForSingleInstance(world());
        await pressByKeyboard(world(), 'Later');
        await waitForTurn(world(), '3 of 4: Dora');
        values.push(await readPanel(world(), dora.id));
      });

      it('continues with the same instance after a reload of the window', async () => {
        await waitForSingleInstance(world());
        await world().workbench.reload();
        await waitForTurn(world(), '3 of 4: Dora');
        await readPanel(world(), dora.id);
        assert.equal(await world().workbench.quickInput.root.count(), 0);
      });

      it('goes back to the skipped instance', async () => {
        await waitForSingleInstance(world());
        await pressByKeyboard(world(), 'Back');
        await waitForTurn(world(), '2 of 4: Bella');
        await readPanel(world(), bella.id);
      });

      it('can be closed and resumed', async () => {
        const { workbench } = world();
        await workbench.closeEditor(title);
        await workbench.runCommand(command);
        await workbench.quickInput.waitFor(title);
        await workbench.quickInput.pick('Resume (3 left)');
        await waitForTurn(world(), '2 of 4: Bella');
      });

      it('ends with the result of each instance', async () => {
        const { gateway } = world();
        await qrCode(world()).waitFor();
        assert.equal(gateway.instance(bella.id).scan(), 'linked');
        await waitForTurn(world(), '3 of 4: Dora');
        await waitForSingleInstance(world());
        await pressByKeyboard(world(), 'Skip');
        await waitForTurn(world(), '4 of 4: Chen');
        await qrCode(world()).waitFor();
        assert.equal(gateway.instance(chen.id).scan(), 'linked');
        await waitForHeadline(world(), '4 instances: 3 linked, 1 skipped');
        await assertAccessible(world());
      });

      it('copies the summary to the clipboard', async () => {
        await panelButton(world(), 'Copy summary').press('Enter');
        const { page } = world().workbench;
        await page.getByText('The summary is on the clipboard.').first().waitFor();
        const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
        assert.equal(lines[0], '4 instances: 3 linked, 1 skipped');
        assert.equal(
          lines.find((line) => line.includes(chen.id)),
          `Chen\t${chen.id}\tlinked to John Doe`,
        );
        assert.equal(
          lines.find((line) => line.includes(dora.id)),
          `Dora\t${dora.id}\tskipped`,
        );
      });

      it('never requested the codes of more than two instances at a time', () => {
        const requests = world().gateway.requests.filter(({ path }) => path === '/v2/auth/qr');
        assert.ok(requests.length > people.length);
        for (const { startedAt } of requests) assert.ok(instancesRequested(world(), startedAt) <= 2);
      });

      it('leaves neither the token nor a code anywhere', async () => {
        const hunt = { token, values, messages: [], known: chen.id };
        assert.deepEqual(await findSecrets(world(), hunt), []);
      });
    },
  );
});

/** Waits until it is this instance's turn, and its code is there. */
async function waitForTurn(world: World, heading: string): Promise<void> {
  await waitForHeadline(world, heading);
  await qrCode(world).waitFor();
  // A press right after the queue has moved on would count for the instance before.
  await sleep(pressTime);
}

/** For how many instances codes were requested in the time before. */
function instancesRequested({ gateway }: World, until: number): number {
  const requests = gateway.requests.filter(
    ({ path, startedAt }) => path === '/v2/auth/qr' && startedAt <= until && startedAt > until - span,
  );
  return new Set(requests.map(({ instance }) => instance)).size;
}

/** Waits until the queue requests the codes of only one instance: a person who skips twice at once is not what the test measures. */
async function waitForSingleInstance(world: World): Promise<void> {
  await waitUntil(() => instancesRequested(world, Date.now()) <= 1);
}

async function focusedText({ workbench }: World): Promise<string> {
  const frame = await workbench.panel.frame();
  return await frame.evaluate(() => document.activeElement?.textContent ?? '');
}

async function pressByKeyboard(world: World, name: string): Promise<void> {
  const { panel, page } = world.workbench;
  await panel.content.locator('body').press('Tab');
  for (let tabs = 0; (await focusedText(world)) !== name && tabs < 20; tabs++)
    await page.keyboard.press('Tab');
  assert.equal(await focusedText(world), name);
  await page.keyboard.press('Enter');
}
