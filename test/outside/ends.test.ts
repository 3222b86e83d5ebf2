import { assertQuiet, pair, pairFirst, panelButton, qrCode, waitForHeadline } from './person';
import { everyEdition } from './world';

const [closed, stopped, pressed, forgotten] = [
  'CLOSED000001',
  'STOPPED00001',
  'PRESSED00001',
  'FORGOTTEN001',
];
const session = { starting: 0 };

describe('the end of a pairing', () => {
  everyEdition(
    { instances: [closed, stopped, pressed, forgotten].map((id) => ({ id, session })) },
    (world) => {
      it('comes with the end of the panel', async () => {
        await pairFirst(world(), closed);
        await qrCode(world()).waitFor();
        await world().workbench.closeEditor(`Pair ${closed}`);
        await world().workbench.statusBarItem.waitForText('Pair WhatsApp');
        await assertQuiet(world(), closed);
      });

      it('comes with the command “Stop pairing”', async () => {
        await pair(world(), stopped);
        await qrCode(world()).waitFor();
        await world().workbench.runCommand('WhatsApp: Stop pairing');
        await waitForHeadline(world(), 'Pairing stopped');
        await assertQuiet(world(), stopped);
        await world().workbench.closeEditor(`Pair ${stopped}`);
      });

      it('comes with the button “Stop pairing”, and a press starts it again', async () => {
        await pair(world(), pressed);
        await qrCode(world()).waitFor();
        await panelButton(world(), 'Stop pairing').click();
        await waitForHeadline(world(), 'Pairing stopped');
        await assertQuiet(world(), pressed);
        await panelButton(world(), 'Start again').click();
        await qrCode(world()).waitFor();
        await world().workbench.closeEditor(`Pair ${pressed}`);
      });

      it('comes with the token’s', async () => {
        await pair(world(), forgotten);
        await qrCode(world()).waitFor();
        await world().workbench.runCommand('WhatsApp: Forget access token');
        await waitForHeadline(world(), 'Pairing stopped');
        await assertQuiet(world(), forgotten);
        await panelButton(world(), 'Start again').click();
        await world().workbench.quickInput.waitFor(`Access token for ${world().gateway.url}`);
        await world().workbench.quickInput.cancel();
        await assertQuiet(world(), forgotten);
      });
    },
  );
});
