import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { extensionHosts } from '../vscode/processes';
import { pairCommand, qrCode, requestsFor, typeToken, waitForHeadline } from './person';
import { everyEdition, lastingSession, reportedExpiry, token } from './world';

const [id, late] = ['BLANK0000001', 'LATE00000001'];
/** Longer than two requests for codes are apart. */
const quietTime = 14_000;
/** The document that VS Code wraps around the page of an extension. */
const frames = /\/pre\/index(-no-csp)?\.html/;

describe('a panel whose page the browser doesn’t load', () => {
  everyEdition(
    {
      instances: [{ id, session: { starting: 0, firstCode: 60_000 } }],
      settings: { 'terminal.integrated.gpuAcceleration': 'off', 'terminal.integrated.fontSize': 7 },
    },
    (world) => {
      const codeRequests = (): number =>
        requestsFor(world().gateway, id).filter(({ path }) => path === '/v2/auth/qr').length;

      it('is explained after 10 seconds, and uses up no more codes', async () => {
        const { workbench } = world();
        await workbench.page.route(frames, (route) => route.abort());
        await workbench.runCommand(pairCommand);
        await typeToken(world(), token);
        await workbench.quickInput.waitFor(pairCommand);
        await workbench.quickInput.type(id);
        await workbench.quickInput.accept();
        // The first request doesn't wait for the page.
        await workbench.statusBarItem.waitForText(/Scan to pair/);
        await workbench.notifications.containing('did not load within 10 seconds').waitFor();
        const before = codeRequests();
        await sleep(quietTime);
        assert.equal(codeRequests(), before);
      });

      it('can be replaced by the terminal with one click', async () => {
        const { workbench } = world();
        // The keyboard doesn't reach the editor from a page that didn't load.
        await workbench.page.locator('#status\\.notifications').click();
        // The tooltip of what was pressed would cover the button.
        await workbench.page.mouse.move(0, 0);
        await workbench.page.getByRole('button', { name: 'Pair in terminal' }).click();
        await workbench.terminal.waitForText(/Stop pairing/);
        await workbench.statusBarItem.waitForText(/Scan to pair/);
        await workbench.terminal.press('q');
        // Otherwise the panel's tab, which is closed next, could be closed before the terminal.
        await workbench.terminal.screen.waitFor({ state: 'detached' });
      });

      it('goes on as soon as its page loads', async () => {
        const { workbench } = world();
        await workbench.page.unroute(frames);
        const tab = workbench.page.getByRole('tab', { name: `Pair ${id}` });
        await tab.hover();
        await tab.getByRole('button', { name: /^Close/ }).click();
        await workbench.statusBarItem.waitForText('Pairing ended · Pair again');
        await workbench.statusBarItem.click();
        await qrCode(world()).waitFor();
      });
    },
  );
});

describe('a panel whose page loads late', () => {
  everyEdition({ instances: [{ id: late, session: lastingSession, form: reportedExpiry }] }, (world) => {
    it('shows no code that was scanned meanwhile, even if the extension can’t be asked', async () => {
      const { workbench, gateway, server } = world();
      const { page, statusBarItem } = workbench;
      let load = (): void => undefined;
      const mayLoad = new Promise<void>((resolve) => (load = resolve));
      await page.route(frames, async (route) => {
        await mayLoad;
        await route.continue();
      });
      await workbench.runCommand(pairCommand);
      await typeToken(world(), token);
      await workbench.quickInput.waitFor(pairCommand);
      await workbench.quickInput.type(late);
      await workbench.quickInput.accept();
      await statusBarItem.waitForText(/Scan to pair/);
      gateway.instance(late).scan();
      await statusBarItem.waitForText(/^\s*Link(ing…|ed)\s*$/);
      const hosts = await extensionHosts(server);
      for (const pid of hosts) process.kill(pid, 'SIGSTOP');
      try {
        load();
        await waitForHeadline(world(), /^Link(ing…|ed)/);
        assert.equal(await qrCode(world()).count(), 0);
      } finally {
        for (const pid of hosts) process.kill(pid, 'SIGCONT');
      }
    });
  });
});
