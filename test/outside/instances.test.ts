import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { InstancesView } from '../vscode/instancesview';
import { settingsFile } from '../vscode/server';
import { requestsFor, pairCommand, qrCode, readPanel, typeToken, waitForHeadline } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition, token } from './world';

const [shop, atelier, depot, desk] = ['SHOP00000001', 'ATELIER00001', 'DEPOT0000001', 'DESK00000001'];
/** Codes that stay valid for the whole suite, however long VS Code takes to open. */
const lasting = { starting: 0, firstCode: 240_000, laterCode: 240_000 };
const infoPath = '/v2/session/info';
/** Longer than the view waits between two checks of an instance whose state is stable. */
const checkInterval = 35_000;
/** A time in ms, and the limit of requests in it: 600 per minute, and a few that were delayed together. */
const [window, maxRequests] = [10_000, 100 + 4];

describe('the instances view of a new user', () => {
  everyEdition({ instances: [{ id: shop, session: { ...lasting, linking: 500 } }] }, (world) => {
    it('says what to do while it is empty, and leads to a linked instance', async () => {
      const { workbench, gateway } = world();
      const { page, quickInput } = workbench;
      const view = new InstancesView(workbench);
      await view.open();
      await page.getByText('No instances yet.').waitFor();
      const welcome = page.locator('.welcome-view');
      await welcome.getByRole('button', { name: pairCommand }).press('Enter');
      await typeToken(world(), token);
      await quickInput.waitFor(pairCommand);
      await quickInput.type(shop);
      await quickInput.accept();
      await qrCode(world()).waitFor();
      assert.equal(gateway.instance(shop).scan(await readPanel(world(), shop)), 'linked');
      await waitForHeadline(world(), 'Linked to John Doe');
      await view.row(/John Doe.*Linked: John Doe \(\+201012345678\)/).waitFor();
    });

    it('checks the listed instances, and nothing while it is hidden', async () => {
      const { workbench, gateway } = world();
      await workbench.runCommand('View: Close Editor');
      await workbench.page.getByRole('tab', { name: 'Pair John Doe' }).waitFor({ state: 'detached' });
      const first = checks(world(), shop);
      await waitUntil(() => checks(world(), shop) > first);
      await workbench.runCommand('View: Show Explorer');
      const before = gateway.requests.length;
      await workbench.page.waitForTimeout(checkInterval);
      assert.equal(gateway.requests.length, before, 'A hidden view sent a request.');
    });
  });
});

describe('the instances view of a team', () => {
  /** Entries that can't be watched, but that someone wrote. */
  const invalidEntries = ['a note', { id: '../odd' }];
  const team = {
    'pairWhatsApp.instances': [
      { id: atelier, label: 'Atelier' },
      { id: depot, label: 'Depot' },
      { id: desk, label: 'Desk' },
      { id: 'ELSEWHERE001', label: 'Elsewhere', gateway: 'acme' },
    ],
    // A workspace must not decide these.
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
      settings: { 'pairWhatsApp.watch': invalidEntries },
    },
    (world) => {
      const view = (): InstancesView => new InstancesView(world().workbench);

      it('lists the instances of the workspace, and ignores its other settings', async () => {
        await view().open();
        await view().row(/^acme/).waitFor();
        assert.match((await view().row(/^acme/).textContent()) ?? '', /not set up/);
        await view()
          .row(new RegExp(`^${new URL(world().gateway.url).host}`))
          .waitFor();
        assert.equal(world().gateway.requests.length, 0, 'A request was sent without a token.');
      });

      it('shows the states once there is a token, and the instances that need attention first', async () => {
        await view().choose(view().row(/^Depot/), 'Check now');
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
        await view().chooseForAll('Sort by name');
        await order(view(), ['Atelier', 'Depot', 'Desk']);
        await workbench.runCommand('WhatsApp: Filter instances');
        await quickInput.waitFor('Filter instances');
        await quickInput.type('John');
        await quickInput.accept();
        await order(view(), ['Atelier']);
        await page.getByText('Filter: “John”. Showing 1 of 4.').waitFor();
        await workbench.runCommand('WhatsApp: Filter instances');
        await quickInput.waitFor('Filter instances');
        await quickInput.type('');
        await quickInput.item('Failed').getByRole('checkbox').click();
        await quickInput.accept();
        await order(view(), ['Depot']);
        await view().pressButton('Clear filter');
        await order(view(), ['Atelier', 'Depot', 'Desk']);
        await view().chooseForAll('Sort by attention');
        await order(view(), ['Depot', 'Desk', 'Atelier']);
      });

      it('works with the keyboard: arrows, F2 to rename, Enter to pair', async () => {
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
        // The key selects the row, but doesn't open it.
        assert.equal(await page.getByRole('tab', { name: /^Pair / }).count(), 0);
        await view().walkTo(view().row(/^Reception/));
        await page.keyboard.press('Enter');
        await qrCode(world()).waitFor();
        await page.getByRole('tab', { name: 'Pair Reception' }).waitFor();
        // The open panel gets the new name too.
        await rename(/^Reception/, 'Front desk');
        await page.getByRole('tab', { name: 'Pair Front desk' }).waitFor();
        assert.equal(gateway.instance(desk).scan(await readPanel(world(), desk)), 'linked');
        await view()
          .row(/^Front desk, Linked: John Doe/)
          .waitFor();
        await badge(view(), 1);
        await workbench.runCommand('View: Close Editor');
      });

      it('reports why it can’t save the setting “Watch”, and later keeps its other entries', async () => {
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
        assert.deepEqual(watch, [...invalidEntries, { id: atelier }]);
      });

      it('notifies once of a disconnected instance while the view is hidden, and pairs it again', async () => {
        const { workbench, gateway } = world();
        await workbench.runCommand('View: Show Explorer');
        gateway.instance(atelier).setState('SCAN_QR_CODE');
        const notice = workbench.notifications.containing(
          'Atelier is disconnected from John Doe (+201012345678).',
        );
        await notice.waitFor();
        await notice.getByRole('button', { name: 'Pair again' }).press('Enter');
        await qrCode(world()).waitFor();
        await readPanel(world(), atelier);
        assert.equal(requestsFor(gateway, depot).filter(({ path }) => path === '/v2/auth/qr').length, 0);
      });
    },
  );
});

