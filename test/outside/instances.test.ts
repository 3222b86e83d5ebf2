import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { InstancesView } from '../vscode/instancesview';
import { settingsFile } from '../vscode/server';
import { callsFor, pairCommand, qrCode, readPanel, typeToken, waitForHeadline } from './person';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition, token } from './world';

const [shop, atelier, depot, desk] = ['SHOP00000001', 'ATELIER00001', 'DEPOT0000001', 'DESK00000001'];
/** Codes that outlive a suite, however long VS Code takes to open. */
const lasting = { starting: 0, firstCode: 240_000, laterCode: 240_000 };
const infoPath = '/v2/session/info';
/** Longer than the view waits between two checks of a settled instance. */
const settledPace = 35_000;
/** A stretch of time in ms, and as many requests as it may hold: 600 a minute, and those that were held up together. */
const [window, allowed] = [10_000, 100 + 4];

describe('the instances view of someone who begins', () => {
  everyEdition({ instances: [{ id: shop, session: { ...lasting, linking: 500 } }] }, (world) => {
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
      assert.equal(gateway.instance(shop).scan(await readPanel(world(), shop)), 'linked');
      await waitForHeadline(world(), 'Linked');
      await view.row(/John Doe.*Linked: John Doe \(\+201012345678\)/).waitFor();
    });

    it('asks for the state of what is listed, and for nothing once it is hidden', async () => {
      const { workbench, gateway } = world();
      await workbench.runCommand('View: Close Editor');
      await workbench.page.getByRole('tab', { name: 'Pair John Doe' }).waitFor({ state: 'detached' });
      const first = checks(world(), shop);
      await seen(() => checks(world(), shop) > first, settledPace + 15_000);
      await workbench.runCommand('View: Show Explorer');
      const before = gateway.requests.length;
      await workbench.page.waitForTimeout(settledPace);
      assert.equal(gateway.requests.length, before, 'A hidden view asked.');
    });
  });
});

