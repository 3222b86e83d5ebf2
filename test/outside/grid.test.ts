import assert from 'node:assert/strict';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { recordedTexts } from '../vscode/recordedtexts';
import type { Theme } from '../vscode/workbench';
import { themes } from '../vscode/workbench';
import { assertAccessible } from './accessible';
import { readLive, typeToken } from './person';
import { readCode } from './readers';
import { findSecrets } from './secrets';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry, token } from './world';

const title = 'QR codes side by side';
const command = 'WhatsApp: Show QR codes side by side';
const long = { ...lastingSession, linking: 500 };
/** Longer than a window takes to replace a panel whose page doesn't answer, in ms. */
const restoreTime = 8_000;
/** Longer than the page waits before it saves how far it is scrolled, in ms. */
const scrollSaveTime = 1_000;
/** Longer than it takes until every instance has a new code, in ms. */
const rotation = 70_000;
/** How long the codes of one instance live, in ms; those of the others live for a minute. */
const shortLife = 20_000;
const people = [
  { id: 'GRID00000001', label: 'Ahmed', session: long },
  { id: 'GRID00000002', label: 'Bella', session: long },
  { id: 'GRID00000003', label: 'Chen', session: long },
  { id: 'GRID00000004', label: 'Dora', session: { ...long, firstCode: shortLife, laterCode: shortLife } },
  { id: 'GRID00000005', label: 'Emil', session: { initial: 'FAILED' as const } },
  { id: 'GRID00000006', label: 'Fatima', session: long },
  { id: 'GRID00000007', label: 'Gita', session: { initial: 'PASSKEY_REQUIRED' as const } },
  { id: 'GRID00000008', label: 'Hugo', session: long },
] as const;
const [ahmed, bella, chen, dora, emil, fatima, gita, hugo] = people;
const paired = [ahmed, bella, chen, fatima];

