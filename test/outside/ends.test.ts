import { assertNoRequests, pair, pairFirst, panelButton, qrCode, waitForHeadline } from './person';
import { everyEdition } from './world';

const [closed, stopped, pressed] = ['CLOSED000001', 'STOPPED00001', 'PRESSED00001'];
const [moved, forgotten] = ['MOVED0000001', 'FORGOTTEN001'];
/** No server listens there. */
const unreachable = 'http://127.0.0.1:9';
const session = { starting: 0 };

describe('the end of a pairing', () => {
  everyEdition(
    { instances: [closed, stopped, pressed, moved, forgotten].map((id) => ({ id, session })) },
    (world) => {
      it('comes when the panel is closed', async () => {
        await pairFirst(world(), closed);
        await qrCode(world()).waitFor();
        await world().workbench.closeEditor(`Pair ${closed}`);
        await world().workbench.statusBarItem.waitForText('Pairing ended · Pair again');
        await assertNoRequests(world(), closed);
      });

      it('is taken back with a click on the status bar item', async () => {
        const { workbench } = world();
        await workbench.statusBarItem.click();
        await qrCode(world()).waitFor();
        await workbench.statusBarItem.waitForText(/Scan to pair/);
        await workbench.closeEditor(`Pair ${closed}`);
      });

      it('comes with the command “Stop pairing”', async () => {
        await pair(world(), stopped);
        await qrCode(world()).waitFor();
        await world().workbench.runCommand('WhatsApp: Stop pairing');
        await waitForHeadline(world(), 'Pairing stopped');
        await assertNoRequests(world(), stopped);
        await world().workbench.closeEditor(`Pair ${stopped}`);
      });

      it('comes with the button “Stop pairing”, and “Pair again” starts it again', async () => {
        await pair(world(), pressed);
        await qrCode(world()).waitFor();
        await panelButton(world(), 'Stop pairing').click();
        await waitForHeadline(world(), 'Pairing stopped');
        await assertNoRequests(world(), pressed);
        await panelButton(world(), 'Pair again').click();
        await qrCode(world()).waitFor();
        await world().workbench.closeEditor(`Pair ${pressed}`);
      });

      it('comes when the endpoint changes to one without a token', async () => {
        const { workbench, gateway } = world();
        await pair(world(), moved);
        await qrCode(world()).waitFor();
        await workbench.changeSettings({ 'pairWhatsApp.endpoint': unreachable });
        await waitForHeadline(world(), 'Pairing stopped');
        await assertNoRequests(world(), moved);
        await panelButton(world(), 'Pair again').click();
        await workbench.quickInput.waitFor(`Access token for ${unreachable}`);
        await workbench.quickInput.cancel();
        await workbench.changeSettings({ 'pairWhatsApp.endpoint': gateway.url });
        await workbench.closeEditor(`Pair ${moved}`);
      });

      it('comes when the token is forgotten', async () => {
        await pair(world(), forgotten);
        await qrCode(world()).waitFor();
        await world().workbench.runCommand('WhatsApp: Forget access token');
        await world().workbench.dialog.press('Forget');
        await waitForHeadline(world(), 'Pairing stopped');
        await assertNoRequests(world(), forgotten);
        await panelButton(world(), 'Pair again').click();
        await world().workbench.quickInput.waitFor(`Access token for ${world().gateway.url}`);
        await world().workbench.quickInput.cancel();
        await assertNoRequests(world(), forgotten);
      });
    },
  );
});

const [crowded, next] = ['CROWDED00001', 'CROWDED00002'];

describe('a pairing whose tab the editor closes by itself, since there are too many', () => {
  everyEdition(
    {
      instances: [crowded, next].map((id) => ({ id, session })),
      settings: { 'workbench.editor.limit.enabled': true, 'workbench.editor.limit.value': 1 },
    },
    (world) => {
      it('is told in the status bar, beside the pairing that took its place', async () => {
        const { workbench } = world();
        await pairFirst(world(), crowded);
        await qrCode(world()).waitFor();
        await pair(world(), next);
        await workbench.statusBarItem.waitForText('1 to scan · 1 ended');
        const tooltip = await workbench.statusBarItem.hover();
        await tooltip.getByText(/CROWDED00001 · Pairing ended/).waitFor();
        await tooltip.getByRole('link', { name: 'Pair again' }).waitFor();
        await workbench.page.mouse.move(0, 0);
        await assertNoRequests(world(), crowded);
      });

      it('can be paired again from the list that a click opens', async () => {
        const { workbench } = world();
        await workbench.statusBarItem.click();
        await workbench.quickInput.waitFor('Show pairings');
        await workbench.quickInput.item(crowded).filter({ hasText: 'Pairing ended' }).waitFor();
        await workbench.quickInput.pick(crowded);
        await workbench.page.getByRole('tab', { name: `Pair ${crowded}` }).waitFor();
        await qrCode(world()).waitFor();
      });

      it('is no longer told after half a minute', async () => {
        await world().workbench.statusBarItem.waitForText(/^\s*Scan to pair/, 40_000);
      });
    },
  );
});
