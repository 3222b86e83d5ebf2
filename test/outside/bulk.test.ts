import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { typeToken } from './person';
import type { World } from './world';
import { everyEdition, token } from './world';

const names = ['Depot', 'Desk', 'Kiosk', 'Shop'];
const ids = names.map((name) => name.toUpperCase().padEnd(12, '0'));
const [depot = '', desk = '', kiosk = '', shop = ''] = ids;
const restartPath = '/v2/session/restart';
const deletePath = '/v2/session/delete';

describe('actions on several instances', () => {
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

      it('restarts all that are selected, and names those that failed and why', async () => {
        const { workbench, gateway } = world();
        await workbench.runCommand('WhatsApp: Set access token');
        await typeToken(world(), token);
        await view().open();
        for (const name of names)
          await view()
            .row(new RegExp(`^${name}, Linked`))
            .waitFor();
        gateway.instance(depot).faults.add({ path: restartPath, status: 503 });
        gateway.instance(kiosk).faults.add({ path: restartPath, status: 403 });
        await select(view());
        await view().choose(view().row(/^Shop/), 'Restart session');
        const notice = workbench.notifications.saying('Restart session: 2 of 4 done. 2 failed');
        await notice.waitFor();
        const words = (await notice.textContent()) ?? '';
        assert.match(words, /Depot: [^;]+ \(503\)/);
        assert.match(words, /Kiosk: [^;]+ \(403\)/);
        assert.deepEqual(called(world(), restartPath), [...ids].sort());
      });

      it('tries the rest again, and only that', async () => {
        const { workbench } = world();
        const notice = workbench.notifications.saying('2 failed');
        await notice.getByRole('button', { name: 'Try the rest again' }).click();
        await workbench.notifications.waitFor('Restart session: 2 of 2 done.');
        assert.deepEqual(called(world(), restartPath), [...ids, depot, kiosk].sort());
      });

      it('deletes only what somebody has typed, whatever else is pressed', async () => {
        const { workbench } = world();
        const { quickInput } = workbench;
        await view().row(/^Desk/).click();
        await view().choose(view().row(/^Desk/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        for (const typed of ['', 'desk', 'Desk and more', desk]) {
          await quickInput.type(typed);
          await quickInput.accept();
          await quickInput.waitForMessage('Type “Desk”, or press Escape to keep it');
        }
        await quickInput.cancel();
        await quickInput.waitUntilClosed();
        assert.deepEqual(called(world(), deletePath), []);
        await view().choose(view().row(/^Desk/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        await quickInput.type('Desk');
        await quickInput.accept();
        await workbench.notifications.waitFor('Delete instance: 1 of 1 done.');
        assert.deepEqual(called(world(), deletePath), [desk]);
      });

      it('asks for the number where several are to be deleted', async () => {
        const { workbench } = world();
        const { quickInput } = workbench;
        await view()
          .row(/^Depot/)
          .click();
        await view()
          .row(/^Shop/)
          .click({ modifiers: ['ControlOrMeta'] });
        await view().choose(view().row(/^Shop/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete 2 instances on the gateway');
        await quickInput.type('delete 3');
        await quickInput.accept();
        await quickInput.waitForMessage('Type “delete 2”, or press Escape to keep it');
        await quickInput.cancel();
        await quickInput.waitUntilClosed();
        assert.deepEqual(called(world(), deletePath), [desk]);
        assert.equal(world().gateway.instance(shop).session.status, 'WORKING');
      });
    },
  );
});

/** Selects all rows of instances, from the first to the last. */
async function select(view: InstancesView): Promise<void> {
  await view.row(/^Depot/).click();
  await view.row(/^Shop/).click({ modifiers: ['Shift'] });
}

/** The instances that calls of a path were about, sorted. */
function called({ gateway }: World, path: string): readonly (string | undefined)[] {
  return gateway.requests
    .filter((request) => request.path === path)
    .map(({ instance }) => instance)
    .sort();
}
