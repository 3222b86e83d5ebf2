import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findSecrets, recordMessages } from './secrets';
import { pairFirst, pair, qrCode, readPanel, waitForHeadline } from './person';
import { readCode } from './readers';
import { stepTimeout } from './waituntil';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry, token } from './world';
import { writtenFile } from './writtenfile';

const [saved, hideable, short] = ['CODEOUT00001', 'CODEOUT00002', 'CODEOUT00003'];
const copyCommand = 'WhatsApp: Copy QR code value';
const saveCommand = 'WhatsApp: Save QR code as image';

async function clipboard({ workbench }: World): Promise<string> {
  return await workbench.page.evaluate(() => {
    // A closed panel takes the focus with it, and only a page with the focus may read the clipboard.
    window.focus();
    return navigator.clipboard.readText();
  });
}

/** Waits until the clipboard contains this text. */
async function waitForClipboard(world: World, text: string): Promise<void> {
  const deadline = Date.now() + stepTimeout;
  while ((await clipboard(world)) !== text) {
    assert.ok(Date.now() < deadline, `The clipboard never held “${text}”.`);
    await sleep(250);
  }
}

/** Asserts that no reader finds a code in a screenshot of the panel. */
async function assertHidden({ workbench }: World): Promise<void> {
  assert.deepEqual(await readCode(await workbench.panel.root.screenshot()), {
    zxing: undefined,
    jsqr: undefined,
  });
}

