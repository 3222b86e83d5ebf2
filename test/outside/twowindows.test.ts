import assert from 'node:assert/strict';
import { Workbench } from '../vscode/workbench';
import { keepHeadlines, keptHeadlines } from './headlines';
import { assertQuiet, callsFor, pairFirst, panelButton, qrCode, waitForHeadline } from './person';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition } from './world';

const id = 'TWOWINDOWS01';
const elsewhere = 'Locked by another window';
const nowhere = 'No longer locked by another window';
/** Longer than the time between two questions whether the code has changed. */
const span = 13_000;
/** How long a command may take to reach the gateway, in ms. */
const patience = 30_000;

describe('two windows on the same instance', () => {
  everyEdition(
    { instances: [{ id, session: { starting: 0, firstCode: 240_000, laterCode: 240_000 } }], folder: true },
    (world) => {
      let second: World;

      before(async () => {
        const { server, workbench } = world();
        // In the same browser, where the token is.
        const opened = workbench.page.waitForEvent('popup');
        await workbench.page.evaluate(() => window.open('about:blank', '_blank'));
        const page = await opened;
        await page.setViewportSize({ width: 1280, height: 800 });
        second = { ...world(), workbench: await Workbench.open(page, server) };
      });

      it('leave it to the first one, and the second says where', async () => {
        await pairFirst(world(), id);
        await qrCode(world()).waitFor();
        await pairFirst(second, id);
        await waitForHeadline(second, elsewhere);
        const { content } = second.workbench.panel;
        await content.getByText('The window “extensions').first().waitFor();
        await second.workbench.statusBarItem.waitForText('Locked by another window');
      });

      it('ask as often as one does', async () => {
        const before = callsFor(world().gateway, id).length;
        await world().workbench.page.waitForTimeout(span);
        const calls = callsFor(world().gateway, id).length - before;
        assert.ok(calls >= 1 && calls <= 3, `${calls} calls`);
        await qrCode(world()).waitFor();
      });

      it('stay told of the first one when that stops and starts again', async () => {
        await panelButton(world(), 'Stop pairing').click();
        await waitForHeadline(second, nowhere);
        await panelButton(world(), 'Start again').click();
        await waitForHeadline(second, elsewhere);
        await second.workbench.statusBarItem.waitForText('Locked by another window');
        await qrCode(world()).waitFor();
      });

      it('leave it to the first one without a break when that restarts the session', async () => {
        await keepHeadlines(second);
        await world().workbench.runCommand('WhatsApp: Restart session');
        const restarts = (): number =>
          callsFor(world().gateway, id).filter(({ path }) => path.endsWith('/restart')).length;
        await seen(() => restarts() > 0, patience);
        await qrCode(world()).waitFor();
        await waitForHeadline(second, elsewhere);
        assert.deepEqual(await keptHeadlines(second), [elsewhere]);
      });

      it('change places at a press, and the first one says so', async () => {
        await panelButton(second, 'Pair here').click();
        await waitForHeadline(world(), elsewhere);
        const { content } = world().workbench.panel;
        await content.getByText('The window “a window without a folder”').first().waitFor();
        await qrCode(second).waitFor();
        assert.equal(await qrCode(world()).count(), 0);
      });

      it('leave it to the first one again once the second is closed', async () => {
        await second.workbench.page.close({ runBeforeUnload: false });
        await waitForHeadline(world(), nowhere);
        await assertQuiet(world(), id);
        await panelButton(world(), 'Pair here').click();
        await qrCode(world()).waitFor();
      });
    },
  );
});
