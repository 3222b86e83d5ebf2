import assert from 'node:assert/strict';
import { recordedTexts } from '../vscode/recordedtexts';
import { Workbench } from '../vscode/workbench';
import { assertNoRequests, requestsFor, pairFirst, panelButton, qrCode, waitForHeadline } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry } from './world';

const id = 'TWOWINDOWS01';
const locked = 'Locked by another window';
const unlocked = 'No longer locked by another window';
/** Longer than the time between two checks for a new code. */
const span = 13_000;

describe('two windows on the same instance', () => {
  everyEdition(
    { instances: [{ id, session: lastingSession, form: reportedExpiry }], folder: true },
    (world) => {
      let second: World;

      before(async () => {
        const { server, workbench } = world();
        // In the same browser, which has the token.
        const opened = workbench.page.waitForEvent('popup');
        await workbench.page.evaluate(() => window.open('about:blank', '_blank'));
        const page = await opened;
        await page.setViewportSize({ width: 1280, height: 800 });
        second = { ...world(), workbench: await Workbench.open(page, server) };
      });

      it('let only the first one pair, and the second names the first', async () => {
        await pairFirst(world(), id);
        await qrCode(world()).waitFor();
        await pairFirst(second, id);
        await waitForHeadline(second, locked);
        const { content } = second.workbench.panel;
        await content.getByText('The window “extensions').first().waitFor();
        await second.workbench.statusBarItem.waitForText('Locked by another window');
      });

      it('send as many requests as one window', async () => {
        const codeRequests = (): number =>
          requestsFor(world().gateway, id).filter(({ path }) => path === '/v2/auth/qr').length;
        const before = codeRequests();
        await world().workbench.page.waitForTimeout(span);
        const requests = codeRequests() - before;
        assert.ok(requests >= 1 && requests <= 3, `${requests} requests for codes`);
        assert.deepEqual(world().gateway.violations, []);
        await qrCode(world()).waitFor();
      });

      it('keep track of the first one when it stops and starts again', async () => {
        await panelButton(world(), 'Stop pairing').click();
        await waitForHeadline(second, unlocked);
        await panelButton(world(), 'Pair again').click();
        await waitForHeadline(second, locked);
        await second.workbench.statusBarItem.waitForText('Locked by another window');
        await qrCode(world()).waitFor();
      });

      it('keep the lock with the first one while it restarts the instance', async () => {
        const before = await recordedTexts(second.workbench.panel, 'headline');
        await world().workbench.runCommand('WhatsApp: Restart instance');
        const restarts = (): number =>
          requestsFor(world().gateway, id).filter(({ path }) => path.endsWith('/restart')).length;
        await waitUntil(() => restarts() > 0);
        await qrCode(world()).waitFor();
        await waitForHeadline(second, locked);
        assert.deepEqual(await recordedTexts(second.workbench.panel, 'headline'), before);
        assert.equal(before.at(-1), locked);
      });

      it('swap on “Pair here”, and the first one says so', async () => {
        await panelButton(second, 'Pair here').click();
        await waitForHeadline(world(), locked);
        const { content } = world().workbench.panel;
        await content.getByText('Another window is pairing this instance.').first().waitFor();
        await qrCode(second).waitFor();
        assert.equal(await qrCode(world()).count(), 0);
      });

      it('let the first one pair again after the second is closed', async () => {
        await second.workbench.page.close({ runBeforeUnload: false });
        await waitForHeadline(world(), unlocked);
        await assertNoRequests(world(), id);
        await panelButton(world(), 'Pair here').click();
        await qrCode(world()).waitFor();
      });
    },
  );
});