describe('the instances view with a hostile workspace', () => {
  const label =
    '<img src=x onerror=alert(1)> $(error) [click](command:workbench.action.quit) \u202eright to left';
  const many = Array.from({ length: 12_000 }, (_, index) => ({
    id: `HOSTILE${String(index).padStart(5, '0')}`,
    label: `${label} ${index}`,
    gateway: index % 2 === 0 ? 'nobody' : '',
  }));
  const invalid = [null, 7, 'text', [], {}, { id: '../../etc' }, { id: 'A B' }, { id: 'x'.repeat(65) }];
  everyEdition(
    {
      instances: [{ id: shop, session: lasting }],
      team: { 'pairWhatsApp.instances': [...invalid, ...many, { id: shop, label: 'Shop', token: 'x' }] },
      settings: { 'pairWhatsApp.requestsPerMinute': 600 },
    },
    (world) => {
      it('shows labels as plain text, and limits the number of instances', async () => {
        const { workbench } = world();
        const view = new InstancesView(workbench);
        await workbench.runCommand('WhatsApp: Set access token');
        await typeToken(world(), token);
        // The input closes late: if something else opens first, it replaces the input, and the token is lost.
        await workbench.quickInput.waitUntilClosed();
        await view.open();
        await view
          .row(/^<img src=x onerror=alert\(1\)> \$\(error\) \[click\]/)
          .first()
          .waitFor();
        assert.equal(await view.tree.locator('img').count(), 0);
        assert.equal(await view.tree.locator('a[href]').count(), 0);
        await workbench.page.getByText(/2\D?009 entries of the setting “Instances” are ignored/).waitFor();
      });

      it('shows more rows of a gateway on request, and goes on where they begin', async () => {
        const { page } = world().workbench;
        const view = new InstancesView(world().workbench);
        await view.open();
        await view.walkToEnd(view.row(/^Show 100 more, 100 of /));
        await page.keyboard.press('Enter');
        const focused = view.tree.locator('.monaco-list-row.focused');
        await focused.and(view.row(/^<img /)).waitFor();
        await view.walkToEnd(view.row(/^Show 200 more, 200 of /));
        await page.keyboard.press('Home');
      });

      it('turns labels into neither links nor icons when it asks what to delete', async () => {
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

      it('sends no more requests than the limit, and stays usable', async () => {
        const { workbench, gateway } = world();
        const before = gateway.requests.length;
        await waitUntil(() => gateway.requests.length - before > 20);
        await workbench.page.waitForTimeout(window);
        const count = mostWithin(gateway.requests, window);
        assert.ok(count <= maxRequests, `${count} requests came in ${window} ms.`);
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
  return requestsFor(gateway, instanceId).filter(({ path }) => path === infoPath).length;
}

/** The highest number of requests that started within any period of this length, in ms. */
function mostWithin(requests: World['gateway']['requests'], span: number): number {
  const counts = requests.map(
    ({ startedAt }) =>
      requests.filter((other) => other.startedAt >= startedAt && other.startedAt < startedAt + span).length,
  );
  return Math.max(0, ...counts);
}

/** Waits until the icon of the view shows this number. */
async function badge(view: InstancesView, count: number): Promise<void> {
  await waitUntil(async () => (await view.badge()) === count);
}

/** Waits until these are the instances of the first gateway, from top to bottom. */
async function order(view: InstancesView, names: readonly string[]): Promise<void> {
  await waitUntil(async () => {
    const labels = await view.tree.locator('[aria-level="2"] .label-name').allInnerTexts();
    return labels.filter((label) => label !== 'Elsewhere').join() === names.join();
  });
}
