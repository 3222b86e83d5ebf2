import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Gateway } from '../gateway/gateway';
import { makeAuthority } from '../network/certificates';
import type { ForwardProxy } from '../network/forwardproxy';
import { startForwardProxy, withLogin } from '../network/forwardproxy';
import type { TlsFront } from '../network/tlsfront';
import { startTlsFront } from '../network/tlsfront';
import { makeTemporaryFolder } from '../vscode/temporaryfolder';
import { requestsFor, pair, pairFirst, panelButton, qrCode, readPanel, waitForHeadline } from './person';
import type { Front } from './world';
import { everyEdition, lastingSession, reportedExpiry } from './world';

const [passed, refused, withoutProxy] = ['PASSED000001', 'REFUSED00001', 'LOST00000001'];
/** A host name that is reserved for tests: only the proxies can resolve it. */
const host = 'gateway.test';
const login = { username: 'person', password: 'open: sesame' };

/** A gateway that is reachable only through one of two proxies. */
interface Route extends Front {
  readonly tls: TlsFront;
  readonly open: ForwardProxy;
  /** Requires the login. */
  readonly locked: ForwardProxy;
}

describe('a proxy in front of the gateway', () => {
  let route: Route;
  everyEdition(
    {
      instances: [passed, refused, withoutProxy].map((id) => ({
        id,
        session: lastingSession,
        form: reportedExpiry,
      })),
      front: async (gateway) => (route = await openRoute(gateway)),
    },
    (world) => {
      it('receives every request if the setting http.proxy names it', async () => {
        await pairFirst(world(), passed);
        await qrCode(world()).waitFor();
        await readPanel(world(), passed);
        const { open, tls } = route;
        const tunnel = { method: 'CONNECT', target: `${host}:${tls.port}`, passed: true };
        assert.ok(open.requests.length > 0, 'The proxy received nothing.');
        assert.deepEqual(
          open.requests,
          open.requests.map(() => tunnel),
        );
        assert.equal(tls.connections(), open.requests.length);
        await world().workbench.closeEditor(`Pair ${passed}`);
      });

      it('causes an error that names the setting if the login is wrong', async () => {
        const { workbench, gateway } = world();
        const wrong = { ...login, password: 'open: barley' };
        await workbench.changeSettings({ 'http.proxy': withLogin(route.locked.url, wrong) });
        await pair(world(), refused);
        await waitForHeadline(world(), 'The proxy requires a login (407)');
        await workbench.panel.content.getByText('http.proxy').first().waitFor();
        await workbench.statusBarItem.waitForText('Proxy requires a login');
        assert.equal(await workbench.statusBarItem.attention(), 'error');
        assert.ok(route.locked.requests.length > 0, 'The proxy received nothing.');
        assert.ok(route.locked.requests.every((request) => !request.passed));
        assert.deepEqual(requestsFor(gateway, refused), []);
      });

      it('has a button in that error that opens the setting', async () => {
        const { workbench } = world();
        await panelButton(world(), 'Open setting').click();
        const editor = workbench.page.locator('.settings-editor');
        await editor.locator('[data-key="http.proxy"]').waitFor();
        await workbench.closeEditor('Settings');
        await waitForHeadline(world(), 'The proxy requires a login (407)');
      });

      it('receives every request with the login in http.proxy', async () => {
        const { workbench } = world();
        await workbench.changeSettings({ 'http.proxy': withLogin(route.locked.url, login) });
        await panelButton(world(), 'Try again').click();
        await qrCode(world()).waitFor();
        await readPanel(world(), refused);
        assert.equal(route.locked.requests.at(-1)?.passed, true);
        await workbench.closeEditor(`Pair ${refused}`);
      });

      it('is necessary: without the setting the gateway can’t be reached', async () => {
        const { workbench, gateway } = world();
        const connections = route.tls.connections();
        await workbench.changeSettings({ 'http.proxy': '' });
        await pair(world(), withoutProxy);
        await waitForHeadline(world(), 'The gateway can’t be reached');
        await workbench.panel.content.getByText('ENOTFOUND').first().waitFor();
        assert.equal(route.tls.connections(), connections);
        assert.deepEqual(requestsFor(gateway, withoutProxy), []);
      });
    },
  );
});

async function openRoute(gateway: Gateway): Promise<Route> {
  const folder = await makeTemporaryFolder('pair-whatsapp-');
  const authority = await makeAuthority();
  const trusted = path.join(folder.path, 'authority.pem');
  await writeFile(trusted, authority.cert);
  const tls = await startTlsFront(gateway.port, await authority.issue(host));
  const open = await startForwardProxy();
  const locked = await startForwardProxy(login);
  return {
    url: `https://${host}:${tls.port}`,
    tls,
    open,
    locked,
    // The editor uses Node's extra authorities only without the system's authorities.
    settings: { 'http.proxy': open.url, 'http.systemCertificates': false },
    env: { NODE_EXTRA_CA_CERTS: trusted },
    close: async () => {
      await Promise.all([open.close(), locked.close(), tls.close()]);
      await folder.dispose();
    },
  };
}
