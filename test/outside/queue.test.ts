import assert from 'node:assert/strict';
import { assertAccessible } from './accessible';
import { keepHeadlines, keptHeadlines } from './headlines';
import { panelButton, qrCode, readPanel, typeToken, waitForHeadline } from './person';
import { huntSecrets } from './secrets';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition, token } from './world';

const title = 'Pair several in a row';
const command = `WhatsApp: ${title}`;
const session = { starting: 0, firstCode: 240_000, laterCode: 240_000, linking: 1_000 };
const people = [
  { id: 'QUEUED000001', label: 'Ahmed' },
  { id: 'QUEUED000002', label: 'Bella' },
  { id: 'QUEUED000003', label: 'Chen' },
  { id: 'QUEUED000004', label: 'Dora' },
] as const;
const [ahmed, bella, chen, dora] = people;
/** Within so many ms, codes of no more than two instances are asked for. */
const span = 5_000;
/** How long it may take until no more than one is asked for, in ms. */
const patience = 30_000;

describe('pairing several in a row', () => {
  everyEdition(
    {
      instances: people.map(({ id }) => ({ id, session })),
      folder: true,
      settings: { 'pairWhatsApp.instances': people },
    },
    (world) => {
      const values: string[] = [];

      it('asks which, and then for the token', async () => {
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

      it('shows whose turn it is, and that one’s code', async () => {
        await turn(world(), '1 of 4: Ahmed');
        values.push(await readPanel(world(), ahmed.id));
        const { content } = world().workbench.panel;
        await content.getByRole('img', { name: 'QR code that links WhatsApp to Ahmed' }).waitFor();
        await content.getByText('Ahmed · QUEUED000001', { exact: true }).waitFor();
        assert.match((await content.getByRole('status').textContent()) ?? '', /^1 of 4: Ahmed\. /);
        await assertAccessible(world());
      });

      it('says who is linked, and moves on by itself with the next code at hand', async () => {
        await keepHeadlines(world());
        assert.equal(world().gateway.instance(ahmed.id).scan(), 'linked');
        await turn(world(), '2 of 4: Bella');
        const said = await keptHeadlines(world());
        assert.ok(
          said.some((headline) => headline.includes('Linked to John Doe')),
          said.join('\n'),
        );
        values.push(await readPanel(world(), bella.id));
        assert.match(
          (await world().workbench.panel.content.getByRole('status').textContent()) ?? '',
          /^2 of 4: Bella\. /,
        );
      });

      it('skips with the keyboard alone, which stays where it is', async () => {
        await calm(world());
        await pressByKeyboard(world(), 'Skip');
        await turn(world(), '3 of 4: Chen');
        assert.equal(await focusedText(world()), 'Skip');
        values.push(await readPanel(world(), chen.id));
      });

      it('puts one off', async () => {
        await calm(world());
        await pressByKeyboard(world(), 'Later');
        await turn(world(), '3 of 4: Dora');
        values.push(await readPanel(world(), dora.id));
      });

      it('goes on at the same one after the window was loaded again', async () => {
        await calm(world());
        await world().workbench.reload();
        await turn(world(), '3 of 4: Dora');
        await readPanel(world(), dora.id);
        assert.equal(await world().workbench.quickInput.root.count(), 0);
      });

      it('goes back to the one that was skipped', async () => {
        await calm(world());
        await pressByKeyboard(world(), 'Back');
        await turn(world(), '2 of 4: Bella');
        await readPanel(world(), bella.id);
      });

      it('can be closed and resumed', async () => {
        const { workbench } = world();
        await workbench.closeEditor(title);
        await workbench.runCommand(command);
        await workbench.quickInput.waitFor(title);
        await workbench.quickInput.pick('Resume (3 left)');
        await turn(world(), '2 of 4: Bella');
      });

      it('ends with what became of each', async () => {
        const { gateway } = world();
        await qrCode(world()).waitFor();
        assert.equal(gateway.instance(bella.id).scan(), 'linked');
        await turn(world(), '3 of 4: Dora');
        await calm(world());
        await pressByKeyboard(world(), 'Skip');
        await turn(world(), '4 of 4: Chen');
        await qrCode(world()).waitFor();
        assert.equal(gateway.instance(chen.id).scan(), 'linked');
        await waitForHeadline(world(), '4 instances: 3 linked, 1 skipped');
        await assertAccessible(world());
      });

      it('gives the summary to the clipboard', async () => {
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

      it('never asked for the codes of more than two at a time', () => {
        const calls = world().gateway.requests.filter(({ path }) => path === '/v2/auth/qr');
        assert.ok(calls.length > people.length);
        for (const { startedAt } of calls) assert.ok(askedWithin(world(), startedAt) <= 2);
      });

      it('left neither the token nor a code anywhere', async () => {
        const hunt = { token, values, messages: [], known: chen.id };
        assert.deepEqual(await huntSecrets(world(), hunt), []);
      });
    },
  );
});

/** Waits until it is that one’s turn, and its code is there. */
async function turn(world: World, heading: string): Promise<void> {
  await waitForHeadline(world, heading);
  await qrCode(world).waitFor();
}

/** Of how many instances codes were asked for in the time before. */
function askedWithin({ gateway }: World, until: number): number {
  const calls = gateway.requests.filter(
    ({ path, startedAt }) => path === '/v2/auth/qr' && startedAt <= until && startedAt > until - span,
  );
  return new Set(calls.map(({ instance }) => instance)).size;
}

/** Waits until the queue has moved on long ago: a person who skips twice at once is not what is measured. */
async function calm(world: World): Promise<void> {
  await seen(() => askedWithin(world, Date.now()) <= 1, patience);
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
