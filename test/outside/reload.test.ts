import assert from 'node:assert/strict';
import { filesUnder } from '../vscode/filesunder';
import { callsFor, pairFirst, qrCode, readPanel, waitForHeadline } from './person';
import { seen } from './seen';
import { everyEdition } from './world';

const id = 'RELOADED0001';
/** Longer than a hidden pairing waits between two checks, in ms. */
const hiddenPace = 15_000;

describe('a window that is loaded again', () => {
  everyEdition({ instances: [{ id, session: { starting: 0 } }], folder: true }, (world) => {
    it('brings the panel back and goes on, and asks nothing', async () => {
      const { workbench } = world();
      await pairFirst(world(), id);
      await qrCode(world()).waitFor();
      await workbench.reload();
      await qrCode(world()).waitFor();
      await readPanel(world(), id);
      assert.equal(await workbench.quickInput.root.count(), 0);
    });

    it('left no error of the extension’s behind', async () => {
      const complaints = await extensionErrors(world().server.userDataDir);
      assert.deepEqual(complaints, []);
    });

    it('notices a linked phone while the panel is hidden, without fetching codes', async () => {
      const { workbench, gateway } = world();
      await workbench.runCommand('Preferences: Open User Settings (JSON)');
      await workbench.panel.root.waitFor({ state: 'hidden' });
      const checks = (): number =>
        callsFor(gateway, id).filter(({ path }) => path === '/v2/session/info').length;
      const checked = checks();
      // Until then one that asked for a code may have been under way.
      await seen(() => checks() > checked, hiddenPace);
      const before = callsFor(gateway, id).filter(({ path }) => path === '/v2/auth/qr').length;
      assert.equal(gateway.instance(id).scan(), 'linked');
      await workbench.statusBarItem.waitForText('Linked');
      const after = callsFor(gateway, id).filter(({ path }) => path === '/v2/auth/qr').length;
      assert.equal(after, before);
      await workbench.page.getByText(`${id}: Linked to John Doe`).first().waitFor();
      await workbench.closeEditor('settings.json');
      await waitForHeadline(world(), 'Linked to John Doe');
    });
  });
});

/** What the extension host says of the extension that is no good news. */
async function extensionErrors(userDataDir: string): Promise<readonly string[]> {
  const logs = await filesUnder(userDataDir, (name) => name.endsWith('remoteexthost.log'));
  assert.ok(logs.length > 0, 'The extension host has no log.');
  return logs.flatMap(({ text }) =>
    text.split('\n').filter((line) => line.includes('[error]') && line.includes('pair-whatsapp')),
  );
}
