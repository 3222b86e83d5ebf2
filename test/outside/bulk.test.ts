import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { requestsFor, openLinked, qrCode, waitForHeadline } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition } from './world';

const names = ['Depot', 'Desk', 'Kiosk', 'Shop'];
const ids = names.map((name) => name.toUpperCase().padEnd(12, '0'));
const [depot = '', desk = '', kiosk = '', shop = ''] = ids;
const restartPath = '/v2/session/restart';
const stopPath = '/v2/session/stop';
const deletePath = '/v2/session/delete';
const logoutPath = '/v2/session/logout';
/** Longer than the view gathers disconnects before it notifies of them, in ms. */
const disconnectDelay = 14_000;

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

      it('restart all selected instances, and name the failures with their reasons', async () => {
        const { workbench, gateway } = world();
        await openLinked(world(), names);
        gateway.instance(depot).faults.add({ path: restartPath, status: 503 });
        gateway.instance(kiosk).faults.add({ path: restartPath, status: 403 });
        await select(view());
        await view().choose(view().row(/^Shop/), 'Restart instance');
        await workbench.dialog.press('Restart');
        const notice = workbench.notifications.containing('Restart instance: 2 of 4 done. 2 failed');
        await notice.waitFor();
        const words = (await notice.textContent()) ?? '';
        assert.match(words, /Depot: [^;]+ \(503\)/);
        assert.match(words, /Kiosk: [^;]+ \(403\)/);
        assert.deepEqual(requestedInstances(world(), restartPath), [...ids].sort());
      });

      it('try only the rest again', async () => {
        const { workbench } = world();
        const notice = workbench.notifications.containing('2 failed');
        await notice.getByRole('button', { name: 'Try the rest again' }).press('Enter');
        await workbench.dialog.press('Restart');
        await workbench.notifications.waitFor('Restart instance: 2 of 2 done.');
        assert.deepEqual(requestedInstances(world(), restartPath), [...ids, depot, kiosk].sort());
      });

      it('stop one instance, without a notification that it is disconnected', async () => {
        const { workbench, gateway } = world();
        // While it restarts, a plain click would pair it.
        await view().selectOnly(view().row(/^Kiosk/));
        await view()
          .row(/^Kiosk, Linked/)
          .waitFor();
        await view().choose(view().row(/^Kiosk/), 'Stop instance');
        await workbench.dialog.press('Stop');
        await workbench.notifications.waitFor('Stop instance: 1 of 1 done.');
        await view()
          .row(/^Kiosk, Stopped/)
          .waitFor();
        assert.equal(gateway.instance(kiosk).session.status, 'STOPPED');
        await assertNoDisconnects(world(), stopPath, [kiosk]);
      });

      it('start it with the keyboard', async () => {
        const { workbench, gateway } = world();
        await view().walkTo(view().row(/^Kiosk/));
        await view().chooseByKeyboard('Start instance');
        await workbench.notifications.waitFor('Start instance: 1 of 1 done.');
        await view()
          .row(/^Kiosk, (Starting|Scan|Linked)/)
          .waitFor();
        assert.notEqual(gateway.instance(kiosk).session.status, 'STOPPED');
      });

      it('unlink the selected instances after the user has seen their accounts', async () => {
        const { workbench } = world();
        const { dialog, page } = workbench;
        for (const name of names)
          await view()
            .row(new RegExp(`^${name}, Linked`))
            .waitFor();
        await view().walkTo(view().row(/^Desk, Linked/));
        await page.keyboard.press('ControlOrMeta+A');
        await view().selected(names.length);
        await view().chooseByKeyboard('Unlink phone');
        const words = await dialog.text();
        assert.match(words, /Unlink the phones of 4 instances\?/);
        assert.match(words, /Desk: John Doe \(\+201012345678\)/);
        await page.keyboard.press('Escape');
        await dialog.root.waitFor({ state: 'detached' });
        assert.deepEqual(requestedInstances(world(), logoutPath), []);
        await view().chooseByKeyboard('Unlink phone');
        await dialog.text();
        await page.keyboard.press('Enter');
        await workbench.notifications.waitFor('Unlink phone: 4 of 4 done.');
        assert.deepEqual(requestedInstances(world(), logoutPath), [...ids].sort());
        await assertNoDisconnects(world(), logoutPath, ids);
      });

      it('delete an instance only after its ID is typed', async () => {
        const { workbench } = world();
        const { quickInput } = workbench;
        await view().selectOnly(view().row(/^Desk/));
        await view().choose(view().row(/^Desk/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        for (const typed of ['', 'Desk', desk.toLowerCase(), `${desk} and more`]) {
          await quickInput.type(typed);
          await quickInput.accept();
          await quickInput.waitForMessage(`Type “${desk}” to confirm, or press Escape to cancel`);
        }
        await quickInput.cancel();
        await quickInput.waitUntilClosed();
        assert.deepEqual(requestedInstances(world(), deletePath), []);
        await view().choose(view().row(/^Desk/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete Desk on the gateway');
        await quickInput.type(desk);
        await quickInput.accept();
        await workbench.notifications.waitFor('Delete instance: 1 of 1 done.');
        assert.deepEqual(requestedInstances(world(), deletePath), [desk]);
      });

      it('ask for the number before several are deleted, and name them', async () => {
        const { workbench, gateway } = world();
        const { quickInput } = workbench;
        await view().selectBoth(view().row(/^Depot/), view().row(/^Shop/));
        await view().choose(view().row(/^Shop/), 'Delete instance on the gateway');
        await quickInput.waitFor('Delete 2 instances on the gateway');
        await quickInput.waitForMessage(new RegExp(`“Depot” \\(${depot}\\), “Shop” \\(${shop}\\)`));
        await quickInput.type('delete 3');
        await quickInput.accept();
        await quickInput.waitForMessage('Type “delete 2” to confirm, or press Escape to cancel');
        await quickInput.cancel();
        await quickInput.waitUntilClosed();
        assert.deepEqual(requestedInstances(world(), deletePath), [desk]);
        assert.equal(gateway.instances.has(shop), true);
      });

      it('don’t treat a refusal as a deletion, and show the refusal', async () => {
        const { workbench, gateway } = world();
        const { quickInput, notifications } = workbench;
        const words = 'Session status is not as expected.';
        for (const [status, body] of [
          [422, { error: words, status: 'WORKING' }],
          // A wrong path, or a token of another account, also gets this answer.
          [404, { error: 'Not found.' }],
        ] as const) {
          gateway.instance(shop).faults.add({ path: deletePath, status, body });
          await view().selectOnly(view().row(/^Shop/));
          await view().choose(view().row(/^Shop/), 'Delete instance on the gateway');
          await quickInput.waitFor('Delete Shop on the gateway');
          await quickInput.type(shop);
          await quickInput.accept();
          const notice = notifications.containing(
            new RegExp(`0 of 1 done. 1 failed \\(Shop: .*\\(${status}\\)`),
          );
          await notice.waitFor();
          await workbench.runCommand('Notifications: Clear All Notifications');
          await notice.waitFor({ state: 'detached' });
        }
        assert.equal(gateway.instances.has(shop), true);
        await view().row(/^Shop/).waitFor();
      });

      for (const title of ['Pair several in a row', 'Show QR codes side by side'])
        it(`ask which instances, if “${title}” is chosen for the whole view, whichever row has the focus`, async () => {
          const { quickInput } = world().workbench;
          await view().selectOnly(view().row(/^Shop/));
          await view().chooseForAll(title);
          await quickInput.item('Depot').waitFor();
          await quickInput.cancel();
          await quickInput.waitUntilClosed();
        });

      it('remove a deleted instance from the queue for good', async () => {
        const { workbench, gateway } = world();
        const { quickInput } = workbench;
        await workbench.runCommand('WhatsApp: Pair several in a row');
        await quickInput.waitFor('Pair several in a row');
        // The instances that need attention are ticked.
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
        await workbench.notifications.waitFor('Kiosk stays in the list');
        await workbench.closeEditor('Pair several in a row');
        // If more than three notifications appear within a second, VS Code hides the last ones.
        await workbench.page.waitForTimeout(1_000);
      });

      it('create an instance, and offer its code', async () => {
        const { workbench } = world();
        const { quickInput, notifications } = workbench;
        // If more than three notifications appear within 0.8 s, VS Code hides the last ones.
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
  await view.selectRange(view.row(/^Depot/), view.row(/^Shop/), names.length);
}

/** Asserts that no notification calls phones disconnected: from a request on, until each of its instances has been checked and the result would be shown. */
async function assertNoDisconnects(
  world: World,
  path: string,
  instanceIds: readonly string[],
): Promise<void> {
  const assertNone = async (): Promise<void> => {
    assert.equal(
      await world.workbench.notifications.containing(/disconnected/).count(),
      0,
      'A notification appeared.',
    );
  };
  const isChecked = (id: string): boolean => {
    const requests = requestsFor(world.gateway, id);
    const last = requests.findLastIndex((request) => request.path === path);
    return requests
      .slice(last + 1)
      .some((request) => request.path === '/v2/session/info' && request.outcome === 'answered');
  };
  await waitUntil(async () => {
    await assertNone();
    return instanceIds.every(isChecked);
  });
  const deadline = Date.now() + disconnectDelay;
  await waitUntil(async () => {
    await assertNone();
    return Date.now() > deadline;
  }, 2 * disconnectDelay);
}

/** The instances in the requests of a path, sorted. */
function requestedInstances({ gateway }: World, path: string): readonly (string | undefined)[] {
  return gateway.requests
    .filter((request) => request.path === path)
    .map(({ instance }) => instance)
    .sort();
}
