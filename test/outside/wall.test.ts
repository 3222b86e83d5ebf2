import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Theme } from '../vscode/workbench';
import { themes } from '../vscode/workbench';
import { assertAccessible } from './accessible';
import { readLive, typeToken } from './person';
import { readCode } from './readers';
import { huntSecrets } from './secrets';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition, token } from './world';

const title = 'Codes of several instances';
const command = 'WhatsApp: Show codes of several instances';
// Longer lives the extension takes for implausible.
const long = { starting: 0, firstCode: 240_000, laterCode: 240_000, linking: 500 };
/** Longer than it takes a window to put a panel in the place of one that nobody answers, in ms. */
const orphaned = 8_000;
/** How long it may take until all has been said, in ms. */
const speaking = 20_000;
/** How long the places may take to be there, in ms. */
const opening = 10_000;
const people = [
  { id: 'WALL00000001', label: 'Ahmed', session: long },
  { id: 'WALL00000002', label: 'Bella', session: long },
  { id: 'WALL00000003', label: 'Chen', session: long },
  { id: 'WALL00000004', label: 'Dora', session: { ...long, firstCode: 45_000, laterCode: 45_000 } },
  // Their answers are to come when somebody listens already.
  { id: 'WALL00000005', label: 'Emil', session: { initial: 'FAILED' as const }, latency: 3_000 },
  { id: 'WALL00000006', label: 'Fatima', session: long },
  { id: 'WALL00000007', label: 'Gita', session: { initial: 'PASSKEY_REQUIRED' as const }, latency: 3_000 },
  { id: 'WALL00000008', label: 'Hugo', session: long },
] as const;
const [ahmed, bella, chen, dora, emil, fatima, gita, hugo] = people;
const paired = [ahmed, bella, chen, fatima];

