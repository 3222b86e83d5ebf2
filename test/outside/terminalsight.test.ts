import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { pairInTerminal, requestsFor } from './person';
import type { World } from './world';
import { everyEdition, token } from './world';

const [hidden, failing, closed] = ['SIGHT0000001', 'SIGHT0000002', 'SIGHT0000003'];
const linked = 'SIGHT0000004';
/** Longer than two requests for codes are apart. */
const quietTime = 14_000;

/** The number of requests for codes of an instance. */
function codeRequests({ gateway }: World, instanceId: string): number {
  return requestsFor(gateway, instanceId).filter(({ path }) => path === '/v2/auth/qr').length;
}

/** Shows another terminal in front: that of an instance which is linked already. */
async function showAnother(world: World): Promise<void> {
  await pairInTerminal(world, linked);
  await world.workbench.terminal.waitForText(linked);
  await world.workbench.terminal.waitForText(/Already linked/);
}

describe('a terminal that is out of sight', () => {
  const session = { starting: 0, firstCode: 20_000, laterCode: 20_000, codes: 60 };
  everyEdition(
    {
      instances: [
        { id: hidden, session },
        { id: failing, session },
        { id: linked, session: { initial: 'WORKING' } },
        // Its codes last until its turn comes.
        { id: closed, session: { ...session, firstCode: 40_000, laterCode: 40_000 } },
      ],
      settings: {
        // Cells are elements, so that the words can be read.
        'terminal.integrated.gpuAcceleration': 'off',
        'terminal.integrated.fontSize': 7,
        'terminal.integrated.tabs.enabled': false,
      },
    },
    (world) => {
      it('uses up no codes while another terminal is in front', async () => {
        const { workbench } = world();
        await pairInTerminal(world(), hidden, token);
        await workbench.statusBarItem.waitForText(/Scan to pair/);
        await showAnother(world());
        // The code that was shown stays until it expires.
        await workbench.statusBarItem.waitForText('Show code');
        const before = codeRequests(world(), hidden);
        await sleep(quietTime);
        assert.equal(codeRequests(world(), hidden), before);
      });

      it('comes back with a click on the status bar item, and fetches codes again', async () => {
        const { workbench } = world();
        await workbench.statusBarItem.click();
        await workbench.terminal.waitForText(/Stop pairing/);
        await workbench.statusBarItem.waitForText(/Scan to pair/);
      });

      it('is told that a phone is linked, though another terminal is in front', async () => {
        const { workbench, gateway } = world();
        await showAnother(world());
        assert.equal(gateway.instance(hidden).scan(), 'linked');
        // WhatsApp gives the name some seconds after the link.
        await workbench.notifications.waitFor(/SIGHT0000001: Linked to (John Doe|\+201012345678)/);
      });

      it('is told of a failure, and a click shows the terminal instead of restarting blind', async () => {
        const { workbench, gateway } = world();
        await pairInTerminal(world(), failing);
        await workbench.statusBarItem.waitForText(/Scan to pair/);
        await showAnother(world());
        gateway.instance(failing).setState('STOPPED');
        await workbench.notifications.waitFor(/SIGHT0000002: .*stopped/i);
        await workbench.statusBarItem.waitForText('Instance stopped');
        await workbench.statusBarItem.click();
        await workbench.terminal.waitForText('Start and show code');
        const commands = requestsFor(gateway, failing).filter(({ path }) => path.includes('start'));
        assert.deepEqual(commands, []);
        await workbench.terminal.press('q');
      });

      it('pauses after a minute without the focus, since the whole area may be hidden, and continues with a key', async () => {
        const { workbench } = world();
        await pairInTerminal(world(), closed);
        await workbench.statusBarItem.waitForText(/Scan to pair/);
        await workbench.runCommand('View: Toggle Panel Visibility');
        await workbench.terminal.screen.waitFor({ state: 'hidden' });
        await workbench.statusBarItem.waitForText('Show code', 110_000);
        const before = codeRequests(world(), closed);
        await sleep(quietTime);
        assert.equal(codeRequests(world(), closed), before);
        // The editor brings the terminal back without the focus, as far as the extension knows.
        await workbench.runCommand('View: Toggle Panel Visibility');
        await workbench.terminal.press('x');
        await workbench.statusBarItem.waitForText(/Scan to pair/);
      });
    },
  );
});
