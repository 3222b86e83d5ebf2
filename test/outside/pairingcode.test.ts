import assert from 'node:assert/strict';
import { assertAccessible } from './accessible';
import type { Theme } from '../vscode/workbench';
import { themes } from '../vscode/workbench';
import { requestsFor, pair, pairFirst, panelButton, qrCode, readPanel, waitForHeadline } from './person';
import { findSecrets, recordMessages } from './secrets';
import type { World } from './world';
import { everyEdition, token } from './world';

const [linked, refused] = ['PHONE0000001', 'REFUSED00001'];
const session = { starting: 0, firstCode: 240_000, laterCode: 240_000 };
const requestCodePath = '/v2/auth/request-code';
/** The number of the phone that gets linked, as the gateway needs it and as people write it. */
const number = '4915112345678';
const formattedNumber = '+49 1511 2345678';

describe('linking with a phone number', () => {
  everyEdition(
    {
      instances: [
        { id: linked, session },
        { id: refused, session },
      ],
    },
    (world) => {
      const messages: string[] = [];
      let code = '';

      it('opens with the keyboard, and moves the focus to the field', async () => {
        await pairFirst(world(), linked);
        await qrCode(world()).waitFor();
        const { page, panel } = world().workbench;
        await panel.content.locator('body').press('Tab');
        for (let tabs = 0; (await focused(world())) !== 'Link with phone number' && tabs < 20; tabs++)
          await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await waitForHeadline(world(), 'Link with phone number');
        await field(world()).waitFor();
        assert.equal(await focused(world()), 'phone-number');
        await qrCode(world()).waitFor({ state: 'detached' });
      });

      it('shows next to the field what is wrong with a number, and sends nothing', async () => {
        const { page, panel } = world().workbench;
        await page.keyboard.type('+49 151');
        await page.keyboard.press('Enter');
        const problem = panel.content.getByText('This number is too short for its country.');
        await problem.and(panel.content.locator('#phone-problem')).waitFor();
        assert.equal(await field(world()).getAttribute('aria-invalid'), 'true');
        assert.equal(await focused(world()), 'phone-number');
        assert.equal(await field(world()).inputValue(), '+49 151');
        assert.match((await panel.content.getByRole('status').textContent()) ?? '', /too short/);
        assert.equal(requests(world(), linked), 0);
      });

      it('offers to send a number that may be right nevertheless, and sends nothing yet', async () => {
        const { page, panel } = world().workbench;
        await field(world()).fill('+229 90 12 34 56');
        await page.keyboard.press('Enter');
        await panel.content.getByRole('button', { name: 'Send anyway' }).waitFor();
        assert.equal(await focused(world()), 'phone-number');
        assert.match((await panel.content.getByRole('status').textContent()) ?? '', /send it anyway/);
        await field(world()).fill('+49 151');
        await panel.content.getByRole('button', { name: 'Get code' }).waitFor();
        assert.equal(requests(world(), linked), 0);
      });

      it('shows how a valid number is understood while it is typed', async () => {
        const { page, panel } = world().workbench;
        await page.keyboard.type(' 12345678');
        await panel.content.getByText(formattedNumber).waitFor();
        await panel.content.locator('#phone-problem').waitFor({ state: 'hidden' });
        assert.equal(await field(world()).inputValue(), '+49 151 12345678');
      });

      it('keeps the focus in the field when the state changes', async () => {
        const { gateway, workbench } = world();
        gateway.instance(linked).faults.add({ path: '/v2/auth/qr', status: 500, times: 2 });
        await field(world()).focus();
        const explained = workbench.panel.content.getByText('The gateway reports an error (500)');
        await explained.first().waitFor();
        assert.equal(await focused(world()), 'phone-number');
        await explained.first().waitFor({ state: 'detached' });
        assert.equal(await focused(world()), 'phone-number');
      });

      it('keeps the input while the panel is hidden', async () => {
        const { workbench } = world();
        await workbench.runCommand('File: New Untitled Text File');
        await workbench.panel.root.waitFor({ state: 'hidden' });
        await workbench.page.getByRole('tab', { name: `Pair ${linked}` }).click();
        await field(world()).waitFor();
        // The page is a new one.
        await recordMessages(workbench, messages);
        assert.equal(await field(world()).inputValue(), '+49 151 12345678');
      });

      it('shows the code, large and from left to right', async () => {
        await field(world()).press('Enter');
        await waitForHeadline(world(), 'Type this code on the phone');
        code = (await shownCode(world()).textContent()) ?? '';
        assert.match(code, /^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
        const box = world().workbench.panel.content.locator('#pairing-code');
        assert.equal(await box.getAttribute('dir'), 'ltr');
        assert.equal(await focused(world()), 'pairing-code');
        const timer = world().workbench.panel.content.getByRole('timer');
        assert.match((await timer.textContent()) ?? '', /^Requested \d:\d\d ago$/);
        assert.deepEqual(
          requestsFor(world().gateway, linked)
            .filter((request) => request.path === requestCodePath)
            .map(({ status }) => status),
          [201],
        );
      });

      for (const theme of Object.keys(themes) as Theme[])
        it(`has no problem that axe finds, in the theme ${theme}`, async () => {
          await world().workbench.useTheme(theme);
          await shownCode(world()).waitFor();
          await assertAccessible(world());
        });

      it('fits into a narrow panel', async () => {
        const { page } = world().workbench;
        await page.setViewportSize({ width: 300, height: 700 });
        const frame = await world().workbench.panel.frame();
        const { scrollWidth, clientWidth } = await frame.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        assert.ok(
          scrollWidth <= clientWidth,
          `The page is ${scrollWidth} px wide, the window ${clientWidth} px.`,
        );
        await page.setViewportSize({ width: 1280, height: 800 });
      });

      it('hides the code until a key is held, if the setting says so', async () => {
        const { page, panel } = world().workbench;
        await world().workbench.changeSettings({ 'pairWhatsApp.hideCode': 'hold' });
        const button = panel.content
          .locator('#pairing-code')
          .getByRole('button', { name: 'Hold to show the code' });
        await button.waitFor();
        assert.equal(await shownCode(world()).isVisible(), false);
        await button.focus();
        await page.keyboard.down('Space');
        await shownCode(world()).waitFor();
        await page.keyboard.up('Space');
        await shownCode(world()).waitFor({ state: 'hidden' });
        await world().workbench.changeSettings({ 'pairWhatsApp.hideCode': 'off' });
        await shownCode(world()).waitFor();
      });

      it('copies the code', async () => {
        const { page } = world().workbench;
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await panelButton(world(), 'Copy').click();
        await page.getByText('The pairing code is on the clipboard.').waitFor();
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
        await page.evaluate(() => navigator.clipboard.writeText(''));
      });

      it('keeps the QR code up to date, and can show it again', async () => {
        const { gateway } = world();
        gateway.instance(linked).session.rotate();
        await panelButton(world(), 'Show QR code').click();
        await waitForHeadline(world(), 'New code: scan it with the phone');
        await readPanel(world(), linked);
        assert.equal(await shownCode(world()).count(), 0);
        await panelButton(world(), 'Link with phone number').click();
        assert.equal(await shownCode(world()).textContent(), code);
      });

      it('shows the linked account after the code was typed on the phone', async () => {
        const { gateway } = world();
        assert.equal(gateway.instance(linked).enterCode(code), 'linked');
        await waitForHeadline(world(), 'Linked to John Doe');
        assert.equal(requests(world(), linked), 1);
      });

      it('leaves neither the number nor the code anywhere', async () => {
        assert.ok(
          messages.some((message) => message.includes(code)),
          'No message with the code was recorded.',
        );
        // The linked account may be shown, and on this gateway it is the number that typed the code.
        await world().workbench.closeEditor('Pair John Doe');
        await world().workbench.statusBarItem.waitForText('Pair WhatsApp');
        const values = [number, formattedNumber, '151 12345678', code, code.replace('-', '')];
        assert.deepEqual(await findSecrets(world(), { token, values, messages, known: linked }), []);
      });

      it('shows a failure with its status, and doesn’t affect the QR code', async () => {
        const { gateway, workbench } = world();
        await pair(world(), refused);
        await qrCode(world()).waitFor();
        gateway.instance(refused).script({ path: requestCodePath, status: 500, body: {} });
        await panelButton(world(), 'Link with phone number').click();
        await field(world()).fill('+4915112345678');
        await panelButton(world(), 'Get code').click();
        await waitForHeadline(world(), 'The gateway reports an error (500)');
        assert.equal(await workbench.statusBarItem.attention(), undefined);
        await panelButton(world(), 'Show QR code').click();
        await readPanel(world(), refused);
      });

      it('waits as long as the gateway requires, and then shows the code', async () => {
        const { gateway } = world();
        gateway.instance(refused).script({ path: requestCodePath, status: 429, body: {}, retryAfter: 9 });
        await panelButton(world(), 'Link with phone number').click();
        await panelButton(world(), 'Try again').click();
        await waitForHeadline(world(), 'Rate limited by the gateway (429)');
        await panelButton(world(), 'Try again').click();
        await waitForHeadline(world(), 'Type this code on the phone');
        assert.equal(requests(world(), refused), 3);
      });

      it('ends with the instance: after a code that nobody typed, only unlinking helps', async () => {
        const newCode = panelButton(world(), 'New code');
        await newCode.focus();
        world().gateway.instance(refused).setState('FAILED');
        // At once, before the pairing hears of it by itself.
        await newCode.press('Enter');
        await waitForHeadline(world(), 'WhatsApp no longer accepts this login');
        await panelButton(world(), 'Unlink and show code').waitFor();
        assert.equal(await shownCode(world()).count(), 0);
      });
    },
  );
});

/** The field for the phone number. */
function field({ workbench }: World): ReturnType<typeof panelButton> {
  return workbench.panel.content.getByRole('textbox', { name: 'Phone number of the WhatsApp account' });
}

/** The code as the page shows it. */
function shownCode({ workbench }: World): ReturnType<typeof panelButton> {
  return workbench.panel.content.locator('#pairing-code bdi');
}

function requests({ gateway }: World, instanceId: string): number {
  return requestsFor(gateway, instanceId).filter((request) => request.path === requestCodePath).length;
}

/** The ID of the focused element, or its text. */
async function focused({ workbench }: World): Promise<string | undefined> {
  const frame = await workbench.panel.frame();
  return await frame.evaluate(() => {
    const { activeElement } = document;
    if (activeElement === null) return undefined;
    return activeElement.id === '' ? activeElement.textContent : activeElement.id;
  });
}
