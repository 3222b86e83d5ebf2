import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Gateway } from '../gateway/gateway';
import { startGateway } from '../gateway/gateway';
import { settingsFile } from '../vscode/server';
import { callsFor, pairCommand, qrCode, readPanel, typeToken } from './person';
import { huntSecrets, recordMessages } from './secrets';
import type { World } from './world';
import { everyEdition, token } from './world';

/** The same in both accounts. */
const id = 'SAMEID000001';
const session = { starting: 0, firstCode: 600_000 } as const;
const acmeToken = 'SENTINEL-c41d08-token-of-acme';
const wrongToken = 'SENTINEL-0bad0b-wrong-token';
const settled = 15_000;
/** Written by hand, with more in it than the extension knows. */
const spare = { name: 'spare', endpoint: 'https://spare.example', note: 'by hand' };

describe('gateways', () => {
  everyEdition({ instances: [{ id, session }], settings: { 'pairWhatsApp.gateways': [spare] } }, (world) => {
    const values = new Set<string>();
    const messages: string[] = [];
    let acme: Gateway | undefined;

    before(async () => {
      // It tells a token that has come from the other gateway from one that is nobody's.
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

    it('ask a new one’s name, endpoint and token, and say at once what is wrong with them', async () => {
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
      assert.deepEqual(await written(world()), [spare], 'Escape has left something behind.');
    });

    it('keep a new one, and say what can be known of it', async () => {
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
        `“acme”: ${acmeWorld().gateway.url} answers (400); whether the access token is right can only be told with an instance.`,
      );
      const entry = { name: 'acme', kind: 'wawp', endpoint: acmeWorld().gateway.url };
      assert.deepEqual(await written(world()), [spare, entry]);
    });

    it('pair the same ID on each, with the token of each', async () => {
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
      assertUncrossed(world(), acmeWorld());
    });

    it('are tested with an instance that is known', async () => {
      await test(world(), 'acme');
      await world().workbench.notifications.waitFor(
        `“acme” works: ${acmeWorld().gateway.url} accepted the access token. It reports ${id}: Scan to pair.`,
      );
    });

    it('say that a token is refused, and lead to the right one', async () => {
      const { workbench } = world();
      const { quickInput, notifications } = workbench;
      // So that what it said of the right token before isn't taken for the end of this.
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
      await test(world(), 'acme');
      const refusal = notifications.containing(
        '“acme”: The access token was refused (401). The gateway says: “The access token is not valid.”',
      );
      await refusal.waitFor({ timeout: settled });
      const before = checkers(acmeWorld()).length;
      await refusal.getByRole('button', { name: 'Set access token' }).press('Enter');
      await quickInput.waitFor(`Access token for acme (${acmeWorld().gateway.url})`);
      await quickInput.type(acmeToken);
      await quickInput.accept();
      await notifications.containing(/“acme” works/).waitFor({ timeout: settled });
      assert.ok(checkers(acmeWorld()).slice(before).includes('token 1'), 'It was not tested again.');
    });

    it('take token and instances along to another name, once the user has agreed that pairings close', async () => {
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
        /Rename the connection “acme” to “emca”\?\s*Its pairing here closes\./,
      );
      await page.keyboard.press('Enter');
      await page.getByRole('tab', { name: `Pair ${id} · acme` }).waitFor({ state: 'detached' });
      const entry = { name: 'emca', kind: 'wawp', endpoint: acmeWorld().gateway.url };
      assert.deepEqual(await written(world()), [spare, entry]);
      assertUncrossed({ ...world(), gateway }, acmeWorld());
    });

    it('leave no token anywhere that it doesn’t belong', async () => {
      assert.ok(messages.length > 0, 'No message to the webview was seen.');
      for (const secret of [token, acmeToken, wrongToken])
        assert.deepEqual(
          await huntSecrets(world(), { token: secret, values: [...values], messages, known: id }),
          [],
        );
    });

    it('say why one can’t be reached', async () => {
      const { workbench } = world();
      await workbench.runCommand('View: Close All Editors');
      await acmeWorld().gateway.pause();
      await test(world(), 'emca');
      await workbench.notifications
        .containing(/“emca”: The gateway can’t be reached\. No connection to .*ECONN/)
        .waitFor({ timeout: settled });
    });

    it('go with all that belongs to them, once the user has agreed', async () => {
      const { workbench } = world();
      const { quickInput, dialog, page } = workbench;
      await workbench.runCommand('WhatsApp: Remove gateway');
      await quickInput.item('emca').waitFor();
      await quickInput.type('emca');
      await quickInput.accept();
      const words = await dialog.text();
      assert.match(words, /Remove the connection “emca”\?/);
      assert.match(words, /access token is forgotten\. 1 instance leaves the list\. .*on the gateway stay\./);
      await page.keyboard.press('Enter');
      await dialog.root.waitFor({ state: 'detached' });
      // The list of instances is cleared up last, once the settings are written.
      const deadline = Date.now() + settled;
      for (let listed: readonly string[] = []; listed.join() !== id;) {
        assert.ok(Date.now() < deadline, `${listed.join()} are listed.`);
        await workbench.runCommand(pairCommand);
        await quickInput.waitFor(pairCommand);
        listed = await quickInput.items();
        await quickInput.cancel();
      }
      assert.deepEqual(await written(world()), [spare]);
      assertUncrossed(world(), acmeWorld());
    });
  });
});

/** Runs the test of a gateway. */
async function test({ workbench }: World, name: string): Promise<void> {
  await workbench.runCommand('WhatsApp: Test gateway');
  await workbench.quickInput.waitFor('Test gateway');
  await workbench.quickInput.type(name);
  await workbench.quickInput.item(name).waitFor();
  await workbench.quickInput.accept();
}

/** Whose token each check of the instance had. */
function checkers({ gateway }: World): readonly (string | undefined)[] {
  return callsFor(gateway, id)
    .filter(({ path }) => path === '/v2/session/info')
    .map(({ account }) => account);
}

/** Asserts that both gateways were asked, and neither with the token of the other. */
function assertUncrossed(usual: World, other: World): void {
  const accounts = ({ gateway }: World): readonly (string | undefined)[] =>
    gateway.requests.map(({ account }) => account);
  assert.ok(accounts(usual).length > 0 && accounts(other).length > 0);
  assert.deepEqual([...new Set(accounts(usual))], ['token 1']);
  assert.ok(!accounts(other).includes('crossed'));
}

/** The gateways in the file of the user's settings. */
async function written({ server }: World): Promise<unknown> {
  const settings = JSON.parse(await readFile(settingsFile(server.userDataDir), 'utf8')) as Record<
    string,
    unknown
  >;
  return settings['pairWhatsApp.gateways'];
}