describe('the grid', () => {
  everyEdition(
    {
      instances: people.map((each) => ({
        ...{ id: each.id, session: each.session },
        ...('latency' in each && { latency: each.latency }),
      })),
      folder: true,
      settings: { 'pairWhatsApp.instances': people.map(({ id, label }) => ({ id, label })) },
    },
    (world) => {
      const values: string[] = [];

      it('asks which, and then for the token', async () => {
        const { quickInput, panel } = world().workbench;
        const body = { data: { value: 'a code of another form', expiry: Date.now() + 240_000 } };
        world()
          .gateway.instance(hugo.id)
          .faults.add({ path: '/v2/auth/qr', times: 'always', status: 200, body });
        await world().workbench.runCommand(command);
        await quickInput.waitFor(title);
        for (const { label } of people) await quickInput.pick(label);
        await quickInput.accept();
        await typeToken(world(), token);
        await panel.waitFor();
        await listen(world());
        const cells = world().workbench.panel.content.locator('#cells > li');
        await seen(async () => (await cells.count()) === people.length, opening);
      });

      it('shows each code in the place of its instance, and none of another one’s', async () => {
        for (const { id, label } of [...paired, dora]) values.push(await readCell(world(), id, label));
        assert.equal(new Set(values).size, values.length);
      });

      it('says of the one that failed what can be done', async () => {
        const cell = place(world(), emil.label);
        await cell.getByText('The session has failed').waitFor();
        await cell.getByRole('button', { name: 'Restart and show code' }).waitFor();
      });

      it('says of the one that needs a passkey what its owner has to do, and where', async () => {
        const cell = place(world(), gita.label);
        await cell.getByText('wants the phone’s owner to confirm').waitFor();
        const link = cell.getByRole('link', { name: 'Open web.whatsapp.com' });
        assert.equal(await link.getAttribute('href'), 'https://web.whatsapp.com/');
      });

      it('draws a code of another form, and says so', async () => {
        await code(world(), hugo.label).waitFor();
        await place(world(), hugo.label).getByText('not a known form of WhatsApp QR code').waitFor();
      });

      it('says aloud what somebody has to do, and nothing of codes', async () => {
        // One after the other, so that each can be heard.
        await seen(async () => (await heardSoFar(world())).includes('Gita: Passkey needed'), speaking);
        const heard = await heardSoFar(world());
        assert.match(heard, /Emil: The session has failed/);
        assert.doesNotMatch(heard, /Ahmed|Bella|Chen|Dora|Fatima/);
      });

      it('covers the one code that dies while the gateway is away, and no other', async () => {
        const { gateway } = world();
        await code(world(), dora.label).waitFor();
        await gateway.pause();
        await place(world(), dora.label).getByText('This code has expired').waitFor({ timeout: 60_000 });
        assert.deepEqual(await readCode(await place(world(), dora.label).screenshot()), {
          zxing: undefined,
          jsqr: undefined,
        });
        await place(world(), dora.label).getByText('The gateway can’t be reached').waitFor();
        for (const { id, label } of paired) {
          await place(world(), label).getByText('This code is still valid. Scan it.').waitFor();
          await readCell(world(), id, label);
        }
        await picture(world(), 'outage');
        await gateway.resume();
      });

      it('has nothing that axe finds fault with', async () => {
        await assertAccessible(world());
      });

      it('shows one alone and all again with the keyboard alone', async () => {
        const { page, panel } = world().workbench;
        await button(world(), 'Show only Bella').focus();
        await page.keyboard.press('Enter');
        await place(world(), ahmed.label).waitFor({ state: 'hidden' });
        assert.equal(await panel.content.getByRole('img').count(), 1);
        await readCell(world(), bella.id, bella.label);
        assert.equal(await focusedText(world()), 'Back to all');
        await assertAccessible(world());
        await picture(world(), 'alone');
        await page.keyboard.press('Escape');
        await place(world(), ahmed.label).waitFor();
        assert.equal(await focusedName(world()), 'Show only Bella');
        const small = place(world(), bella.label).locator('.small');
        assert.equal(await small.textContent(), 'Too small to scan: press to enlarge');
      });

      for (const theme of Object.keys(themes) as Theme[])
        it(`can be read in the theme ${theme}`, async () => {
          await world().workbench.useTheme(theme);
          for (const { id, label } of paired) await readCell(world(), id, label);
          await assertAccessible(world());
          await picture(world(), theme);
        });

      it('keeps within a window of 300 px', async () => {
        const { page } = world().workbench;
        await world().workbench.runCommand('View: Toggle Primary Side Bar Visibility');
        await page.setViewportSize({ width: 360, height: 700 });
        const frame = await world().workbench.panel.frame();
        const { scrollWidth, clientWidth } = await frame.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        assert.ok(scrollWidth <= clientWidth, `It is ${scrollWidth} px wide in ${clientWidth}.`);
        await picture(world(), 'narrow');
        await readCell(world(), bella.id, bella.label);
        await page.setViewportSize({ width: 1280, height: 800 });
      });

      it('comes back when the window is loaded again, and asks nothing', async () => {
        await world().workbench.reload();
        for (const { id, label } of paired) await readCell(world(), id, label);
        assert.equal(await world().workbench.quickInput.root.count(), 0);
      });

      it('says which one is linked, and leaves the others as they are', async () => {
        assert.equal(world().gateway.instance(chen.id).scan(), 'linked');
        await place(world(), chen.label).getByText('Linked to John Doe').waitFor();
        for (const { id, label } of [ahmed, bella, fatima]) await readCell(world(), id, label);
        assert.equal(
          await world().workbench.panel.content.locator('#cells').getByText('Linked to').count(),
          1,
        );
        await picture(world(), 'linked');
      });

      it('takes one off, which ends its pairing alone', async () => {
        await button(world(), 'Remove Ahmed from the grid').click();
        await place(world(), ahmed.label).waitFor({ state: 'detached' });
        await readCell(world(), bella.id, bella.label);
      });

      it('leaves the panel of one in peace that is beside it', async () => {
        const { workbench } = world();
        await place(world(), bella.label).getByRole('button', { name: 'Open panel' }).click();
        await workbench.page.getByRole('tab', { name: 'Pair Bella' }).waitFor();
        await workbench.runCommand('View: Move Editor into Right Group');
        const panels = workbench.page.locator('iframe.webview.ready');
        await panels.nth(1).waitFor();
        await panels.evaluateAll((frames) => {
          for (const frame of frames) frame.dataset['same'] = 'yes';
        });
        await workbench.page.waitForTimeout(orphaned);
        assert.deepEqual(await panels.evaluateAll((frames) => frames.map(({ dataset }) => dataset['same'])), [
          'yes',
          'yes',
        ]);
        await workbench.closeEditor('Pair Bella');
        await readCell(world(), bella.id, bella.label);
      });

      it('adds those that are chosen to those it shows', async () => {
        const { quickInput } = world().workbench;
        const { content } = world().workbench.panel;
        const before = await content.locator('#cells > li').count();
        await world().workbench.runCommand(command);
        await quickInput.waitFor(title);
        await quickInput.pick(ahmed.label);
        await quickInput.accept();
        await readCell(world(), ahmed.id, ahmed.label);
        assert.equal(await content.locator('#cells > li').count(), before + 1);
        await readCell(world(), bella.id, bella.label);
      });

      it('shows a code again in the place of one that was linked, when that is asked for', async () => {
        const { quickInput } = world().workbench;
        world().gateway.instance(chen.id).setState('SCAN_QR_CODE');
        await place(world(), chen.label).getByText('Linked to John Doe').waitFor();
        await world().workbench.runCommand(command);
        await quickInput.waitFor(title);
        await quickInput.pick(chen.label);
        await quickInput.accept();
        await readCell(world(), chen.id, chen.label);
      });

      it('ends with its panel, and left neither the token nor a code anywhere', async () => {
        await world().workbench.closeEditor(title);
        assert.deepEqual(await huntSecrets(world(), { token, values, messages: [], known: bella.id }), []);
      });
    },
  );
});

