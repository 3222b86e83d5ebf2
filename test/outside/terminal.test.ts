import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Theme } from '../vscode/workbench';
import { themes } from '../vscode/workbench';
import { assertNoRequests, pairInTerminal, requestsFor, qrCode, readLive, waitForHeadline } from './person';
import { readCode } from './readers';
import { stepTimeout } from './waituntil';
import type { World } from './world';
import { everyEdition, lastingSession, token } from './world';

const id = 'TERMINAL0001';
const other = 'TERMINAL0002';
const last = 'TERMINAL0004';

/** Asserts that both readers find the gateway's live value in a screenshot of the terminal. */
async function readTerminal(world: World, instanceId: string): Promise<void> {
  // The words may be drawn before the code.
  await readLive(world, instanceId, world.workbench.terminal.screen);
}

describe('pairing in a terminal', () => {
  const session = lastingSession;
  everyEdition(
    {
      instances: [
        // Its expiry is counted down.
        { id, session, form: { expiry: 'ms' } },
        { id: last, session },
        { id: other, session: { starting: 0, firstCode: 40_000, laterCode: 60_000 } },
      ],
      // Cells are elements, so that the words can be read too; and small enough for two cells per module.
      settings: { 'terminal.integrated.gpuAcceleration': 'off', 'terminal.integrated.fontSize': 7 },
    },
    (world) => {
      it('says how much room it needs if there is too little', async () => {
        await pairInTerminal(world(), id, token);
        await world().workbench.terminal.waitForText('too small');
        const rows = await world().workbench.terminal.rows();
        assert.match(rows.join(' '), /needs 6\d columns and 3\d rows/);
      });

      it('draws a code that both readers can read once there is room', async () => {
        const { workbench } = world();
        await workbench.terminal.press('m');
        await workbench.terminal.waitForText('Point the phone at the code');
        await readTerminal(world(), id);
      });

      for (const theme of Object.keys(themes) as Theme[]) {
        it(`can be read in the theme ${themes[theme].label}`, async () => {
          await world().workbench.useTheme(theme);
          await world().workbench.terminal.waitForText(/Expires in \d:\d\d/);
          await readTerminal(world(), id);
        });
      }

      it('shows the same pairing in the panel, without more requests', async () => {
        const { workbench, gateway } = world();
        await workbench.runCommand('View: Toggle Maximized Panel');
        await workbench.terminal.press('p');
        await waitForHeadline(world(), /^(Scan this code|New code: scan it) with the phone$/);
        await qrCode(world()).waitFor();
        assert.deepEqual(gateway.violations, []);
        const polls = requestsFor(gateway, id).filter(({ path }) => path === '/v2/auth/qr');
        const [first, last] = [polls[0]?.startedAt ?? 0, polls.at(-1)?.startedAt ?? 0];
        assert.ok(
          polls.length <= (last - first) / 5_000 + 1,
          `${polls.length} polls are too many for one pairing.`,
        );
      });

      it('continues when one of the two is closed', async () => {
        const { workbench } = world();
        await workbench.closeEditor(`Pair ${id}`);
        await workbench.terminal.press('m');
        await workbench.terminal.waitForText('Point the phone at the code');
        await readTerminal(world(), id);
      });

      it('stops with Ctrl+C and starts again with a key', async () => {
        const { workbench } = world();
        await workbench.terminal.press('Control+C');
        await workbench.terminal.waitForText('Pairing stopped');
        assert.deepEqual(await readCode(await workbench.terminal.screen.screenshot()), {
          zxing: undefined,
          jsqr: undefined,
        });
        await workbench.terminal.press('1');
        await workbench.terminal.waitForText(/Expires in \d:\d\d/);
        await readTerminal(world(), id);
      });

      it('shows the linked account in both places', async () => {
        const { workbench, gateway } = world();
        await workbench.terminal.press('p');
        await qrCode(world()).waitFor();
        assert.equal(gateway.instance(id).scan(), 'linked');
        await waitForHeadline(world(), 'Linked to John Doe');
        await workbench.terminal.waitForText('Linked to John Doe');
      });

      it('closes with q', async () => {
        const { workbench } = world();
        await workbench.terminal.press('q');
        await workbench.terminal.screen.waitFor({ state: 'detached' });
        await waitForHeadline(world(), 'Linked to John Doe');
        await workbench.closeEditor('Pair John Doe');
      });

      it('covers an expired code and draws the next one', async () => {
        const { workbench, gateway } = world();
        // The code starts now, however long the steps before took.
        gateway.instance(other).setState('SCAN_QR_CODE');
        await pairInTerminal(world(), other);
        await workbench.terminal.waitForText('too small');
        await workbench.terminal.press('m');
        await workbench.terminal.waitForText('Point the phone at the code');
        const before = gateway.instance(other).liveCode();
        await workbench.terminal.waitForText('New code: scan');
        assert.notEqual(gateway.instance(other).liveCode(), before);
        await readTerminal(world(), other);
      });

      it('links a phone that scans the code in the terminal', async () => {
        const { workbench, gateway } = world();
        const value = await readLive(world(), other, workbench.terminal.screen);
        assert.equal(gateway.instance(other).scan(value), 'linked');
        await workbench.terminal.waitForText('Linked to John Doe');
      });

      it('ends the pairing with its last surface', async () => {
        const { workbench } = world();
        await workbench.terminal.press('q');
        await workbench.terminal.screen.waitFor({ state: 'detached' });
        await pairInTerminal(world(), last);
        await workbench.statusBarItem.waitForText(/Scan to pair/);
        await workbench.terminal.press('q');
        await workbench.statusBarItem.waitForText('Pair WhatsApp');
        await assertNoRequests(world(), last);
      });
    },
  );
});

const small = 'TERMINAL0003';

describe('pairing in a terminal with default settings', () => {
  everyEdition({ instances: [{ id: small, session: { starting: 0, firstCode: 240_000 } }] }, (world) => {
    it('draws a code that can be read if two modules share a cell', async () => {
      const { workbench, gateway } = world();
      await pairInTerminal(world(), small, token);
      await workbench.statusBarItem.waitForText(/Scan to pair/);
      await workbench.terminal.press('m');
      const deadline = Date.now() + stepTimeout;
      for (;;) {
        const { zxing, jsqr } = await readCode(await workbench.terminal.screen.screenshot());
        const value = gateway.instance(small).liveCode();
        if (zxing === value && jsqr === value) return;
        assert.ok(
          Date.now() < deadline,
          `ZXing ${zxing ? 'reads' : 'doesn’t read'} it, jsQR ${jsqr ? 'reads' : 'doesn’t read'} it.`,
        );
        await sleep(250);
      }
    });
  });
});
