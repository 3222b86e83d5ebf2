import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Gateway } from '../gateway/gateway';
import { startGateway } from '../gateway/gateway';
import { settingsFile } from '../vscode/server';
import { requestsFor, pairCommand, qrCode, readPanel, typeToken } from './person';
import { findSecrets, recordMessages } from './secrets';
import { stepTimeout } from './waituntil';
import type { World } from './world';
import { everyEdition, token } from './world';

/** The ID of an instance in both accounts. */
const id = 'SAMEID000001';
const session = { starting: 0, firstCode: 600_000 } as const;
const acmeToken = 'SENTINEL-c41d08-token-of-acme';
const wrongToken = 'SENTINEL-0bad0b-wrong-token';
/** An entry written by hand, with a property that the extension doesn't know. */
const spare = { name: 'spare', endpoint: 'https://spare.example', note: 'by hand' };

describe('gateways', () => {
  everyEdition({ instances: [{ id, session }], settings: { 'pairWhatsApp.gateways': [spare] } }, (world) => {
    const values = new Set<string>();
    const messages: string[] = [];
    let acme: Gateway | undefined;

    before(async () => {
      // This gateway can tell a token of the other gateway from an unknown one.
      acme = await startGateway({
        tokens: [acmeToken],
        accounts: { crossed: token },
        instances: [{ id, session }],
      });
    });
    after(() => acme?.close());

    const acmeWorld = (): World => {
      assert.ok(acme);
      return { ...world(), gateway: acme };
    };

    it('ask for the name, endpoint and token of a new gateway, and show mistakes at once', async () => {
      const { workbench } = world();
      const { quickInput } = workbench;
      await workbench.runCommand('WhatsApp: Set access token');
      await quickInput.waitFor('Set access token');
      await quickInput.type(new URL(world().gateway.url).host);
      await quickInput.accept();
      await typeToken(world(), token);
      await workbench.runCommand('WhatsApp: Add gateway');
      await quickInput.waitFor('Add gateway (1/3)');
      await quickInput.type('spare');
      await quickInput.waitForMessage('Another gateway has that name.');
      await quickInput.type('a\u202eb');
      await quickInput.waitForMessage(/invisible characters/);
      await quickInput.accept();
      assert.equal(await quickInput.severity(), 'error');
      await quickInput.type('acme');
      await quickInput.accept();
      await quickInput.waitFor('Add gateway (2/3)');
      await quickInput.type('http://gateway.example');
      await quickInput.waitForMessage(/Only localhost may use http/);
      await quickInput.type(acmeWorld().gateway.url);
      await quickInput.accept();
      await quickInput.waitFor(`Access token for acme (${acmeWorld().gateway.url}) (3/3)`);
      assert.equal(await quickInput.isPassword(), true);
      await quickInput.root.getByRole('button', { name: /^Back/ }).press('Enter');
      await quickInput.waitFor('Add gateway (2/3)');
      assert.equal(await quickInput.input.inputValue(), acmeWorld().gateway.url);
      await quickInput.cancel();
      await quickInput.waitUntilClosed();
      assert.deepEqual(await writtenGateways(world()), [spare], 'Something was saved despite Escape.');
    });

    it('save a new gateway, and report what a test shows', async () => {
      const { workbench } = world();
      const { quickInput, notifications } = workbench;
      await workbench.runCommand('WhatsApp: Add gateway');
      await quickInput.waitFor('Add gateway (1/3)');
      await quickInput.type('acme');
      await quickInput.accept();
      await quickInput.waitFor('Add gateway (2/3)');
      await quickInput.type(acmeWorld().gateway.url);
      await quickInput.accept();
      await quickInput.waitFor(`Access token for acme (${acmeWorld().gateway.url}) (3/3)`);
      await quickInput.type(acmeToken);
      await quickInput.accept();
      await notifications.waitFor(
        '“acme”: The gateway refused the request (400). The gateway says: “Missing parameter(s): instance_id” Only a test with an instance shows whether the access token is valid.',
      );
      const entry = { name: 'acme', kind: 'wawp', endpoint: acmeWorld().gateway.url };
      assert.deepEqual(await writtenGateways(world()), [spare, entry]);
    });

    it('pair the same ID on each gateway, with its own token', async () => {
      const { workbench } = world();
      const { quickInput, page } = workbench;
      await workbench.runCommand(pairCommand);
      await quickInput.waitFor(pairCommand);
      await quickInput.type(id);
      await quickInput.accept();
      await quickInput.item(new URL(world().gateway.url).host).waitFor();
      await quickInput.accept();
      await qrCode(world()).waitFor();
      values.add(await readPanel(world(), id));
      await workbench.runCommand(pairCommand);
      await quickInput.waitFor(pairCommand);
      await quickInput.type(id);
      await quickInput.root.getByText('on another gateway').waitFor();
      await page.keyboard.press('ArrowDown');
      await quickInput.accept();
      await quickInput.item('acme').waitFor();
      await quickInput.type('acme');
      await quickInput.accept();
      await page.getByRole('tab', { name: `Pair ${id} · acme` }).waitFor();
      await workbench.runCommand('View: Close Other Editors in Group');
      await qrCode(world()).waitFor();
      await recordMessages(workbench, messages);
      values.add(await readPanel(acmeWorld(), id));
      assert.equal(values.size, 2);
      assertOwnTokens(world(), acmeWorld());
    });

    it('are tested with a known instance', async () => {
      await testGateway(world(), 'acme');
      await world().workbench.notifications.waitFor(
        `“acme” works: ${acmeWorld().gateway.url} accepted the access token. It reports “Scan to pair” for ${id}.`,
      );
    });

    it('report a refused token, and let the user set the right one', async () => {
      const { workbench } = world();
      const { quickInput, notifications } = workbench;
      // Otherwise the notification about the right token could be mistaken for the result of this test.
      await workbench.runCommand('Notifications: Clear All Notifications');
      await notifications.containing(/“acme” works/).waitFor({ state: 'detached' });
      await workbench.runCommand('WhatsApp: Set access token');
      await quickInput.waitFor('Set access token');
      await quickInput.type('acme');
      await quickInput.accept();
      await quickInput.waitFor(`Access token for acme (${acmeWorld().gateway.url})`);
      await quickInput.type(wrongToken);
      await quickInput.accept();
      await quickInput.waitUntilClosed();
      await testGateway(world(), 'acme');
      const refusal = notifications.containing(
        '“acme”: The gateway refused the access token (401). The gateway says: “The access token is not valid.”',
      );
      await refusal.waitFor();
      const before = tokensOfChecks(acmeWorld()).length;
      await refusal.getByRole('button', { name: 'Set access token' }).press('Enter');
      await quickInput.waitFor(`Access token for acme (${acmeWorld().gateway.url})`);
      await quickInput.type(acmeToken);
      await quickInput.accept();
      await notifications.containing(/“acme” works/).waitFor();
      assert.ok(
        tokensOfChecks(acmeWorld()).slice(before).includes('token 1'),
        'The gateway was not tested again.',
      );
    });

    it('keep token and instances under a new name, after the user has agreed that pairings close', async () => {
      const { workbench, gateway } = world();
      const { quickInput, dialog, page } = workbench;
      await workbench.runCommand('WhatsApp: Rename gateway');
      await quickInput.item('acme').waitFor();
      await quickInput.type('acme');
      await quickInput.accept();
      await quickInput.waitFor('Rename gateway');
      await quickInput.type('spare');
      await quickInput.waitForMessage('Another gateway has that name.');
      await quickInput.type('emca');
      await quickInput.accept();
      assert.match(
        await dialog.text(),
        /Rename the gateway “acme” to “emca”\?\s*Its pairing in this window closes\./,
      );
      await page.keyboard.press('Enter');
      await page.getByRole('tab', { name: `Pair ${id} · acme` }).waitFor({ state: 'detached' });
      const entry = { name: 'emca', kind: 'wawp', endpoint: acmeWorld().gateway.url };
      assert.deepEqual(await writtenGateways(world()), [spare, entry]);
      assertOwnTokens({ ...world(), gateway }, acmeWorld());
    });

    it('store no token where it doesn’t belong', async () => {
      assert.ok(messages.length > 0, 'No message to the webview was recorded.');
      for (const secret of [token, acmeToken, wrongToken])
        assert.deepEqual(
          await findSecrets(world(), { token: secret, values: [...values], messages, known: id }),
          [],
        );
    });

    it('report why a gateway can’t be reached', async () => {
      const { workbench } = world();
      await workbench.runCommand('View: Close All Editors');
      await acmeWorld().gateway.pause();
      await testGateway(world(), 'emca');
      await workbench.notifications
        .containing(/“emca”: The gateway can’t be reached\. No connection to .*ECONN/)
        .waitFor();
    });

    it('are removed with everything that belongs to them, after the user has agreed', async () => {
      const { workbench } = world();
      const { quickInput, dialog, page } = workbench;
      await workbench.runCommand('WhatsApp: Remove gateway');
      await quickInput.item('emca').waitFor();
      await quickInput.type('emca');
      await quickInput.accept();
      const words = await dialog.text();
      assert.match(words, /Remove the gateway “emca”\?/);
      assert.match(
        words,
        /access token is forgotten\. 1 instance is removed from the list\. .*instances stay on the gateway\./,
      );
      await page.keyboard.press('Enter');
      await dialog.root.waitFor({ state: 'detached' });
      // The list of instances changes last, after the settings are written.
      const deadline = Date.now() + stepTimeout;
      for (let listed: readonly string[] = []; listed.join() !== id;) {
        assert.ok(Date.now() < deadline, `The list shows ${listed.join()}.`);
        await workbench.runCommand(pairCommand);
        await quickInput.waitFor(pairCommand);
        listed = await quickInput.items();
        await quickInput.cancel();
      }
      assert.deepEqual(await writtenGateways(world()), [spare]);
      assertOwnTokens(world(), acmeWorld());
    });
  });
});