/** The place of an instance on the grid. */
function place({ workbench }: World, label: string): Locator {
  return workbench.panel.content.getByRole('listitem', { name: label, exact: true });
}

function code(world: World, label: string): Locator {
  return place(world, label).getByRole('img', { name: `QR code that links WhatsApp to ${label}` });
}

function button({ workbench }: World, name: string): Locator {
  return workbench.panel.content.getByRole('button', { name, exact: true });
}

/** Asserts that both readers find an instance's live value in a picture of its place, and returns it. */
async function readCell(world: World, id: string, label: string): Promise<string> {
  await code(world, label).waitFor();
  return await readLive(world, id, place(world, label));
}

/** Keeps what a screen reader hears from now on. */
async function listen({ workbench }: World): Promise<void> {
  const frame = await workbench.panel.frame();
  await frame.evaluate(() => {
    const announcer = document.getElementById('announcer');
    const keep = (): void => {
      document.body.dataset['heard'] =
        `${document.body.dataset['heard'] ?? ''} ${announcer?.textContent ?? ''}`;
    };
    keep();
    if (announcer) new MutationObserver(keep).observe(announcer, { childList: true });
  });
}

async function heardSoFar({ workbench }: World): Promise<string> {
  const frame = await workbench.panel.frame();
  return await frame.evaluate(() => document.body.dataset['heard'] ?? '');
}

async function focusedText({ workbench }: World): Promise<string | undefined> {
  const frame = await workbench.panel.frame();
  return await frame.evaluate(() => document.activeElement?.textContent ?? undefined);
}

async function focusedName({ workbench }: World): Promise<string | undefined> {
  const frame = await workbench.panel.frame();
  return await frame.evaluate(() => document.activeElement?.ariaLabel ?? undefined);
}

async function picture({ workbench }: World, name: string): Promise<void> {
  await workbench.page.screenshot({ path: path.resolve('out', `grid-${name}.png`) });
}
