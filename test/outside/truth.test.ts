import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { openLinked, requestsFor } from './person';
import type { World } from './world';
import { everyEdition } from './world';

const names = ['Depot', 'Desk', 'Kiosk', 'Shop'];
const ids = names.map((name) => name.toUpperCase().padEnd(12, '0'));
const [depot = '', desk = '', kiosk = '', shop = ''] = ids;
const paths = {
  logout: '/v2/session/logout',
  restart: '/v2/session/restart',
  stop: '/v2/session/stop',
  delete: '/v2/session/delete',
};

describe('the result of an action', () => {
  everyEdition(
    {
      instances: ids.map((id) => ({ id, session: { initial: 'WORKING', starting: 0 } })),
      settings: {
        'pairWhatsApp.instances': ids.map((id, index) => ({ id, label: names[index] })),
        'pairWhatsApp.requestsPerMinute': 600,
      },
    },
    (world) => {
      const view = (): InstancesView => new InstancesView(world().workbench);

      it('isn’t “unlinked” if the gateway accepts a logout and the phone stays linked', async () => {
        const { workbench, gateway } = world();
        await openLinked(world(), names);
        gateway.instance(desk).faults.add({ path: paths.logout, status: 200, body: { success: true } });
        await choose(world(), /^Desk/, 'Unlink phone');
        await workbench.dialog.press('Unlink phone');
        const notice = workbench.notifications.containing(
          'Unlink phone: 0 of 1 done. 1 not confirmed (Desk).',
        );
        await notice.waitFor();
        assert.match((await notice.textContent()) ?? '', /doesn’t show the change/);
        await view()
          .row(/^Desk, Linked: John Doe/)
          .waitFor();
        assert.equal(requestsFor(gateway, desk).filter(({ path }) => path === paths.logout).length, 1);
        await clear(world());
      });

      it('is told with the gateway’s words if it refuses a restart, and stays in the status bar', async () => {
        const { workbench, gateway } = world();
        const body = { statusCode: 409, message: 'The session is being moved.', error: 'Conflict' };
        gateway.instance(kiosk).faults.add({ path: paths.restart, status: 409, body });
        await choose(world(), /^Kiosk/, 'Restart instance');
        await workbench.dialog.press('Restart');
        const notice = workbench.notifications.containing('Restart instance: 0 of 1 done. 1 failed (Kiosk:');
        await notice.waitFor();
        assert.match((await notice.textContent()) ?? '', /The gateway says: “The session is being moved\.”/);
        await clear(world());
        await workbench.page.getByRole('button', { name: 'Restart instance: 0 of 1 done' }).first().waitFor();
      });

      it('isn’t “stopped” or “deleted” if the instance goes on', async () => {
        const { workbench, gateway } = world();
        gateway.instance(kiosk).faults.add({ path: paths.stop, status: 200, body: { success: true } });
        await choose(world(), /^Kiosk/, 'Stop instance');
        await workbench.dialog.press('Stop');
        const stop = workbench.notifications.containing('Stop instance: 0 of 1 done. 1 not confirmed');
        await stop.waitFor();
        await clear(world());
        gateway.instance(shop).faults.add({ path: paths.delete, status: 200, body: '' });
        await choose(world(), /^Shop/, 'Delete instance on the gateway');
        await workbench.quickInput.waitForMessage(/It is linked to John Doe/);
        await workbench.quickInput.type(shop);
        await workbench.quickInput.accept();
        const deletion = workbench.notifications.containing('Delete instance: 0 of 1 done. 1 not confirmed');
        await deletion.waitFor();
        await view().row(/^Shop/).waitFor();
        await clear(world());
      });

      it('is preceded by a question with the names and how many are linked, if work ends', async () => {
        const { workbench, gateway } = world();
        const { dialog, page } = workbench;
        gateway.instance(depot).setState('SCAN_QR_CODE');
        await choose(world(), /^Depot/, 'Check now');
        await view()
          .row(/^Depot, Scan to pair/)
          .waitFor();
        await view().walkTo(view().row(/^Desk/));
        await page.keyboard.press('ControlOrMeta+A');
        await view().selected(names.length);
        await view().chooseByKeyboard('Stop instance');
        const words = await dialog.text();
        assert.match(words, /Stop 4 instances\?/);
        assert.match(words, /Linked: 3 of 4/);
        assert.match(words, /Desk: John Doe/);
        assert.match(words, /Kiosk: John Doe/);
        await page.keyboard.press('Escape');
        await dialog.root.waitFor({ state: 'detached' });
        assert.equal(requestsFor(gateway, desk).filter(({ path }) => path === paths.stop).length, 0);
      });

      it('is preceded by a question too if a linked instance leaves the list', async () => {
        const { workbench } = world();
        const { dialog, page } = workbench;
        await choose(world(), /^Desk/, 'Remove from list');
        const words = await dialog.text();
        assert.match(words, /Remove Desk from the list\?/);
        assert.match(words, /A phone is linked to it, and stays linked\./);
        await page.keyboard.press('Escape');
        await dialog.root.waitFor({ state: 'detached' });
      });

      it('counts only the phones that are gone if the gateway accepts to unlink several', async () => {
        const { workbench, gateway } = world();
        const { dialog, page, notifications } = workbench;
        gateway.instance(depot).setState('WORKING');
        await choose(world(), /^Depot/, 'Check now');
        await view()
          .row(/^Depot, Linked: John Doe/)
          .waitFor();
        for (const id of [depot, kiosk])
          gateway.instance(id).faults.add({ path: paths.logout, status: 200, body: { success: true } });
        const before = logouts(world());
        await view().walkTo(view().row(/^Desk/));
        await page.keyboard.press('ControlOrMeta+A');
        await view().selected(names.length);
        await view().chooseByKeyboard('Unlink phone');
        await dialog.press('Unlink 4 phones');
        const notice = notifications.containing(
          /Unlink phone: 2 of 4 done\. 2 not confirmed \((Depot; Kiosk|Kiosk; Depot)\)\./,
        );
        await notice.waitFor();
        assert.equal(logouts(world()) - before, names.length);
        for (const name of ['Depot', 'Kiosk'])
          await view()
            .row(new RegExp(`^${name}, Linked: John Doe`))
            .waitFor();
        for (const id of [desk, shop]) assert.equal(gateway.instance(id).session.linked, false);
        for (const name of ['Desk', 'Shop'])
          await view()
            .row(new RegExp(`^${name}, (Starting|Scan to pair)`))
            .waitFor();
      });
    },
  );
});

/** How many logouts the gateway has received. */
function logouts({ gateway }: World): number {
  return gateway.requests.filter(({ path }) => path === paths.logout).length;
}

/** Chooses an item of the menu of one row. */
async function choose({ workbench }: World, row: RegExp, title: string): Promise<void> {
  const view = new InstancesView(workbench);
  await view.selectOnly(view.row(row));
  await view.choose(view.row(row), title);
}

async function clear({ workbench }: World): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
}
