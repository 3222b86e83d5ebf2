import assert from 'node:assert/strict';
import type { Theme } from '../vscode/workbench';
import { themes } from '../vscode/workbench';
import { findSecrets, recordMessages } from './secrets';
import {
  assertNoRequests,
  requestsFor,
  pairCommand,
  panelButton,
  qrCode,
  readPanel,
  typeToken,
  waitForHeadline,
} from './person';
import { everyEdition, token } from './world';

const id = 'MAINJOB00001';
/** How long the request that confirms a new link may take, in ms. */
const confirmation = 2_000;

describe('pairing an instance', () => {
  // As a real WAHA has it after its installation: stopped.
  everyEdition({ instances: [{ id, session: { initial: 'STOPPED' } }], reducedMotion: false }, (world) => {
    const values = new Set<string>();
    const messages: string[] = [];

    it('asks for the token in an input that hides it, and shows what is wrong with its form', async () => {
      const { workbench, gateway } = world();
      const { quickInput } = workbench;
      await workbench.runCommand(pairCommand);
      await quickInput.waitFor(`Access token for ${gateway.url}`);
      assert.equal(await quickInput.isPassword(), true);
      await quickInput.type('two words');
      await quickInput.waitForMessage(/no spaces/);
      await quickInput.accept();
      assert.equal(await quickInput.severity(), 'error');
      await typeToken(world(), token);
    });

    it('accepts a typed instance ID', async () => {
      const { workbench } = world();
      await workbench.quickInput.waitFor(pairCommand);
      await workbench.quickInput.type(id);
      await workbench.quickInput.accept();
      await workbench.panel.waitFor();
      await recordMessages(workbench, messages);
    });

    it('says that the instance is stopped, and starts it on one press', async () => {
      await waitForHeadline(world(), 'The instance is stopped');
      await panelButton(world(), 'Start and show code').click();
      await qrCode(world()).waitFor();
    });

    for (const theme of Object.keys(themes) as Theme[]) {
      it(`shows a code that two independent readers can read, in the theme ${theme}`, async () => {
        const { workbench } = world();
        await workbench.useTheme(theme);
        await qrCode(world()).waitFor();
        values.add(await readPanel(world(), id));
      });
    }

    it('counts down in the panel and in the status bar, and says that it estimates', async () => {
      const { workbench } = world();
      await workbench.statusBarItem.waitForText(/^\s*Scan to pair: about \d:\d\d/);
      const timer = workbench.panel.content.getByRole('timer');
      assert.match((await timer.textContent()) ?? '', /^Expires in about \d:\d\d$/);
      await workbench.panel.content.getByText(/^Code \d of 6$/).waitFor();
    });

    it('shows the linked account after the phone has scanned the code on the screenshot', async () => {
      const { workbench, gateway } = world();
      const value = await readPanel(world(), id);
      const scan = await fetch(`${gateway.url}/phone/scan`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ value }),
      });
      assert.deepEqual(await scan.json(), { status: 'linked', instance: id });
      // The status bar says so for only ten seconds.
      await workbench.statusBarItem.waitForText('Linked');
      await workbench.statusBarItem.hover();
      await workbench.page.locator('.monaco-hover', { hasText: /John Doe|201012345678/ }).waitFor();
      await waitForHeadline(world(), 'Linked to John Doe');
      await workbench.panel.content.getByText('+201012345678', { exact: true }).waitFor();
    });

    it('sends no further requests once the status bar returns to its normal text and the link is confirmed', async () => {
      const { workbench, gateway } = world();
      // Both happen ten seconds after the link.
      await workbench.statusBarItem.waitForText('Pair WhatsApp');
      await workbench.page.waitForTimeout(confirmation);
      await assertNoRequests(world(), id);
      assert.equal(requestsFor(gateway, id).at(-1)?.path, '/v2/session/info');
    });

    it('lists the instance by the name of its account the next time', async () => {
      const { workbench } = world();
      await panelButton(world(), 'Pair another instance').click();
      await workbench.quickInput.waitFor(pairCommand);
      assert.deepEqual(await workbench.quickInput.items(), ['John Doe']);
      await workbench.quickInput.cancel();
    });

    it('leaves neither the token nor a code anywhere', async () => {
      assert.ok(messages.length > 0, 'No message to the webview was recorded.');
      assert.deepEqual(await findSecrets(world(), { token, values: [...values], messages, known: id }), []);
    });
  });
});
