import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { requestsFor, openLinked } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition } from './world';

const names = ['Depot', 'Desk', 'Shop'];
const ids = names.map((name) => name.toUpperCase().padEnd(12, '0'));
const [depot = '', desk = ''] = ids;
const restartPath = '/v2/session/restart';
const deletePath = '/v2/session/delete';
const session = { initial: 'WORKING', starting: 0, firstCode: 240_000, laterCode: 240_000 } as const;

describe('the instances view with only the keyboard', () => {
  everyEdition(
    {
      instances: ids.map((id) => ({ id, session })),
      settings: {
        'pairWhatsApp.instances': ids.map((id, index) => ({ id, label: names[index] })),
        'pairWhatsApp.requestsPerMinute': 600,
        // Otherwise the words in a terminal can't be read.
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

      it('restarts the selected instances', async () => {
        await selectAll(world());
        await view().chooseByKeyboard('Restart instance');
        await confirm(world());
        await world().workbench.notifications.waitFor('Restart instance: 3 of 3 done.');
        assert.deepEqual(requestedInstances(world(), restartPath), ids);
      });

      it('cancels an action on several instances, and reports how many were not begun', async () => {
        const { workbench, gateway } = world();
        const { notifications } = workbench;
        for (const name of names)
          await view()
            .row(new RegExp(`^${name}, Linked`))
            .waitFor();
        await workbench.changeSettings({ 'pairWhatsApp.requestsPerMinute': 6 });
        await workbench.runCommand('Notifications: Clear All Notifications');
        await selectAll(world());
        await view().chooseByKeyboard('Restart instance');
        await confirm(world());
        const progress = notifications.containing(/1 of 3: Depot/);
        await progress.waitFor();
        await waitUntil(() => restarts(world(), depot) === 2);
        await progress.getByRole('button', { name: 'Cancel' }).press('Enter');
        await notifications.waitFor('Restart instance: 1 of 3 done. 2 not started.');
        // Longer than until the next request was due.
        await workbench.page.waitForTimeout(12_000);
        assert.deepEqual(requestedInstances(world(), restartPath), [...ids, depot].sort());
        assert.equal(gateway.instance(depot).state, 'WORKING');
      });

      it('pairs an instance in the terminal', async () => {
        const { workbench, gateway } = world();
        gateway.instance(desk).setState('SCAN_QR_CODE');
        await focusUnselected(world(), 'Desk');
        await view().chooseByKeyboard('Pair WhatsApp instance in terminal');
        await workbench.terminal.waitFor();
        await workbench.terminal.waitForText(/too small|Expires in \d:\d\d/);
        assert.ok(requestsFor(gateway, desk).some(({ path }) => path === '/v2/auth/qr'));
      });

      it('deletes an instance after its ID is typed', async () => {
        const { workbench } = world();
        const { quickInput, page } = workbench;
        await focusUnselected(world(), 'Desk');
        await view().chooseByKeyboard('Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        await page.keyboard.press('Enter');
        await quickInput.waitForMessage(`Type “${desk}” to confirm, or press Escape to cancel`);
        assert.deepEqual(requestedInstances(world(), deletePath), []);
        await page.keyboard.type(desk);
        await page.keyboard.press('Enter');
        await workbench.notifications.waitFor('Delete instance: 1 of 1 done.');
        assert.deepEqual(requestedInstances(world(), deletePath), [desk]);
      });

      it('removes an instance from the list, by key or by menu, without deleting it', async () => {
        const { workbench, gateway } = world();
        for (const label of ['Pop-up', 'Stall']) await create(world(), label);
        const before = gateway.instances.size;
        await focusUnselected(world(), 'Pop-up');
        await workbench.page.keyboard.press('Delete');
        await view()
          .row(/^Pop-up/)
          .waitFor({ state: 'detached' });
        await focusUnselected(world(), 'Stall');
        await view().chooseByKeyboard('Remove from list');
        await view()
          .row(/^Stall/)
          .waitFor({ state: 'detached' });
        assert.equal(gateway.instances.size, before);
        assert.deepEqual(requestedInstances(world(), deletePath), [desk]);
      });
    },
  );
});

/** Moves to a row, with no row selected. */
async function focusUnselected({ workbench }: World, name: string): Promise<void> {
  const view = new InstancesView(workbench);
  const row = view.row(new RegExp(`^${name}`));
  await view.walkTo(row);
  await workbench.page.keyboard.press('Escape');
  await view.tree.locator('.monaco-list-row.selected').first().waitFor({ state: 'detached' });
  await view.walkTo(row);
}

/** Selects all instances. If some were selected before, the key would select their gateway too. */
async function selectAll(world: World): Promise<void> {
  await focusUnselected(world, 'Depot');
  await world.workbench.page.keyboard.press('ControlOrMeta+A');
  await new InstancesView(world.workbench).selected(names.length);
}

/** Agrees to a question with the keyboard. */
async function confirm({ workbench }: World): Promise<void> {
  await workbench.dialog.text();
  await workbench.page.keyboard.press('Enter');
  await workbench.dialog.root.waitFor({ state: 'detached' });
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
  return requestedInstances(world, restartPath).filter((each) => each === id).length;
}

/** The instances in the requests of a path, sorted. */
function requestedInstances({ gateway }: World, path: string): readonly (string | undefined)[] {
  return gateway.requests
    .filter((request) => request.path === path)
    .map(({ instance }) => instance)
    .sort();
}