/** Runs the test of a gateway. */
async function testGateway({ workbench }: World, name: string): Promise<void> {
  await workbench.runCommand('WhatsApp: Test gateway');
  await workbench.quickInput.waitFor('Test gateway');
  await workbench.quickInput.type(name);
  await workbench.quickInput.item(name).waitFor();
  await workbench.quickInput.accept();
}

/** The owner of the token of each check. */
function tokensOfChecks({ gateway }: World): readonly (string | undefined)[] {
  return requestsFor(gateway, id)
    .filter(({ path }) => path === '/v2/session/info')
    .map(({ account }) => account);
}

/** Asserts that both gateways received requests, and none with the token of the other. */
function assertOwnTokens(first: World, second: World): void {
  const accounts = ({ gateway }: World): readonly (string | undefined)[] =>
    gateway.requests.map(({ account }) => account);
  assert.ok(accounts(first).length > 0 && accounts(second).length > 0);
  assert.deepEqual([...new Set(accounts(first))], ['token 1']);
  assert.ok(!accounts(second).includes('crossed'));
}

/** The gateways in the user's settings file. */
async function writtenGateways({ server }: World): Promise<unknown> {
  const settings = JSON.parse(await readFile(settingsFile(server.userDataDir), 'utf8')) as Record<
    string,
    unknown
  >;
  return settings['pairWhatsApp.gateways'];
}