describe('the actions on a code', () => {
  everyEdition(
    {
      instances: [
        // The warning and the file name say when the code expires, so the gateway reports it.
        { id: saved, session: { starting: 0, firstCode: 240_000 }, form: reportedExpiry },
        { id: hideable, session: lastingSession, form: reportedExpiry },
        { id: short, session: { starting: 0, firstCode: 45_000, laterCode: 45_000 } },
      ],
      settings: { 'files.simpleDialog.enable': true },
    },
    (world) => {
      const messages: string[] = [];
      const values = new Set<string>();
      const hidden = () => world().workbench.panel.content.locator('.hide-code');
      /** Waits for a code that lasts until the end of a step: the next one would be hidden again. */
      const lastsForAStep = () =>
        world()
          .workbench.panel.content.getByText(/Expires in 0:[345]\d/)
          .waitFor();
      const live = (id: string): string => {
        const value = world().gateway.instance(id).liveCode() ?? '';
        values.add(value);
        return value;
      };

      it('don’t offer to copy a code while there is none', async () => {
        const { workbench } = world();
        await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        assert.equal(await workbench.listsCommand(copyCommand), false);
      });

      it('copy the value, with a warning', async () => {
        const { workbench } = world();
        await pairFirst(world(), saved);
        await qrCode(world()).waitFor();
        await recordMessages(workbench, messages);
        await workbench.runCommand(copyCommand);
        await workbench.notifications.waitFor(/Anyone who has it can link a device .* for another \d:\d\d/);
        await waitForClipboard(world(), live(saved));
      });

      for (const [row, extension] of [
        ['PNG 512 × 512', 'png'],
        ['SVG', 'svg'],
      ] as const) {
        it(`save the code as ${extension}, with its expiry in the file name and in the picture`, async () => {
          const { workbench, server } = world();
          const { quickInput } = workbench;
          await workbench.runCommand(saveCommand);
          await quickInput.waitFor('Save QR code as image');
          await quickInput.pick(row);
          await quickInput.root.locator('.quick-input-title').getByText('Save QR code as image').waitFor();
          const name = await suggestedName(world());
          assert.match(name, new RegExp(`^whatsapp-code-${saved}-expires-\\d{8}T\\d{6}Z\\.${extension}$`));
          await quickInput.saveAs(path.join(server.extensionsDir, name), 'pair-whatsapp.pair-whatsapp-0.1.0');
          await workbench.notifications.waitFor(/^Saved\. Anyone who has the image/);
          const bytes = await writtenFile(path.join(server.extensionsDir, name));
          if (extension === 'svg')
            assert.match(bytes.toString(), />EXPIRES \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC</);
          else assert.deepEqual(await readCode(bytes), { zxing: live(saved), jsqr: live(saved) });
        });
      }

      it('clear the clipboard when the panel is closed', async () => {
        await world().workbench.closeEditor(`Pair ${saved}`);
        await waitForClipboard(world(), '');
      });

      it('hide the code until the mouse is held on it', async () => {
        const { workbench } = world();
        await pair(world(), hideable);
        await qrCode(world()).waitFor();
        await workbench.changeSettings({ 'pairWhatsApp.hideCode': 'hold' });
        await workbench.page.mouse.move(0, 0);
        await hidden().getByText('Hold to show the code').waitFor();
        await lastsForAStep();
        await assertHidden(world());
        const { x = 0, y = 0, width = 0, height = 0 } = (await hidden().boundingBox()) ?? {};
        await workbench.page.mouse.move(x + width / 2, y + height / 2);
        await workbench.page.mouse.down();
        await readPanel(world(), hideable);
        await workbench.page.mouse.up();
        await assertHidden(world());
      });

      it('hide the code until a key is held on it', async () => {
        const { page } = world().workbench;
        await lastsForAStep();
        await hidden().focus();
        await page.keyboard.down('Space');
        await readPanel(world(), hideable);
        await page.keyboard.up('Space');
        await assertHidden(world());
      });

      it('keep the focus on the button, and hide the next code too', async () => {
        const { page } = world().workbench;
        await lastsForAStep();
        await hidden().focus();
        await page.keyboard.down('Space');
        await readPanel(world(), hideable);
        world().gateway.instance(hideable).session.rotate();
        // Shown only once the next code has come.
        await hidden().getByText('Hold to show the code', { exact: true }).waitFor();
        await assertHidden(world());
        await page.keyboard.up('Space');
        await world().workbench.panel.content.locator('.hide-code:focus').waitFor();
        await page.keyboard.down('Space');
        await readPanel(world(), hideable);
        await page.keyboard.up('Space');
      });

      it('show the code on one press and hide it on the next, if the setting says so', async () => {
        const { workbench } = world();
        await workbench.changeSettings({ 'pairWhatsApp.hideCode': 'toggle' });
        await lastsForAStep();
        await hidden().getByText('Show the code', { exact: true }).press('Enter');
        await readPanel(world(), hideable);
        await hidden().press('Enter');
        await assertHidden(world());
      });

      it('show the code again if it need not be hidden', async () => {
        const { workbench } = world();
        await workbench.changeSettings({ 'pairWhatsApp.hideCode': 'off' });
        await qrCode(world()).waitFor();
        assert.equal(await hidden().count(), 0);
        await readPanel(world(), hideable);
        await workbench.closeEditor(`Pair ${hideable}`);
      });

      it('clear the clipboard when the code expires', async () => {
        const { workbench } = world();
        // The code starts now, however long the steps before took.
        world().gateway.instance(short).setState('SCAN_QR_CODE');
        await pair(world(), short);
        await qrCode(world()).waitFor();
        await workbench.runCommand(copyCommand);
        await waitForClipboard(world(), live(short));
        await waitForHeadline(world(), /Waiting for a new code|New code/);
        await waitForClipboard(world(), '');
      });

      it('left the code nowhere but in the saved file', async () => {
        const found = await findSecrets(world(), { token, values: [...values], messages, known: saved });
        assert.deepEqual(found, []);
      });
    },
  );
});

/** The name of the file that the dialog suggests, once it does. */
async function suggestedName({ workbench }: World): Promise<string> {
  const deadline = Date.now() + stepTimeout;
  for (;;) {
    const name = path.basename(await workbench.quickInput.input.inputValue());
    if (name.startsWith('whatsapp-code-')) return name;
    assert.ok(Date.now() < deadline, `The dialog suggests “${name}”.`);
    await sleep(100);
  }
}
