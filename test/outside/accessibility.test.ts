import assert from 'node:assert/strict';
import { recordedTexts } from '../vscode/recordedtexts';
import { assertAccessible } from './accessible';
import { pair, pairFirst, panelButton, qrCode, readPanel, waitForHeadline } from './person';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry } from './world';

const [scanned, failed, waiting] = ['SCANNED00001', 'FAILED000001', 'WAITING00001'];
const themes = ['dark', 'light', 'highContrastDark', 'highContrastLight'] as const;

describe('the accessibility of the panel', () => {
  everyEdition(
    {
      instances: [
        { id: scanned, session: lastingSession, form: reportedExpiry },
        { id: failed, session: { initial: 'FAILED' } },
        { id: waiting, session: { starting: Infinity }, latency: 1_500 },
      ],
    },
    (world) => {
      it('has no problem that axe finds while it shows a code', async () => {
        await pairFirst(world(), scanned);
        await qrCode(world()).waitFor();
        await assertAccessible(world());
      });

      it('gives every part a role and a name', async () => {
        const { content } = world().workbench.panel;
        await content.getByRole('img', { name: 'QR code that links WhatsApp to this instance' }).waitFor();
        await content.getByRole('timer').waitFor();
        assert.equal(await content.getByRole('status').count(), 1);
        const announced = await recordedTexts(world().workbench.panel, 'announcer');
        assert.match(announced.join('\n'), /Scan this code with the phone/);
      });

      it('is readable in a window as small as at 200 % zoom', async () => {
        const { page } = world().workbench;
        await page.setViewportSize({ width: 480, height: 640 });
        await readPanel(world(), scanned);
        const frame = await world().workbench.panel.frame();
        const { scrollWidth, clientWidth } = await frame.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        assert.ok(
          scrollWidth <= clientWidth,
          `The page is ${scrollWidth} px wide, the window ${clientWidth} px.`,
        );
        await panelButton(world(), 'Stop pairing').scrollIntoViewIfNeeded();
        await page.setViewportSize({ width: 1280, height: 800 });
      });

      it('shows when it is too small for a camera, and can make room', async () => {
        const { page, panel } = world().workbench;
        const warning = panel.content.getByText('The panel is too small:');
        assert.equal(await warning.count(), 0);
        await world().workbench.runCommand('View: Toggle Panel Visibility');
        await page.setViewportSize({ width: 1280, height: 440 });
        await warning.waitFor();
        await panelButton(world(), 'Make room').press('Enter');
        await warning.waitFor({ state: 'detached' });
        await readPanel(world(), scanned);
        await page.setViewportSize({ width: 1280, height: 800 });
      });

      it('can be stopped and started again with the keyboard', async () => {
        const { page, panel } = world().workbench;
        await panel.content.locator('body').press('Tab');
        assert.equal(await focusedText(world()), 'Stop pairing');
        await page.keyboard.press('Enter');
        await waitForHeadline(world(), 'Pairing stopped');
        assert.equal(await focusedText(world()), 'Pair again');
        await page.keyboard.press('Enter');
        await qrCode(world()).waitFor();
      });

      it('never moves the focus to the button that stops the pairing', async () => {
        await pair(world(), waiting);
        await panelButton(world(), 'Try now').press('Enter');
        await panelButton(world(), 'Try now').waitFor({ state: 'detached' });
        assert.equal(await focusedText(world()), 'The instance is starting');
      });

      for (const theme of themes)
        it(`has no problem that axe finds while it waits and after a failure, in the theme ${theme}`, async () => {
          await world().workbench.useTheme(theme);
          await pair(world(), waiting);
          // After a minute it says so.
          await waitForHeadline(world(), /^The instance is (starting|taking too long to start)$/);
          await assertAccessible(world());
          await pair(world(), failed);
          await waitForHeadline(world(), 'The instance has failed');
          await assertAccessible(world());
        });
    },
  );
});

async function focusedText({ workbench }: World): Promise<string | undefined> {
  const frame = await workbench.panel.frame();
  return await frame.evaluate(() => document.activeElement?.textContent ?? undefined);
}
