import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { callsFor, openLinked, qrCode, waitForHeadline } from './person';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition } from './world';

const names = ['Depot', 'Desk', 'Kiosk', 'Shop'];
const ids = names.map((name) => name.toUpperCase().padEnd(12, '0'));
const [depot = '', desk = '', kiosk = '', shop = ''] = ids;
const restartPath = '/v2/session/restart';
const stopPath = '/v2/session/stop';
const deletePath = '/v2/session/delete';
const logoutPath = '/v2/session/logout';
/** How long a busy machine may take more, in ms. */
const patience = 15_000;
/** Longer than drops are gathered before they are told, in ms. */
const gathering = 4_000;
/** Longer than the view waits between two checks of an instance that is settled, in ms. */
const settledPace = 35_000;

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
        await openLinked(world(), names);
        gateway.instance(depot).faults.add({ path: restartPath, status: 503 });
        gateway.instance(kiosk).faults.add({ path: restartPath, status: 403 });
        await select(view());
        await view().choose(view().row(/^Shop/), 'Restart session');
        const notice = workbench.notifications.containing('Restart session: 2 of 4 done. 2 failed');
        await notice.waitFor();
        const words = (await notice.textContent()) ?? '';
        assert.match(words, /Depot: [^;]+ \(503\)/);
        assert.match(words, /Kiosk: [^;]+ \(403\)/);
        assert.deepEqual(called(world(), restartPath), [...ids].sort());
      });

      it('tries the rest again, and only that', async () => {
        const { workbench } = world();
        const notice = workbench.notifications.containing('2 failed');
        await notice.getByRole('button', { name: 'Try the rest again' }).press('Enter');
        await workbench.notifications.waitFor('Restart session: 2 of 2 done.');
        assert.deepEqual(called(world(), restartPath), [...ids, depot, kiosk].sort());
      });

      it('stops one, which is no news', async () => {
        const { workbench, gateway } = world();
        await view()
          .row(/^Kiosk, Linked/)
          .click();
        await view().choose(view().row(/^Kiosk/), 'Stop session');
        await workbench.notifications.waitFor('Stop session: 1 of 1 done.');
        await view()
          .row(/^Kiosk, Stopped/)
          .waitFor();
        assert.equal(gateway.instance(kiosk).session.status, 'STOPPED');
        await noNews(world(), stopPath, [kiosk]);
      });

      it('starts it with the keyboard alone', async () => {
        const { workbench, gateway } = world();
        await view().walkTo(view().row(/^Kiosk/));
        await view().chooseByKeyboard('Start session');
        await workbench.notifications.waitFor('Start session: 1 of 1 done.');
        await view()
          .row(/^Kiosk, (Starting|Scan|Linked)/)
          .waitFor();
        assert.notEqual(gateway.instance(kiosk).session.status, 'STOPPED');
      });

      it('unlinks those that are selected once the user has seen whose they are', async () => {
        const { workbench } = world();
        const { dialog, page } = workbench;
        for (const name of names)
          await view()
            .row(new RegExp(`^${name}, Linked`))
            .waitFor({ timeout: settledPace });
        await view().walkTo(view().row(/^Desk, Linked/));
        await page.keyboard.press('ControlOrMeta+A');
        await view().selected(names.length);
        await view().chooseByKeyboard('Unlink phone');
        const words = await dialog.text();
        assert.match(words, /Unlink the phones of 4 instances\?/);
        assert.match(words, /Desk: John Doe \(\+201012345678\)/);
        await page.keyboard.press('Escape');
        await dialog.root.waitFor({ state: 'detached' });
        assert.deepEqual(called(world(), logoutPath), []);
        await view().chooseByKeyboard('Unlink phone');
        await dialog.text();
        await page.keyboard.press('Enter');
        await workbench.notifications.waitFor('Unlink phone: 4 of 4 done.');
        assert.deepEqual(called(world(), logoutPath), [...ids].sort());
        await noNews(world(), logoutPath, ids);
      });

      it('deletes only what somebody has typed, whatever else is pressed', async () => {
        const { workbench } = world();
        const { quickInput } = workbench;
        await view().row(/^Desk/).click();
        await view().choose(view().row(/^Desk/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        for (const typed of ['', 'Desk', desk.toLowerCase(), `${desk} and more`]) {
          await quickInput.type(typed);
          await quickInput.accept();
          await quickInput.waitForMessage(`Type “${desk}”, or press Escape to keep it`);
        }
        await quickInput.cancel();
        await quickInput.waitUntilClosed();
        assert.deepEqual(called(world(), deletePath), []);
        await view().choose(view().row(/^Desk/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        await quickInput.type(desk);
        await quickInput.accept();
        await workbench.notifications.waitFor('Delete instance: 1 of 1 done.');
        assert.deepEqual(called(world(), deletePath), [desk]);
      });

      it('asks for the number where several are to be deleted, and names them', async () => {
        const { workbench, gateway } = world();
        const { quickInput } = workbench;
        await view()
          .row(/^Depot/)
          .click();
        await view()
          .row(/^Shop/)
          .click({ modifiers: ['ControlOrMeta'] });
        await view().choose(view().row(/^Shop/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete 2 instances on the gateway');
        await quickInput.waitForMessage(new RegExp(`“Depot” \\(${depot}\\), “Shop” \\(${shop}\\)`));
        await quickInput.type('delete 3');
        await quickInput.accept();
        await quickInput.waitForMessage('Type “delete 2”, or press Escape to keep it');
        await quickInput.cancel();
        await quickInput.waitUntilClosed();
        assert.deepEqual(called(world(), deletePath), [desk]);
        assert.equal(gateway.instances.has(shop), true);
      });

      it('takes no refusal for a deletion, and says which it was', async () => {
        const { workbench, gateway } = world();
        const { quickInput, notifications } = workbench;
        const words = 'Session status is not as expected.';
        for (const [status, body] of [
          [422, { error: words, status: 'WORKING' }],
          // What a wrong path answers too, or a token of another account.
          [404, { error: 'Not found.' }],
        ] as const) {
          gateway.instance(shop).faults.add({ path: deletePath, status, body });
          await view().row(/^Shop/).click();
          await view().choose(view().row(/^Shop/), 'Delete instance on the gateway');
          await quickInput.waitFor('Delete Shop on the gateway');
          await quickInput.type(shop);
          await quickInput.accept();
          const notice = notifications.containing(new RegExp(`0 of 1 done. 1 failed \\(Shop: .*\\(${status}\\)`));
          await notice.waitFor();
          await workbench.runCommand('Notifications: Clear All Notifications');
          await notice.waitFor({ state: 'detached' });
        }
        assert.equal(gateway.instances.has(shop), true);
        await view().row(/^Shop/).waitFor();
      });

      for (const title of ['Pair several in a row', 'Show codes of several instances'])
        it(`asks which, where “${title}” is chosen for the whole view, whatever row has the focus`, async () => {
          const { quickInput } = world().workbench;
          await view().row(/^Shop/).click();
          await view().chooseForAll(title);
          await quickInput.item('Depot').waitFor();
          await quickInput.cancel();
          await quickInput.waitUntilClosed();
        });

      it('takes one that is deleted out of the queue, and brings it back nowhere', async () => {
        const { workbench, gateway } = world();
        const { quickInput } = workbench;
        await workbench.runCommand('WhatsApp: Pair several in a row');
        await quickInput.waitFor('Pair several in a row');
        // Those that need attention are ticked.
        await quickInput.pick('Depot');
        await quickInput.accept();
        await waitForHeadline(world(), '1 of 2: Kiosk');
        await qrCode(world()).waitFor();
        await view().choose(view().row(/^Kiosk/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete Kiosk on the gateway');
        await quickInput.type(kiosk);
        await quickInput.accept();
        await waitForHeadline(world(), '1 of 1: Shop');
        await qrCode(world()).waitFor();
        assert.equal(gateway.instances.has(kiosk), false);
        await workbench.notifications.waitFor('Kiosk stays listed');
        await workbench.closeEditor('Pair several in a row');
        // Whoever says more than three things within a second is not heard: the editor shows no more.
        await workbench.page.waitForTimeout(1_000);
      });

      it('creates one, and leads to its code', async () => {
        const { workbench } = world();
        const { quickInput, notifications } = workbench;
        // Of more than three notifications within 0.8 s VS Code keeps the last ones out of sight.
        await workbench.page.waitForTimeout(1_000);
        await workbench.runCommand('WhatsApp: Create instance');
        await quickInput.waitFor('Create instance');
        await quickInput.type('Pop-up store');
        await quickInput.accept();
        const notice = notifications.containing('The instance Pop-up store is created.');
        await notice.getByRole('button', { name: 'Pair now' }).press('Enter');
        await qrCode(world()).waitFor();
        await view()
          .row(/^Pop-up store, /)
          .waitFor();
      });
    },
  );
});

/** Selects all rows of instances, from the first to the last. */
async function select(view: InstancesView): Promise<void> {
  await view.row(/^Depot/).click();
  await view.row(/^Shop/).click({ modifiers: ['Shift'] });
}

/** Asserts that nothing is said of phones that are gone, from a call until each of those it was about has been checked, and what came out would be told. */
async function noNews(world: World, path: string, instanceIds: readonly string[]): Promise<void> {
  const quiet = async (): Promise<void> => {
    assert.equal(await world.workbench.notifications.containing('not linked').count(), 0, 'It was news.');
  };
  const isChecked = (id: string): boolean => {
    const calls = callsFor(world.gateway, id);
    const last = calls.findLastIndex((call) => call.path === path);
    return calls
      .slice(last + 1)
      .some((call) => call.path === '/v2/session/info' && call.outcome === 'answered');
  };
  await seen(async () => {
    await quiet();
    return instanceIds.every(isChecked);
  }, settledPace + patience);
  const told = Date.now() + gathering;
  await seen(async () => {
    await quiet();
    return Date.now() > told;
  }, 2 * gathering);
}

/** The instances that calls of a path were about, sorted. */
function called({ gateway }: World, path: string): readonly (string | undefined)[] {
  return gateway.requests
    .filter((request) => request.path === path)
    .map(({ instance }) => instance)
    .sort();
}
