import assert from 'node:assert/strict';
import { filesUnder } from '../vscode/filesunder';
import { InstancesView } from '../vscode/instancesview';
import { requestsFor, pairFirst, qrCode, readPanel, waitForHeadline } from './person';
import { waitUntil } from './waituntil';
import { everyEdition, lastingSession, reportedExpiry } from './world';

const id = 'RELOADED0001';
const other = 'OTHER0000001';
const restartPath = '/v2/session/restart';

describe('a reloaded window', () => {
  const instances = [
    { id, session: lastingSession, form: reportedExpiry },
    { id: other, session: { initial: 'FAILED' as const } },
  ];
  const settings = { 'pairWhatsApp.instances': [{ id: other, label: 'Other' }] };
  everyEdition({ instances, settings, folder: true }, (world) => {
    it('restores the panel and continues, without a question', async () => {
      const { workbench } = world();
      await pairFirst(world(), id);
      await qrCode(world()).waitFor();
      await workbench.reload();
      await qrCode(world()).waitFor();
      await readPanel(world(), id);
      assert.equal(await workbench.quickInput.root.count(), 0);
    });

    it('keeps the details of an action’s result', async () => {
      const { workbench, gateway } = world();
      gateway.instance(other).faults.add({ path: restartPath, status: 503 });
      const view = new InstancesView(workbench);
      await view.open();
      await view.choose(view.row(/^Other/), 'Restart instance');
      const notice = workbench.notifications.containing('Restart instance: 0 of 1 done.');
      await notice.getByRole('button', { name: 'Show details' }).press('Enter');
      const text = workbench.page.locator('.editor-instance').getByText(`Other · ${other}`);
      await text.first().waitFor();
      await workbench.reload();
      await text.first().waitFor();
      await workbench.runCommand('View: Close Editor');
      await qrCode(world()).waitFor();
    });

    it('logs no error of the extension', async () => {
      const complaints = await extensionErrors(world().server.userDataDir);
      assert.deepEqual(complaints, []);
    });

    it('notices a linked phone while the panel is hidden, without requesting codes', async () => {
      const { workbench, gateway } = world();
      await workbench.hidePanel();
      const checks = (): number =>
        requestsFor(gateway, id).filter(({ path }) => path === '/v2/session/info').length;
      const checked = checks();
      // Before that, a request for a code may still have been open.
      await waitUntil(() => checks() > checked);
      const before = requestsFor(gateway, id).filter(({ path }) => path === '/v2/auth/qr').length;
      assert.equal(gateway.instance(id).scan(), 'linked');
      await workbench.statusBarItem.waitForText('Linked');
      const after = requestsFor(gateway, id).filter(({ path }) => path === '/v2/auth/qr').length;
      assert.equal(after, before);
      // WhatsApp gives the name some seconds after the link.
      await workbench.notifications.waitFor(new RegExp(`${id}: Linked to (John Doe|\\+201012345678)`));
      await workbench.closeEditor('settings.json');
      await waitForHeadline(world(), 'Linked to John Doe');
    });
  });
});

/** The errors of the extension in the log of the extension host. */
async function extensionErrors(userDataDir: string): Promise<readonly string[]> {
  const logs = await filesUnder(userDataDir, (name) => name.endsWith('remoteexthost.log'));
  assert.ok(logs.length > 0, 'The extension host has no log.');
  return logs.flatMap(({ text }) =>
    text.split('\n').filter((line) => line.includes('[error]') && line.includes('pair-whatsapp')),
  );
}
