import assert from 'node:assert/strict';
import { assertNoRequests, pair, panelButton, qrCode, readPanel, typeToken, waitForHeadline } from './person';
import { everyEdition, lastingSession, reportedExpiry, token } from './world';

const [refused, malformed, failed, unknown] = [
  'REFUSED00001',
  'MALFORMED001',
  'FAILED000001',
  'STRANGER0001',
];
const [late, moved] = ['LATE00000001', 'MOVED0000001'];
/** No server listens there. */
const unreachable = 'http://127.0.0.1:9';
const session = lastingSession;

describe('failures that need an action', () => {
  everyEdition(
    {
      instances: [
        { id: refused, session, form: reportedExpiry },
        { id: malformed, session },
        { id: failed, session: { ...session, initial: 'FAILED' } },
        { id: moved, session: { ...session, initial: 'FAILED' } },
        { id: late, session },
      ],
    },
    (world) => {
      it('401: says that the token was refused and asks for another one', async () => {
        await pair(world(), refused, 'wrong-token-000000');
        await waitForHeadline(world(), 'The gateway refused the access token (401)');
        await world().workbench.statusBarItem.waitForText('Access token refused');
        assert.equal(await world().workbench.statusBarItem.attention(), 'error');
        await assertNoRequests(world(), refused);
        await panelButton(world(), 'Set access token').click();
        await typeToken(world(), token);
        await qrCode(world()).waitFor();
        await readPanel(world(), refused);
      });

      it('404: says that there is no such instance and offers to choose another one', async () => {
        await pair(world(), unknown);
        await waitForHeadline(world(), `Instance ${unknown} not found (404)`);
        await world().workbench.statusBarItem.waitForText('1 failed · 1 to scan');
        assert.equal(await world().workbench.statusBarItem.attention(), 'error');
        await assertNoRequests(world(), unknown);
        await panelButton(world(), 'Choose another instance').click();
        await world().workbench.quickInput.waitFor('Pair WhatsApp instance');
        await world().workbench.quickInput.cancel();
      });

      it('404: stays in the status bar while others are linked, until its panel is closed', async () => {
        const { workbench, gateway } = world();
        await pair(world(), refused);
        await qrCode(world()).waitFor();
        gateway.instance(refused).scan();
        await workbench.statusBarItem.waitForText('1 failed · 1 linked');
        await workbench.statusBarItem.waitForText('Instance not found');
        await workbench.closeEditor(`Pair ${unknown}`);
        await workbench.statusBarItem.waitForText('Pair WhatsApp');
      });

      it('400: shows the gateway’s words and opens the setting to try', async () => {
        const { workbench, gateway } = world();
        const body = { code: 'missing_param', message: 'Missing parameter(s): <b>access_token</b>' };
        gateway.instance(malformed).script({ status: 400, body });
        await pair(world(), malformed);
        await waitForHeadline(world(), 'The gateway refused the request (400)');
        // As plain text: the gateway's markup must have no effect.
        await workbench.panel.content
          .getByText('“Missing parameter(s): <b>access_token</b>”')
          .first()
          .waitFor();
        await workbench.statusBarItem.waitForText('Request refused');
        await assertNoRequests(world(), malformed);
        await panelButton(world(), 'Open setting').click();
        await workbench.page.locator('.settings-editor').getByText('Credentials').first().waitFor();
        await workbench.closeEditor('Settings');
        await waitForHeadline(world(), 'The gateway refused the request (400)');
        await workbench.closeEditor(`Pair ${malformed}`);
      });

      it('FAILED: says that only a restart helps, and restarts on one press', async () => {
        await pair(world(), failed);
        await waitForHeadline(world(), 'The instance has failed');
        await world().workbench.statusBarItem.waitForText('Pairing stopped');
        await assertNoRequests(world(), failed);
        await panelButton(world(), 'Restart and show code').click();
        await qrCode(world()).waitFor();
        await readPanel(world(), failed);
      });

      it('401: starts again automatically when the token is set elsewhere', async () => {
        const { workbench } = world();
        await workbench.runCommand('WhatsApp: Set access token');
        await typeToken(world(), 'wrong-token-000000');
        await pair(world(), late);
        await waitForHeadline(world(), 'The gateway refused the access token (401)');
        await workbench.runCommand('WhatsApp: Set access token');
        await typeToken(world(), token);
        await qrCode(world()).waitFor();
        await readPanel(world(), late);
      });

      it('FAILED: doesn’t restart a session on a gateway that is no longer the endpoint', async () => {
        const { workbench, gateway } = world();
        await pair(world(), moved);
        await waitForHeadline(world(), 'The instance has failed');
        await workbench.changeSettings({ 'pairWhatsApp.endpoint': unreachable });
        await panelButton(world(), 'Restart and show code').click();
        await workbench.quickInput.waitFor(`Access token for ${unreachable}`);
        await workbench.quickInput.cancel();
        await assertNoRequests(world(), moved);
        await workbench.changeSettings({ 'pairWhatsApp.endpoint': gateway.url });
      });
    },
  );
});