describe('the instances view of a team', () => {
  /** What can't be watched, but was written by somebody. */
  const oddities = ['a note', { id: '../odd' }];
  const team = {
    'pairWhatsApp.instances': [
      { id: atelier, label: 'Atelier' },
      { id: depot, label: 'Depot' },
      { id: desk, label: 'Desk' },
      { id: 'ELSEWHERE001', label: 'Elsewhere', gateway: 'acme' },
    ],
    // What a workspace must not decide.
    'pairWhatsApp.endpoint': 'https://attacker.example',
    'pairWhatsApp.gateways': [{ name: 'acme', endpoint: 'https://attacker.example' }],
    'pairWhatsApp.watch': [{ id: atelier }],
  };
  everyEdition(
    {
      team,
      instances: [
        { id: atelier, session: { ...lasting, initial: 'WORKING' } },
        { id: depot, session: { initial: 'FAILED' } },
        { id: desk, session: { ...lasting, initial: 'SCAN_QR_CODE', linking: 500 } },
      ],
      settings: { 'pairWhatsApp.watch': oddities },
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

      it('shows how they stand once there is a token, those that need attention first', async () => {
        await view().choose(view().row(/^Depot/), 'Check state now');
        await typeToken(world(), token);
        await view()
          .row(/^Atelier, Linked: John Doe/)
          .waitFor();
        await view()
          .row(/^Depot, Failed/)
          .waitFor();
        await view()
          .row(/^Desk, Scan to pair/)
          .waitFor();
        await order(view(), ['Depot', 'Desk', 'Atelier']);
        await badge(view(), 2);
      });

      it('sorts by name, and filters by state and text', async () => {
        const { workbench } = world();
        const { quickInput, page } = workbench;
        await workbench.runCommand('WhatsApp: Sort by name');
        await order(view(), ['Atelier', 'Depot', 'Desk']);
        await workbench.runCommand('WhatsApp: Filter instances');
        await quickInput.waitFor('Filter instances');
        await quickInput.type('John');
        await quickInput.accept();
        await order(view(), ['Atelier']);
        await page.getByText('Filter: “John”. 1 of 4 are shown.').waitFor();
        await workbench.runCommand('WhatsApp: Filter instances');
        await quickInput.waitFor('Filter instances');
        await quickInput.type('');
        await quickInput.item('Failed').getByRole('checkbox').click();
        await quickInput.accept();
        await order(view(), ['Depot']);
        await workbench.runCommand('WhatsApp: Clear filter');
        await order(view(), ['Atelier', 'Depot', 'Desk']);
        await workbench.runCommand('WhatsApp: Sort by need');
        await order(view(), ['Depot', 'Desk', 'Atelier']);
      });

      it('is used with the keyboard alone: arrows, F2 for a name, Enter to pair', async () => {
        const { workbench, gateway } = world();
        const { page, quickInput } = workbench;
        const rename = async (before: RegExp, after: string): Promise<void> => {
          await view().walkTo(view().row(before));
          await page.keyboard.press('F2');
          await quickInput.waitFor(`Label for ${desk}`);
          await quickInput.type(after);
          await quickInput.accept();
          await view()
            .row(new RegExp(`^${after}`))
            .waitFor();
        };
        await rename(/^Desk/, 'Reception');
        await view().walkTo(view().row(/^Reception/));
        await page.keyboard.press('Enter');
        await qrCode(world()).waitFor();
        await page.getByRole('tab', { name: 'Pair Reception' }).waitFor();
        // The panel that is open goes by the new name too.
        await rename(/^Reception/, 'Front desk');
        await page.getByRole('tab', { name: 'Pair Front desk' }).waitFor();
        assert.equal(gateway.instance(desk).scan(await readPanel(world(), desk)), 'linked');
        await view()
          .row(/^Front desk, Linked: John Doe/)
          .waitFor();
        await badge(view(), 1);
        await workbench.runCommand('View: Close Editor');
      });

      it('says what keeps it from watching one, and then keeps what else is written there', async () => {
        const { workbench, server } = world();
        const file = settingsFile(server.userDataDir);
        const text = await readFile(file, 'utf8');
        await writeFile(file, text.slice(0, text.lastIndexOf('}')));
        await view().choose(view().row(/^Atelier/), 'Watch in the background');
        const notice = workbench.notifications.containing('The settings could not be saved.');
        await notice.getByRole('button', { name: 'Open settings file' }).waitFor();
        await writeFile(file, text);
        await view().choose(view().row(/^Atelier/), 'Watch in the background');
        await view()
          .row(/^Atelier, .*watched/)
          .waitFor();
        const { 'pairWhatsApp.watch': watch } = JSON.parse(await readFile(file, 'utf8')) as {
          'pairWhatsApp.watch': unknown;
        };
        assert.deepEqual(watch, [...oddities, { id: atelier }]);
      });

      it('tells once of a linked phone that is gone, watched with the view hidden, and pairs it again', async () => {
        const { workbench, gateway } = world();
        await workbench.runCommand('View: Show Explorer');
        gateway.instance(atelier).setState('SCAN_QR_CODE');
        const notice = workbench.notifications.containing(
          'Atelier is not linked to John Doe (+201012345678) any more.',
        );
        await notice.waitFor({ timeout: settledPace });
        await notice.getByRole('button', { name: 'Pair again' }).press('Enter');
        await qrCode(world()).waitFor();
        await readPanel(world(), atelier);
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
    gateway: index % 2 === 0 ? 'nobody' : '',
  }));
  const odd = [null, 7, 'text', [], {}, { id: '../../etc' }, { id: 'A B' }, { id: 'x'.repeat(65) }];
  everyEdition(
    {
      instances: [{ id: shop, session: lasting }],
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
        await seen(() => gateway.requests.length - before > 20, 30_000);
        await workbench.page.waitForTimeout(window);
        const most = mostWithin(gateway.requests, window);
        assert.ok(most <= allowed, `${most} requests came in ${window} ms.`);
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

/** The most requests that have begun within any stretch of so many ms. */
function mostWithin(requests: World['gateway']['requests'], span: number): number {
  const counts = requests.map(
    ({ startedAt }) =>
      requests.filter((other) => other.startedAt >= startedAt && other.startedAt < startedAt + span).length,
  );
  return Math.max(0, ...counts);
}

/** Waits until that number is on the icon of the view. */
async function badge(view: InstancesView, count: number): Promise<void> {
  await seen(async () => (await view.badge()) === count, 10_000);
}

/** Waits until these are the instances of the first gateway, from the top. */
async function order(view: InstancesView, names: readonly string[]): Promise<void> {
  await seen(async () => {
    const labels = await view.tree.locator('[aria-level="2"] .label-name').allInnerTexts();
    return labels.filter((label) => label !== 'Elsewhere').join() === names.join();
  }, 10_000);
}
