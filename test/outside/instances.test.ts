import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import { callsFor, pairCommand, qrCode, readPanel, typeToken, waitForHeadline } from './person';
import type { World } from './world';
import { everyEdition, token } from './world';

const [shop, depot, desk] = ['SHOP00000001', 'DEPOT0000001', 'DESK00000001'];
const infoPath = '/v2/session/info';
/** Longer than the view waits between two checks of a settled instance. */
const settledPace = 35_000;

describe('the instances view of someone who begins', () => {
  everyEdition({ instances: [{ id: shop, session: { starting: 0, linking: 500 } }] }, (world) => {
    it('says what to do where there is nothing yet, and leads to a linked instance', async () => {
      const { workbench, gateway } = world();
      const { page, quickInput } = workbench;
      const view = new InstancesView(workbench);
      await view.open();
      await page.getByText('No instance is known here yet.').waitFor();
      const welcome = page.locator('.welcome-view');
      await welcome.getByRole('button', { name: pairCommand }).press('Enter');
      await typeToken(world(), token);
      await quickInput.waitFor(pairCommand);
      await quickInput.type(shop);
      await quickInput.accept();
      await qrCode(world()).waitFor();
      gateway.instance(shop).session.scan(await readPanel(world(), shop));
      await waitForHeadline(world(), 'Linked');
      await view.row(/John Doe.*Linked: John Doe \(\+201012345678\)/).waitFor();
    });

    it('asks for the state of what is listed, and for nothing once it is hidden', async () => {
      const { workbench, gateway } = world();
      await workbench.runCommand('View: Close Editor');
      await seen(() => checks(world(), shop) > 0, settledPace);
      await workbench.runCommand('View: Show Explorer');
      const before = gateway.requests.length;
      await workbench.page.waitForTimeout(settledPace);
      assert.equal(gateway.requests.length, before, 'A hidden view asked.');
    });
  });
});

describe('the instances view of a team', () => {
  const team = {
    'pairWhatsApp.instances': [
      { id: shop, label: 'Shop' },
      { id: depot, label: 'Depot' },
      { id: desk, label: 'Desk' },
      { id: 'ELSEWHERE001', label: 'Elsewhere', connection: 'acme' },
    ],
    // What a workspace must not decide.
    'pairWhatsApp.endpoint': 'https://attacker.example',
    'pairWhatsApp.connections': [{ name: 'acme', endpoint: 'https://attacker.example' }],
    'pairWhatsApp.watch': [{ id: shop }],
  };
  everyEdition(
    {
      team,
      instances: [
        { id: shop, session: { initial: 'WORKING' } },
        { id: depot, session: { initial: 'FAILED' } },
        { id: desk, session: { initial: 'SCAN_QR_CODE', firstCode: 600_000, linking: 500 } },
      ],
    },
    (world) => {
      const view = (): InstancesView => new InstancesView(world().workbench);

      it('lists what the workspace names, and goes by nothing else in it', async () => {
        await view().open();
        await view().row(/^acme/).waitFor();
        assert.match((await view().row(/^acme/).textContent()) ?? '', /not set up here/);
        await view()
          .row(new RegExp(`^${new URL(world().gateway.url).host}`))
          .waitFor();
        assert.equal(world().gateway.requests.length, 0, 'Without a token there is nothing to ask.');
      });

      it('shows how they stand, those that need someone first', async () => {
        await world().workbench.runCommand('WhatsApp: Set access token');
        await typeToken(world(), token);
        await view()
          .row(/^Shop, Linked: John Doe/)
          .waitFor();
        await view()
          .row(/^Depot, Failed/)
          .waitFor();
        await view()
          .row(/^Desk, Scan to pair/)
          .waitFor();
        await order(view(), ['Depot', 'Desk', 'Shop']);
        assert.equal(await view().badge(), 2);
      });

      it('sorts by name, and filters by state and text', async () => {
        const { workbench } = world();
        const { quickInput, page } = workbench;
        await workbench.runCommand('WhatsApp: Sort by name');
        await order(view(), ['Depot', 'Desk', 'Shop']);
        await workbench.runCommand('WhatsApp: Filter instances');
        await quickInput.waitFor('Filter instances');
        await quickInput.type('John');
        await quickInput.accept();
        await order(view(), ['Shop']);
        await page.getByText('Filter: “John”. 1 of 4 are shown.').waitFor();
        await workbench.runCommand('WhatsApp: Filter instances');
        await quickInput.waitFor('Filter instances');
        await quickInput.type('');
        await quickInput.item('Failed').getByRole('checkbox').click();
        await quickInput.accept();
        await order(view(), ['Depot']);
        await workbench.runCommand('WhatsApp: Clear filter');
        await order(view(), ['Depot', 'Desk', 'Shop']);
        await workbench.runCommand('WhatsApp: Sort by need');
      });

      it('is used with the keyboard alone: arrows, F2 for a name, Enter to pair', async () => {
        const { workbench, gateway } = world();
        const { page, quickInput } = workbench;
        await view().walkTo(view().row(/^Desk/));
        await page.keyboard.press('F2');
        await quickInput.waitFor(`Label for ${desk}`);
        await quickInput.type('Front desk');
        await quickInput.accept();
        await view()
          .row(/^Front desk/)
          .waitFor();
        await view().walkTo(view().row(/^Front desk/));
        await page.keyboard.press('Enter');
        await qrCode(world()).waitFor();
        gateway.instance(desk).session.scan(await readPanel(world(), desk));
        await view()
          .row(/^Front desk, Linked: John Doe/)
          .waitFor();
        assert.equal(await view().badge(), 1);
        await workbench.runCommand('View: Close Editor');
      });

      it('tells once of a linked phone that is gone, watched with the view hidden, and pairs it again', async () => {
        const { workbench, gateway } = world();
        await view().choose(view().row(/^Shop/), 'Watch in the background');
        await view()
          .row(/^Shop, .*watched/)
          .waitFor();
        await workbench.runCommand('View: Show Explorer');
        gateway.instance(shop).session.setState('SCAN_QR_CODE');
        const notice = workbench.notifications.saying(
          'Shop is not linked to John Doe (+201012345678) any more.',
        );
        await notice.waitFor({ timeout: settledPace });
        await notice.getByRole('button', { name: 'Pair again' }).click();
        await qrCode(world()).waitFor();
        await readPanel(world(), shop);
        assert.equal(callsFor(gateway, depot).filter(({ path }) => path === '/v2/auth/qr').length, 0);
      });
    },
  );
});

