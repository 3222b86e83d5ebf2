import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Gateway } from '../gateway/gateway';
import type { Authority } from '../network/certificates';
import { expired, makeAuthority, selfSigned } from '../network/certificates';
import type { TlsFront } from '../network/tlsfront';
import { startTlsFront } from '../network/tlsfront';
import type { EditionName } from '../vscode/edition';
import { editionNames } from '../vscode/edition';
import { makeTemporaryFolder } from '../vscode/temporaryfolder';
import { callsFor, pair, pairFirst, panelButton, qrCode, readPanel, waitForHeadline } from './person';
import type { Front, World } from './world';
import { everyEdition } from './world';

const [alone, lax, vouched, late, foreign, doubted] = [
  'ALONE0000001',
  'LAX000000001',
  'VOUCHED00001',
  'LATE00000001',
  'FOREIGN00001',
  'DOUBTED00001',
];
const host = '127.0.0.1';
const session = { starting: 0 };

/** How an editor is made to trust the suites' authority. */
interface Trust {
  readonly systemCertificates: boolean;
  /** What of its environment names the file. */
  readonly variable: string;
}

/**
 * The newest takes the system's authorities from where OpenSSL would. The oldest reads a fixed file, which
 * isn't ours to change: it trusts an authority of ours only when it leaves the system's to Node.
 */
const trusts: Readonly<Record<EditionName, Trust>> = {
  newest: { systemCertificates: true, variable: 'SSL_CERT_FILE' },
  oldest: { systemCertificates: false, variable: 'NODE_EXTRA_CA_CERTS' },
};

/** A gateway behind TLS, and an authority that this editor may trust. */
interface Way extends Front {
  readonly tls: TlsFront;
  readonly authority: Authority;
}

describe('the certificate of a gateway', () => {
  for (const edition of editionNames) certificates(edition, trusts[edition]);
});

function certificates(edition: EditionName, trust: Trust): void {
  let way: Way;
  everyEdition(
    {
      editions: [edition],
      instances: [alone, lax, vouched, late, foreign, doubted].map((id) => ({ id, session })),
      front: async (gateway) => (way = await openWay(gateway, trust)),
    },
    (world) => {
      it('that is self-signed gives an error that names the setting, before anything is sent', async () => {
        await pairFirst(world(), alone);
        await waitForRefusal(world(), 'DEPTH_ZERO_SELF_SIGNED_CERT');
        await world().workbench.panel.content.getByText('http.systemCertificates').first().waitFor();
        assertNothingSent(world(), alone);
      });

      it('is one press away from the setting then', async () => {
        const { workbench } = world();
        await panelButton(world(), 'Open setting').click();
        const editor = workbench.page.locator('.settings-editor');
        await editor.locator('[data-key="http.systemCertificates"]').waitFor();
        await workbench.closeEditor('Settings');
        await waitForRefusal(world(), 'DEPTH_ZERO_SELF_SIGNED_CERT');
        await workbench.closeEditor(`Pair ${alone}`);
      });

      it('is checked whatever http.proxyStrictSSL says, which the editor’s fetch doesn’t know', async () => {
        await world().workbench.changeSettings({ 'http.proxyStrictSSL': false });
        await pair(world(), lax);
        await waitForRefusal(world(), 'DEPTH_ZERO_SELF_SIGNED_CERT');
        assertNothingSent(world(), lax);
        await world().workbench.closeEditor(`Pair ${lax}`);
      });

      it('that has expired is refused, whoever has signed it', async () => {
        way.tls.present(await way.authority.issue(host, expired()));
        await pair(world(), late);
        await waitForRefusal(world(), 'CERT_HAS_EXPIRED');
        assertNothingSent(world(), late);
        await world().workbench.closeEditor(`Pair ${late}`);
      });

      it('for another host is refused, whoever has signed it', async () => {
        way.tls.present(await way.authority.issue('elsewhere.test'));
        await pair(world(), foreign);
        await waitForRefusal(world(), 'ERR_TLS_CERT_ALTNAME_INVALID');
        assertNothingSent(world(), foreign);
        await world().workbench.closeEditor(`Pair ${foreign}`);
      });

      it('is taken when an authority that the editor trusts has signed it', async () => {
        way.tls.present(await way.authority.issue(host));
        await pair(world(), vouched);
        await qrCode(world()).waitFor();
        await readPanel(world(), vouched);
        await world().workbench.closeEditor(`Pair ${vouched}`);
      });

      it('is refused when http.systemCertificates says that other authorities count', async () => {
        const received = way.tls.received();
        await world().workbench.changeSettings({ 'http.systemCertificates': !trust.systemCertificates });
        await pair(world(), doubted);
        await waitForRefusal(world(), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
        assert.equal(way.tls.received(), received);
        assert.deepEqual(callsFor(world().gateway, doubted), []);
      });
    },
  );

  function assertNothingSent({ gateway }: World, instanceId: string): void {
    assert.ok(way.tls.connections() > 0, 'There was no gateway.');
    assert.equal(way.tls.received(), 0);
    assert.deepEqual(callsFor(gateway, instanceId), []);
  }
}

/** Waits until the panel says that the certificate isn't trusted, and why. */
async function waitForRefusal(world: World, code: string): Promise<void> {
  await waitForHeadline(world, 'The gateway’s certificate isn’t trusted');
  await world.workbench.panel.content.getByText(code).first().waitFor();
}

async function openWay(gateway: Gateway, { systemCertificates, variable }: Trust): Promise<Way> {
  const folder = await makeTemporaryFolder('pair-whatsapp-');
  const authority = await makeAuthority();
  const trusted = path.join(folder.path, 'authority.pem');
  await writeFile(trusted, authority.cert);
  const tls = await startTlsFront(gateway.port, await selfSigned(host));
  return {
    url: `https://${host}:${tls.port}`,
    tls,
    authority,
    settings: { 'http.systemCertificates': systemCertificates },
    // The rest: what would change it all, if it stood in this process's environment.
    env: { [variable]: trusted, NODE_USE_SYSTEM_CA: '0', NODE_TLS_REJECT_UNAUTHORIZED: '1' },
    close: async () => {
      await tls.close();
      await folder.dispose();
    },
  };
}
