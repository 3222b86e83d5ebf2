import assert from 'node:assert/strict';
import { InstancesView } from '../vscode/instancesview';
import type { Workbench } from '../vscode/workbench';
import { requestsFor, pairCommand, qrCode, readPanel, waitForHeadline } from './person';
import { findSecrets, recordMessages } from './secrets';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry } from './world';

/** Only the names of the gateways differ: both have the same origin. */
const tokens = {
  north: 'SENTINEL-a11ce0-token-of-north',
  south: 'SENTINEL-b0b001-token-of-south',
} as const;
const session = { ...lastingSession, linking: 500 };
const people = [
  { id: 'NORTH0000001', label: 'Nora', account: 'north' },
  { id: 'SOUTH0000001', label: 'Saul', account: 'south' },
  { id: 'NORTH0000002', label: 'Nils', account: 'north' },
  { id: 'SOUTH0000002', label: 'Sara', account: 'south' },
] as const;
const [nora, saul, nils, sara] = people;
const queueTitle = 'Pair several in a row';
/** A name that a list could show as an icon. */
const icon = '$(flame)';
/** A name that a notification could show as a link. */
const link = '[a](https://evil.example)';

describe('gateways with the same origin', () => {
  everyEdition(
    {
      accounts: tokens,
      instances: people.map(({ id, account }) => ({ id, account, session, form: reportedExpiry })),
      settings: {
        'pairWhatsApp.instances': [
          ...people.map(({ id, label, account }) => ({ id, label, gateway: account })),
          { id: 'ELSEWHERE001', label: 'Elsewhere', gateway: icon },
        ],
      },
      front: ({ url }) =>
        Promise.resolve({
          url,
          settings: { 'pairWhatsApp.gateways': gateways(url) },
          close: () => Promise.resolve(),
        }),
    },
    (world) => {
      const values: string[] = [];
      const messages: string[] = [];

      it('have separate tokens', async () => {
        const { workbench, gateway } = world();
        for (const name of ['north', 'south'] as const) {
          await chooseFor(workbench, 'Set access token', name);
          await workbench.quickInput.waitFor(`Access token for ${name} (${gateway.url})`);
          await workbench.quickInput.type(tokens[name]);
          await workbench.quickInput.accept();
          await workbench.quickInput.waitUntilClosed();
        }
      });

      it('pair with their own token', async () => {
        const { workbench } = world();
        const { quickInput } = workbench;
        // The last one used is listed first.
        for (const { id, label } of [saul, nora]) {
          await workbench.runCommand(pairCommand);
          await quickInput.waitFor(pairCommand);
          if (id === saul.id) await quickInput.root.getByText(icon).waitFor();
          await quickInput.pick(label);
          await qrCode(world()).waitFor();
          values.push(await readPanel(world(), id));
          await workbench.runCommand('View: Close All Editors');
        }
        assertOwnTokens(world(), [nora, saul]);
      });

      it('take turns in a queue with instances of both, with their own tokens', async () => {
        const { workbench } = world();
        const { quickInput } = workbench;
        await workbench.runCommand(`WhatsApp: ${queueTitle}`);
        await quickInput.waitFor(queueTitle);
        for (const { label } of people) await quickInput.pick(label);
        await quickInput.accept();
        await linkTurn(world(), '1 of 4: Nora', nora);
        await waitForHeadline(world(), '2 of 4: Saul');
        await qrCode(world()).waitFor();
        await recordMessages(workbench, messages);
        values.push(await readPanel(world(), saul.id));
        assertOwnTokens(world(), [nora, saul]);
      });

      it('let a queue continue when one of them is renamed', async () => {
        const { workbench } = world();
        const { quickInput, dialog, page } = workbench;
        await chooseFor(workbench, 'Rename gateway', 'south');
        await quickInput.waitFor('Rename gateway');
        await quickInput.type('east');
        await quickInput.accept();
        assert.match(await dialog.text(), /to “east”\?.*start again under the new name\./s);
        await page.keyboard.press('Enter');
        await workbench.panel.content.getByText(`Saul · ${saul.id} · east`, { exact: true }).waitFor();
        await linkTurn(world(), '2 of 4: Saul', saul);
        await linkTurn(world(), '3 of 4: Nils', nils);
        await linkTurn(world(), '4 of 4: Sara', sara);
        await waitForHeadline(world(), '4 instances: 4 linked');
        assertOwnTokens(world(), people);
      });

      it('forget one token and keep the other', async () => {
        const { workbench, gateway } = world();
        const { notifications } = workbench;
        await chooseFor(workbench, 'Forget access token', link);
        await notifications.waitFor('There is no access token for [a] (https://evil.example).');
        await chooseFor(workbench, 'Forget access token', 'north');
        await workbench.dialog.press('Forget');
        await notifications.waitFor('The access token for north is forgotten.');
        await chooseFor(workbench, 'Test gateway', 'north');
        await notifications.waitFor(/“north”: No access token is set\. .* Nothing was sent\./);
        await chooseFor(workbench, 'Test gateway', 'east');
        await notifications.waitFor(new RegExp(`“east” works: ${gateway.url} accepted the access token`));
        assertOwnTokens(world(), people);
      });

      it('store neither token where it doesn’t belong', async () => {
        assert.ok(messages.length > 0, 'No message to the webview was recorded.');
        for (const token of Object.values(tokens))
          assert.deepEqual(await findSecrets(world(), { token, values, messages, known: nora.id }), []);
      });

      it('appear in the view if they can’t be used, with a button for the setting', async () => {
        const { workbench, gateway } = world();
        const { url } = gateway;
        const entries = [...gateways(url), { name: 'north', endpoint: url }, { endpoint: url }];
        await workbench.changeSettings({
          'pairWhatsApp.endpoint': 'nowhere',
          'pairWhatsApp.gateways': entries,
        });
        const view = new InstancesView(workbench);
        await view.open();
        for (const [label, why] of [
          ['Default gateway', 'The endpoint is not a valid URL'],
          ['north \\(entry 4\\)', 'Another gateway has that name'],
          ['Entry 5', 'A gateway needs a name'],
        ] as const)
          await view.row(new RegExp(`^${label}, can’t be used\\. ${why}`)).waitFor();
        await view.pressRowButton(view.row(/^Default gateway/), 'Open setting');
        await workbench.page.getByRole('tab', { name: 'Settings' }).waitFor();
      });
    },
  );
});

function gateways(endpoint: string): readonly unknown[] {
  return ['north', 'south', link].map((name) => ({ name, endpoint }));
}

/** Runs a command about a gateway and chooses this gateway. */
async function chooseFor(workbench: Workbench, title: string, name: string): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand(`WhatsApp: ${title}`);
  await quickInput.waitFor(title);
  await quickInput.type(name);
  await quickInput.item(name).waitFor();
  await quickInput.accept();
}

/** Waits until it is this instance's turn, and scans its code. */
async function linkTurn(world: World, heading: string, { id }: { readonly id: string }): Promise<void> {
  await waitForHeadline(world, heading);
  await qrCode(world).waitFor();
  assert.equal(world.gateway.instance(id).scan(), 'linked');
}

/** Asserts that there were requests for each of these instances, and that every request had the token of its own account. */
function assertOwnTokens({ gateway }: World, expected: readonly (typeof people)[number][]): void {
  for (const { id } of expected)
    assert.ok(requestsFor(gateway, id).length > 0, `There was no request for ${id}.`);
  for (const { instance, account } of gateway.requests)
    assert.equal(account, people.find(({ id }) => id === instance)?.account);
}