describe('the instances view with a hostile workspace', () => {
  const label =
    '<img src=x onerror=alert(1)> $(error) [click](command:workbench.action.quit) \u202eright to left';
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    id: `HOSTILE${String(index).padStart(5, '0')}`,
    label: `${label} ${index}`,
    connection: index % 2 === 0 ? 'nobody' : '',
  }));
  const odd = [null, 7, 'text', [], {}, { id: '../../etc' }, { id: 'A B' }, { id: 'x'.repeat(65) }];
  everyEdition(
    {
      instances: [{ id: shop, session: { starting: 0 } }],
      team: { 'pairWhatsApp.instances': [...odd, ...many, { id: shop, label: 'Shop', token: 'x' }] },
      settings: { 'pairWhatsApp.requestsPerMinute': 600 },
    },
    (world) => {
      it('shows labels as they are, and no more than anyone could watch', async () => {
        const { workbench } = world();
        const view = new InstancesView(workbench);
        await workbench.runCommand('WhatsApp: Set access token');
        await typeToken(world(), token);
        // The box takes its time: whatever is opened before it closes by itself takes its place, and the token is lost.
        await workbench.quickInput.waitUntilClosed();
        await view.open();
        await view
          .row(/^<img src=x onerror=alert\(1\)> \$\(error\) \[click\]/)
          .first()
          .waitFor();
        assert.equal(await view.tree.locator('img').count(), 0);
        assert.equal(await view.tree.locator('a[href]').count(), 0);
        await workbench.page.getByText(/8\D?009 entries of the setting “Instances” are left out/).waitFor();
      });

      it('makes neither links nor icons of labels where it asks what to delete', async () => {
        const { workbench, gateway } = world();
        const { quickInput } = workbench;
        const view = new InstancesView(workbench);
        await view.choose(view.row(/^<img /).first(), 'Delete instance on the gateway');
        await quickInput.waitForMessage(/HOSTILE00001/);
        await quickInput.type('1');
        await quickInput.accept();
        await quickInput.waitForMessage(/Type “HOSTILE00001”/);
        const message = quickInput.root.locator('.quick-input-message');
        assert.equal(await message.locator('a, .codicon:not(.codicon-error)').count(), 0);
        await quickInput.cancel();
        await quickInput.waitUntilClosed();
        assert.equal(gateway.requests.filter(({ path }) => path === '/v2/session/delete').length, 0);
      });

      it('asks no faster than the budget, and stays of use meanwhile', async () => {
        const { workbench, gateway } = world();
        const before = gateway.requests.length;
        await workbench.page.waitForTimeout(10_000);
        const asked = gateway.requests.length - before;
        assert.ok(asked > 20 && asked <= 101, `${asked} requests came in 10 s.`);
        await workbench.runCommand(pairCommand);
        await workbench.quickInput.waitFor(pairCommand);
        await workbench.quickInput.type(shop);
        await workbench.quickInput.accept();
        await qrCode(world()).waitFor();
        await readPanel(world(), shop);
      });
    },
  );
});

function checks({ gateway }: World, instanceId: string): number {
  return callsFor(gateway, instanceId).filter(({ path }) => path === infoPath).length;
}

/** Waits until something is so, looking every now and then. */
async function seen(isSo: () => boolean | Promise<boolean>, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It did not come about in time.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Waits until these are the instances of the first connection, from the top. */
async function order(view: InstancesView, names: readonly string[]): Promise<void> {
  await seen(async () => {
    const labels = await view.tree.locator('[aria-level="2"] .label-name').allInnerTexts();
    return labels.filter((label) => label !== 'Elsewhere').join() === names.join();
  }, 10_000);
}
