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
import { callsFor, pair, pairFirst, panelButton, qrCode, readPanel, waitForHeadline } from './person';
import type { Front } from './world';
import { everyEdition } from './world';

const [passed, refused, lost] = ['PASSED000001', 'REFUSED00001', 'LOST00000001'];
/** A name that is reserved for tests: it leads nowhere except from the proxies. */
const host = 'gateway.test';
const login = { username: 'person', password: 'open: sesame' };
const session = { starting: 0 };

/** A gateway that can only be reached through one of two proxies. */
interface Way extends Front {
  readonly tls: TlsFront;
  readonly open: ForwardProxy;
  /** Wants the login. */
  readonly locked: ForwardProxy;
}

describe('a proxy before the gateway', () => {
  let way: Way;
  everyEdition(
    {
      instances: [passed, refused, lost].map((id) => ({ id, session })),
      front: async (gateway) => (way = await openWay(gateway)),
    },
    (world) => {
      it('carries every call to the gateway when the setting http.proxy names it', async () => {
        await pairFirst(world(), passed);
        await qrCode(world()).waitFor();
        await readPanel(world(), passed);
        const { open, tls } = way;
        const tunnel = { method: 'CONNECT', target: `${host}:${tls.port}`, passed: true };
        assert.ok(open.requests.length > 0, 'The proxy saw nothing.');
        assert.deepEqual(
          open.requests,
          open.requests.map(() => tunnel),
        );
        assert.equal(tls.connections(), open.requests.length);
        await world().workbench.closeEditor(`Pair ${passed}`);
      });

      it('that wants a login and gets a wrong one gives an error that names the setting', async () => {
        const { workbench, gateway } = world();
        const wrong = { ...login, password: 'open: barley' };
        await workbench.changeSettings({ 'http.proxy': withLogin(way.locked.url, wrong) });
        await pair(world(), refused);
        await waitForHeadline(world(), 'The proxy requires a login (407)');
        await workbench.panel.content.getByText('http.proxy').first().waitFor();
        await workbench.statusBarItem.waitForText('Proxy requires a login');
        assert.equal(await workbench.statusBarItem.attention(), 'error');
        assert.ok(way.locked.requests.length > 0, 'The proxy saw nothing.');
        assert.ok(way.locked.requests.every((request) => !request.passed));
        assert.deepEqual(callsFor(gateway, refused), []);
      });

      it('is one press away from its setting then', async () => {
        const { workbench } = world();
        await panelButton(world(), 'Open setting').click();
        const editor = workbench.page.locator('.settings-editor');
        await editor.locator('[data-key="http.proxy"]').waitFor();
        await workbench.closeEditor('Settings');
        await waitForHeadline(world(), 'The proxy requires a login (407)');
      });

      it('carries every call with the login that stands in http.proxy', async () => {
        const { workbench } = world();
        await workbench.changeSettings({ 'http.proxy': withLogin(way.locked.url, login) });
        await panelButton(world(), 'Try again').click();
        await qrCode(world()).waitFor();
        await readPanel(world(), refused);
        assert.equal(way.locked.requests.at(-1)?.passed, true);
        await workbench.closeEditor(`Pair ${refused}`);
      });

      it('is the only way: without the setting there is no gateway', async () => {
        const { workbench, gateway } = world();
        const connections = way.tls.connections();
        await workbench.changeSettings({ 'http.proxy': '' });
        await pair(world(), lost);
        await waitForHeadline(world(), 'The gateway can’t be reached');
        await workbench.panel.content.getByText('ENOTFOUND').first().waitFor();
        assert.equal(way.tls.connections(), connections);
        assert.deepEqual(callsFor(gateway, lost), []);
      });
    },
  );
});

async function openWay(gateway: Gateway): Promise<Way> {
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
    // Only without the system's does the editor look at the authorities that Node is told of.
    settings: { 'http.proxy': open.url, 'http.systemCertificates': false },
    env: { NODE_EXTRA_CA_CERTS: trusted },
    close: async () => {
      await Promise.all([open.close(), locked.close(), tls.close()]);
      await folder.dispose();
    },
  };
}