describe('the grid', () => {
  everyEdition(
    {
      instances: people.map((each) => ({
        id: each.id,
        session: each.session,
        // Which code is still valid during an outage can be told only from an expiry.
        form: reportedExpiry,
      })),
      folder: true,
      settings: { 'pairWhatsApp.instances': people.map(({ id, label }) => ({ id, label })) },
    },
    (world) => {
      const values: string[] = [];

      it('asks for the instances, and then for the token', async () => {
        const { quickInput, panel } = world().workbench;
        await world().workbench.runCommand(command);
        await quickInput.waitFor(title);
        for (const { label } of people) await quickInput.pick(label);
        await quickInput.accept();
        await typeToken(world(), token);
        await panel.waitFor();
        const cells = world().workbench.panel.content.locator('#cells > li');
        await waitUntil(async () => (await cells.count()) === people.length);
      });

      it('shows each code in the cell of its instance, and in no other cell', async () => {
        for (const { id, label } of [...paired, dora]) values.push(await readCell(world(), id, label));
        assert.equal(new Set(values).size, values.length);
      });

      it('offers an action for a failed instance', async () => {
        const cell = cellOf(world(), emil.label);
        await cell.getByText('The instance has failed').waitFor();
        await cell.getByRole('button', { name: 'Restart and show code' }).waitFor();
      });

      it('says what the owner of a phone has to do for a passkey, and where', async () => {
        const cell = cellOf(world(), gita.label);
        await cell.getByText('asks the phone’s owner to confirm').waitFor();
        const link = cell.getByRole('link', { name: 'Open web.whatsapp.com' });
        assert.equal(await link.getAttribute('href'), 'https://web.whatsapp.com/');
      });

      it('draws a code of an unknown form, and says so', async () => {
        const body = { data: { value: 'a code of another form', expiry: Date.now() + 60_000 } };
        world()
          .gateway.instance(hugo.id)
          .faults.add({ path: '/v2/auth/qr', times: 'always', status: 200, body });
        await cellOf(world(), hugo.label).getByText('not a known form of WhatsApp QR code').waitFor();
        await code(world(), hugo.label).waitFor();
      });

      it('announces what a person has to do, but no codes', async () => {
        // Announcements come one after the other, so that each can be heard.
        await waitUntil(async () => (await announced(world())).includes('Gita: Passkey needed'));
        const heard = await announced(world());
        assert.match(heard, /Emil: The instance has failed/);
        assert.doesNotMatch(heard, /Ahmed|Bella|Chen|Dora|Fatima/);
      });

      it('covers the one code that expires while the gateway is unreachable, and no other', async () => {
        const { gateway } = world();
        await code(world(), dora.label).waitFor();
        // On a busy machine, what follows may take as long again as the code lives.
        const outlive = async (label: string): Promise<boolean> =>
          (await timeLeft(world(), label)) > 2 * shortLife;
        await waitUntil(
          async () => (await Promise.all(paired.map(({ label }) => outlive(label)))).every(Boolean),
          rotation,
        );
        await gateway.pause();
        await cellOf(world(), dora.label).getByText('This code has expired').waitFor();
        assert.deepEqual(await readCode(await cellOf(world(), dora.label).screenshot()), {
          zxing: undefined,
          jsqr: undefined,
        });
        await cellOf(world(), dora.label).getByText('The gateway can’t be reached').waitFor();
        for (const { id, label } of paired) {
          await cellOf(world(), label).getByText('This code is still valid. Scan it.').waitFor();
          await readCell(world(), id, label);
        }
        await picture(world(), 'outage');
        await gateway.resume();
      });

      it('has no problem that axe finds', async () => {
        await assertAccessible(world());
      });

      it('shows one code alone and all codes again with the keyboard', async () => {
        const { page, panel } = world().workbench;
        await button(world(), 'Show only Bella').focus();
        await page.keyboard.press('Enter');
        await cellOf(world(), ahmed.label).waitFor({ state: 'hidden' });
        await waitUntil(async () => (await panel.content.getByRole('img').count()) === 1);
        await readCell(world(), bella.id, bella.label);
        assert.equal(await focusedText(world()), 'Back to all');
        await assertAccessible(world());
        await picture(world(), 'alone');
        await page.keyboard.press('Escape');
        await cellOf(world(), ahmed.label).waitFor();
        assert.equal(await focusedName(world()), 'Show only Bella');
        const small = cellOf(world(), bella.label).locator('.small');
        assert.equal(await small.textContent(), 'Too small to scan: press to enlarge');
      });

      it('keeps the code that is alone, and how far it is scrolled, over a switch to another tab', async () => {
        const { page, panel } = world().workbench;
        await page.setViewportSize({ width: 1280, height: 500 });
        const scrollY = async (): Promise<number> =>
          await (await panel.frame()).evaluate(() => window.scrollY);
        await (
          await panel.frame()
        ).evaluate(() => {
          window.scrollTo(0, 300);
        });
        await page.waitForTimeout(scrollSaveTime);
        await switchTabs(world());
        await waitUntil(async () => (await scrollY()) === 300);
        await button(world(), 'Show only Bella').focus();
        await page.keyboard.press('Enter');
        await cellOf(world(), ahmed.label).waitFor({ state: 'hidden' });
        await switchTabs(world());
        await readCell(world(), bella.id, bella.label);
        assert.equal(await cellOf(world(), ahmed.label).isVisible(), false);
        await button(world(), 'Back to all').click();
        await cellOf(world(), ahmed.label).waitFor();
        await page.setViewportSize({ width: 1280, height: 800 });
      });

      for (const theme of Object.keys(themes) as Theme[])
        it(`can be read in the theme ${theme}`, async () => {
          await world().workbench.useTheme(theme);
          for (const { id, label } of paired) await readCell(world(), id, label);
          await assertAccessible(world());
          await picture(world(), theme);
        });

      it('fits into a window of 300 px', async () => {
        const { page } = world().workbench;
        await world().workbench.runCommand('View: Toggle Primary Side Bar Visibility');
        await page.setViewportSize({ width: 360, height: 700 });
        const frame = await world().workbench.panel.frame();
        const { scrollWidth, clientWidth } = await frame.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        assert.ok(
          scrollWidth <= clientWidth,
          `The page is ${scrollWidth} px wide, the window ${clientWidth} px.`,
        );
        await picture(world(), 'narrow');
        await readCell(world(), bella.id, bella.label);
        await page.setViewportSize({ width: 1280, height: 800 });
      });

      it('is restored after a reload of the window, without a question', async () => {
        await world().workbench.reload();
        for (const { id, label } of paired) await readCell(world(), id, label);
        assert.equal(await world().workbench.quickInput.root.count(), 0);
      });

      it('shows which instance is linked, and doesn’t affect the others', async () => {
        assert.equal(world().gateway.instance(chen.id).scan(), 'linked');
        await cellOf(world(), chen.label).getByText('Linked to John Doe').waitFor();
        for (const { id, label } of [ahmed, bella, fatima]) await readCell(world(), id, label);
        assert.equal(
          await world().workbench.panel.content.locator('#cells').getByText('Linked to').count(),
          1,
        );
        await picture(world(), 'linked');
      });

      it('removes one instance, which ends only its pairing', async () => {
        await button(world(), 'Remove Ahmed from the grid').click();
        await cellOf(world(), ahmed.label).waitFor({ state: 'detached' });
        await readCell(world(), bella.id, bella.label);
      });

      it('doesn’t affect a panel of one of its instances next to it', async () => {
        const { workbench } = world();
        await cellOf(world(), bella.label).getByRole('button', { name: 'Open panel' }).click();
        await workbench.page.getByRole('tab', { name: 'Pair Bella' }).waitFor();
        await workbench.runCommand('View: Move Editor into Right Group');
        const panels = workbench.page.locator('iframe.webview.ready');
        await panels.nth(1).waitFor();
        await panels.evaluateAll((frames) => {
          for (const frame of frames) frame.dataset['same'] = 'yes';
        });
        await workbench.page.waitForTimeout(restoreTime);
        assert.deepEqual(await panels.evaluateAll((frames) => frames.map(({ dataset }) => dataset['same'])), [
          'yes',
          'yes',
        ]);
        await workbench.closeEditor('Pair Bella');
        await readCell(world(), bella.id, bella.label);
      });

      it('adds the chosen instances to the present ones', async () => {
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

      it('shows a code again in the cell of a linked instance, if the user chooses it again', async () => {
        const { quickInput } = world().workbench;
        world().gateway.instance(chen.id).setState('SCAN_QR_CODE');
        await cellOf(world(), chen.label).getByText('Linked to John Doe').waitFor();
        await world().workbench.runCommand(command);
        await quickInput.waitFor(title);
        await quickInput.pick(chen.label);
        await quickInput.accept();
        await readCell(world(), chen.id, chen.label);
      });

      it('ends with its panel, and leaves neither the token nor a code anywhere', async () => {
        await world().workbench.closeEditor(title);
        assert.deepEqual(await findSecrets(world(), { token, values, messages: [], known: bella.id }), []);
      });
    },
  );
});

/** Hides the grid behind another tab, which unloads its page, and shows it again. */
async function switchTabs({ workbench }: World): Promise<void> {
  await workbench.runCommand('File: New Untitled Text File');
  await workbench.panel.root.waitFor({ state: 'hidden' });
  await workbench.runCommand('View: Close Editor');
  await workbench.panel.waitFor();
}

/** The cell of an instance. */
function cellOf({ workbench }: World, label: string): Locator {
  return workbench.panel.content.getByRole('listitem', { name: label, exact: true });
}

function code(world: World, label: string): Locator {
  return cellOf(world, label).getByRole('img', { name: `QR code that links WhatsApp to ${label}` });
}

function button({ workbench }: World, name: string): Locator {
  return workbench.panel.content.getByRole('button', { name, exact: true });
}

/** Asserts that both readers find an instance's live value in a screenshot of its cell, and returns it. */
async function readCell(world: World, id: string, label: string): Promise<string> {
  await code(world, label).waitFor();
  return await readLive(world, id, cellOf(world, label));
}

/** How long the code of an instance is still valid according to its cell, in ms. */
async function timeLeft(world: World, label: string): Promise<number> {
  const text = (await cellOf(world, label).getByRole('timer').textContent()) ?? '';
  const [, minutes = '0', seconds = '0'] = /(\d+):(\d+)/.exec(text) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1_000;
}

/** What a screen reader has heard. */
async function announced({ workbench }: World): Promise<string> {
  return (await recordedTexts(workbench.panel, 'announcer')).join('\n');
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
