import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { callsFor, openLinked } from './person';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition } from './world';

const names = ['Depot', 'Desk', 'Shop'];
const ids = names.map((name) => name.toUpperCase().padEnd(12, '0'));
const [depot = '', desk = ''] = ids;
const restartPath = '/v2/session/restart';
const deletePath = '/v2/session/delete';
/** How long it may take until a call reaches the gateway, in ms. */
const patience = 20_000;
const life = { initial: 'WORKING', starting: 0, firstCode: 240_000, laterCode: 240_000 } as const;

describe('the instances view with the keyboard alone', () => {
  everyEdition(
    {
      instances: ids.map((id) => ({ id, session: life })),
      settings: {
        'pairWhatsApp.instances': ids.map((id, index) => ({ id, label: names[index] })),
        'pairWhatsApp.requestsPerMinute': 600,
        // So that the words in a terminal can be read.
        'terminal.integrated.gpuAcceleration': 'off',
      },
    },
    (world) => {
      const view = (): InstancesView => new InstancesView(world().workbench);

      it('copies the ID of an instance', async () => {
        const { workbench } = world();
        const { page } = workbench;
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await openLinked(world(), names);
        await view().walkTo(view().row(/^Desk/));
        await view().chooseByKeyboard('Copy instance ID');
        await page.getByText('The instance ID is on the clipboard.').first().waitFor();
        assert.equal(await page.evaluate(() => navigator.clipboard.readText()), desk);
      });

      it('restarts those that are selected', async () => {
        await selectAll(world());
        await view().chooseByKeyboard('Restart session');
        await world().workbench.notifications.waitFor('Restart session: 3 of 3 done.');
        assert.deepEqual(called(world(), restartPath), ids);
      });

      it('cancels what is done to several, and says how many were not begun', async () => {
        const { workbench, gateway } = world();
        const { notifications } = workbench;
        await workbench.changeSettings({ 'pairWhatsApp.requestsPerMinute': 6 });
        await workbench.runCommand('Notifications: Clear All Notifications');
        await selectAll(world());
        await view().chooseByKeyboard('Restart session');
        const progress = notifications.containing(/1 of 3: Depot/);
        await progress.waitFor();
        await seen(() => restarts(world(), depot) === 2, patience);
        await progress.getByRole('button', { name: 'Cancel' }).press('Enter');
        await notifications.waitFor('Restart session: 1 of 3 done. 2 not begun.');
        // Longer than until the next one was due.
        await workbench.page.waitForTimeout(12_000);
        assert.deepEqual(called(world(), restartPath), [...ids, depot].sort());
        assert.equal(gateway.instance(depot).state, 'WORKING');
      });

      it('pairs one in the terminal', async () => {
        const { workbench, gateway } = world();
        gateway.instance(desk).setState('SCAN_QR_CODE');
        await walkOnlyTo(world(), 'Desk');
        await view().chooseByKeyboard('Pair WhatsApp instance in terminal');
        await workbench.terminal.waitFor();
        await workbench.terminal.waitForText(/too small|Expires in \d:\d\d/);
        assert.ok(callsFor(gateway, desk).some(({ path }) => path === '/v2/auth/qr'));
      });

      it('deletes one whose ID is typed', async () => {
        const { workbench } = world();
        const { quickInput, page } = workbench;
        await walkOnlyTo(world(), 'Desk');
        await view().chooseByKeyboard('Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        await page.keyboard.press('Enter');
        await quickInput.waitForMessage(`Type “${desk}”, or press Escape to keep it`);
        assert.deepEqual(called(world(), deletePath), []);
        await page.keyboard.type(desk);
        await page.keyboard.press('Enter');
        await workbench.notifications.waitFor('Delete instance: 1 of 1 done.');
        assert.deepEqual(called(world(), deletePath), [desk]);
      });

      it('takes one off the list, with its key or its entry, which deletes nothing', async () => {
        const { workbench, gateway } = world();
        for (const label of ['Pop-up', 'Stall']) await create(world(), label);
        const before = gateway.instances.size;
        await walkOnlyTo(world(), 'Pop-up');
        await workbench.page.keyboard.press('Delete');
        await view()
          .row(/^Pop-up/)
          .waitFor({ state: 'detached' });
        await walkOnlyTo(world(), 'Stall');
        await view().chooseByKeyboard('Remove from list');
        await view()
          .row(/^Stall/)
          .waitFor({ state: 'detached' });
        assert.equal(gateway.instances.size, before);
        assert.deepEqual(called(world(), deletePath), [desk]);
      });
    },
  );
});

/** Goes to a row, with no other selected. */
async function walkOnlyTo({ workbench }: World, name: string): Promise<void> {
  const view = new InstancesView(workbench);
  const row = view.row(new RegExp(`^${name}`));
  await view.walkTo(row);
  await workbench.page.keyboard.press('Escape');
  await view.tree.locator('.monaco-list-row.selected').first().waitFor({ state: 'detached' });
  await view.walkTo(row);
}

/** Selects all instances: with some selected before, the key would take their gateway too. */
async function selectAll(world: World): Promise<void> {
  await walkOnlyTo(world, 'Depot');
  await world.workbench.page.keyboard.press('ControlOrMeta+A');
  await new InstancesView(world.workbench).selected(names.length);
}

async function create({ workbench }: World, label: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('WhatsApp: Create instance');
  await quickInput.waitFor('Create instance');
  await quickInput.type(label);
  await quickInput.accept();
  await new InstancesView(workbench).row(new RegExp(`^${label}`)).waitFor();
}

function restarts(world: World, id: string): number {
  return called(world, restartPath).filter((each) => each === id).length;
}

/** The instances that calls of a path were about, sorted. */
function called({ gateway }: World, path: string): readonly (string | undefined)[] {
  return gateway.requests
    .filter((request) => request.path === path)
    .map(({ instance }) => instance)
    .sort();
}
