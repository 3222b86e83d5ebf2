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
import { requestsFor, pair, pairFirst, panelButton, qrCode, readPanel, waitForHeadline } from './person';
import type { Front, World } from './world';
import { everyEdition, lastingSession, reportedExpiry } from './world';

const [selfSignedId, laxId, trustedId, expiredId, otherHostId, untrustedId] = [
  'ALONE0000001',
  'LAX000000001',
  'VOUCHED00001',
  'LATE00000001',
  'FOREIGN00001',
  'DOUBTED00001',
];
const host = '127.0.0.1';

/** How an editor trusts the suites' authority. */
interface Trust {
  readonly systemCertificates: boolean;
  /** The environment variable that names the authority's file. */
  readonly variable: string;
}

/**
 * The newest VS Code reads the system's authorities from where OpenSSL would. The oldest reads a fixed file that the tests
 * can't change: it trusts the suites' authority only if it leaves the system's authorities to Node.
 */
const trusts: Readonly<Record<EditionName, Trust>> = {
  newest: { systemCertificates: true, variable: 'SSL_CERT_FILE' },
  oldest: { systemCertificates: false, variable: 'NODE_EXTRA_CA_CERTS' },
};

/** A gateway behind TLS, and an authority that this editor can trust. */
interface Route extends Front {
  readonly tls: TlsFront;
  readonly authority: Authority;
}

describe('the certificate of a gateway', () => {
  for (const edition of editionNames) certificates(edition, trusts[edition]);
});

function certificates(edition: EditionName, trust: Trust): void {
  let route: Route;
  everyEdition(
    {
      editions: [edition],
      instances: [selfSignedId, laxId, trustedId, expiredId, otherHostId, untrustedId].map((id) => ({
        id,
        session: lastingSession,
        form: reportedExpiry,
      })),
      front: async (gateway) => (route = await openRoute(gateway, trust)),
    },
    (world) => {
      it('causes an error that names the setting if it is self-signed, before anything is sent', async () => {
        await pairFirst(world(), selfSignedId);
        await waitForRefusal(world(), 'DEPTH_ZERO_SELF_SIGNED_CERT');
        await world().workbench.panel.content.getByText('http.systemCertificates').first().waitFor();
        assertNothingSent(world(), selfSignedId);
      });

      it('has a button in that error that opens the setting', async () => {
        const { workbench } = world();
        await panelButton(world(), 'Open setting').click();
        const editor = workbench.page.locator('.settings-editor');
        await editor.locator('[data-key="http.systemCertificates"]').waitFor();
        await workbench.closeEditor('Settings');
        await waitForRefusal(world(), 'DEPTH_ZERO_SELF_SIGNED_CERT');
        await workbench.closeEditor(`Pair ${selfSignedId}`);
      });

      it('is checked whatever http.proxyStrictSSL says, because the editor’s fetch ignores it', async () => {
        await world().workbench.changeSettings({ 'http.proxyStrictSSL': false });
        await pair(world(), laxId);
        await waitForRefusal(world(), 'DEPTH_ZERO_SELF_SIGNED_CERT');
        assertNothingSent(world(), laxId);
        await world().workbench.closeEditor(`Pair ${laxId}`);
      });

      it('is refused if it has expired, even from a trusted authority', async () => {
        route.tls.present(await route.authority.issue(host, expired()));
        await pair(world(), expiredId);
        await waitForRefusal(world(), 'CERT_HAS_EXPIRED');
        assertNothingSent(world(), expiredId);
        await world().workbench.closeEditor(`Pair ${expiredId}`);
      });

      it('is refused if it is for another host, even from a trusted authority', async () => {
        route.tls.present(await route.authority.issue('elsewhere.test'));
        await pair(world(), otherHostId);
        await waitForRefusal(world(), 'ERR_TLS_CERT_ALTNAME_INVALID');
        assertNothingSent(world(), otherHostId);
        await world().workbench.closeEditor(`Pair ${otherHostId}`);
      });

      it('is accepted if a trusted authority has signed it', async () => {
        route.tls.present(await route.authority.issue(host));
        await pair(world(), trustedId);
        await qrCode(world()).waitFor();
        await readPanel(world(), trustedId);
        await world().workbench.closeEditor(`Pair ${trustedId}`);
      });

      it('is refused if http.systemCertificates selects other authorities', async () => {
        const received = route.tls.received();
        await world().workbench.changeSettings({ 'http.systemCertificates': !trust.systemCertificates });
        await pair(world(), untrustedId);
        await waitForRefusal(world(), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
        assert.equal(route.tls.received(), received);
        assert.deepEqual(requestsFor(world().gateway, untrustedId), []);
      });
    },
  );

  function assertNothingSent({ gateway }: World, instanceId: string): void {
    assert.ok(route.tls.connections() > 0, 'The gateway was not reached.');
    assert.equal(route.tls.received(), 0);
    assert.deepEqual(requestsFor(gateway, instanceId), []);
  }
}

/** Waits until the panel reports that the certificate isn't trusted, and why. */
async function waitForRefusal(world: World, code: string): Promise<void> {
  await waitForHeadline(world, 'The gateway’s certificate isn’t trusted');
  await world.workbench.panel.content.getByText(code).first().waitFor();
}

async function openRoute(gateway: Gateway, { systemCertificates, variable }: Trust): Promise<Route> {
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
    // The other variables would change the result if this process's environment set them.
    env: { [variable]: trusted, NODE_USE_SYSTEM_CA: '0', NODE_TLS_REJECT_UNAUTHORIZED: '1' },
    close: async () => {
      await tls.close();
      await folder.dispose();
    },
  };
}
