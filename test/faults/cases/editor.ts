import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCode } from '../../outside/readers';
import { extensionHosts } from '../../vscode/processes';
import { Webview } from '../../vscode/webview';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { describeExpected } from '../sight';
import type { Stage } from '../stage';
import * as sights from './sights';

const paths = { qr: '/v2/auth/qr', session: '/v2/session/info' };
const settings = 'Preferences: Open User Settings (JSON)';
const freshCode = describeExpected(sights.freshCode);
/**
 * How long VS Code may take to start another process for extensions, in ms. Its window connects again at once: if the
 * server hasn't heard of the death by then, the window believes it for 20 s before it looks again.
 */
const revival = 60_000;
/** A code that outlives what is done with its panel. */
const longLife = { session: { firstCode: 300_000 } };

function count(stage: Stage, path: string): number {
  return stage.calls.filter((call) => call.path === path).length;
}

async function begin(stage: Stage): Promise<void> {
  await stage.pair();
  await stage.see(sights.freshCode);
}

/** Since that instant there were no more calls than one pairing makes, whose calls are 5 s apart. */
function assertOwnPace(stage: Stage, before: number, since: number): void {
  const calls = stage.calls.length - before;
  if (calls > 1 + (Date.now() - since) / 5_000) throw new Unexpected(`${calls} calls`);
}

/** Hides the panel behind another editor. */
async function cover({ world: { workbench } }: Stage): Promise<void> {
  await workbench.runCommand(settings);
  await workbench.page.locator('.editor-instance[aria-label*="settings.json"]').waitFor();
}

/** What the editor does with the panel, the window and the process that extensions run in. */
export const editor: readonly Case[] = [
  {
    done: 'the panel is hidden behind another editor for 12 s, and then shown',
    expected: `no code is asked for meanwhile, the session at most twice; one call on reveal, ${freshCode}`,
    instance: longLife,
    run: async (stage) => {
      const { workbench } = stage.world;
      await begin(stage);
      await cover(stage);
      await workbench.statusBarItem.waitForText(/Scan to pair|Show code/);
      const [codes, sessions] = [count(stage, paths.qr), count(stage, paths.session)];
      await sleep(12_000);
      const [fetched, checks] = [count(stage, paths.qr) - codes, count(stage, paths.session) - sessions];
      if (fetched > 0 || checks > 2)
        throw new Unexpected(`${fetched} codes and ${checks} checks while hidden`);
      await workbench.closeEditor('settings.json');
      await stage.waitForCalls(codes + 1, 6_000, paths.qr);
      const seen = await stage.see(sights.freshCode);
      await stage.close();
      return `no code is asked for meanwhile, the session ${checks} times; one call on reveal, ${seen}`;
    },
  },
  {
    done: 'the panel is moved into another group',
    expected: `the pairing goes on, ${freshCode}`,
    instance: longLife,
    run: async (stage) => {
      const { workbench } = stage.world;
      await begin(stage);
      // The group that it leaves stays only with another editor in it.
      await cover(stage);
      await workbench.page.getByRole('tab', { name: `Pair ${stage.instance.id}` }).click();
      await workbench.runCommand('View: Move Editor into Right Group');
      await workbench.page.locator('.editor-group-container').nth(1).waitFor();
      const seen = await stage.see(sights.freshCode);
      await workbench.closeEditor('settings.json');
      await stage.close();
      return `the pairing goes on, ${seen}`;
    },
  },
  {
    done: 'the panel is moved into a window of its own, which is then closed',
    expected: 'the code is read there; with the window the pairing ends',
    instance: longLife,
    run: async (stage) => {
      const { workbench } = stage.world;
      await begin(stage);
      const popup = workbench.page.waitForEvent('popup');
      await workbench.runCommand('View: Move Editor into New Window');
      const page = await popup;
      const panel = new Webview(page, 'pair-whatsapp.pair-whatsapp');
      await panel.content.getByRole('img', { name: /QR code/ }).waitFor();
      const { zxing, jsqr } = await readCode(await panel.root.screenshot());
      const value = stage.instance.liveCode();
      if (zxing !== value || jsqr !== value) throw new Unexpected('the code is not read there');
      await page.close({ runBeforeUnload: true });
      await workbench.statusBarItem.waitForText('Pair WhatsApp');
      stage.expectSilence();
      return 'the code is read there; with the window the pairing ends';
    },
  },
  {
    done: 'the same command twice for one instance',
    expected: `one panel, one pairing, ${freshCode}`,
    instance: longLife,
    run: async (stage) => {
      const { workbench } = stage.world;
      await begin(stage);
      const [before, since] = [stage.calls.length, Date.now()];
      await cover(stage);
      await stage.pair();
      const seen = await stage.see(sights.freshCode);
      const tabs = await workbench.page.getByRole('tab', { name: `Pair ${stage.instance.id}` }).count();
      await workbench.closeEditor('settings.json');
      await stage.close();
      if (tabs !== 1) throw new Unexpected(`${tabs} panels`);
      assertOwnPace(stage, before, since);
      return `one panel, one pairing, ${seen}`;
    },
  },
  {
    done: 'the process that extensions run in stands still for 12 s, in which the code dies',
    expected: 'the page covers the code by itself; afterwards one call and no burst, and a new code',
    instance: { session: { firstCode: 15_000, laterCode: 120_000 } },
    run: async (stage) => {
      stage.instance.setState('SCAN_QR_CODE');
      await begin(stage);
      const hosts = await extensionHosts(stage.world.server);
      for (const pid of hosts) process.kill(pid, 'SIGSTOP');
      try {
        await stage.world.workbench.panel.content.locator('.covered').waitFor({ timeout: 18_000 });
        await sleep(5_000);
      } finally {
        for (const pid of hosts) process.kill(pid, 'SIGCONT');
      }
      const [before, wokenAt] = [stage.calls.length, Date.now()];
      await stage.see(sights.nextCode);
      await sleep(2_000);
      // The poll after it is due 6 s later, however long the look has taken.
      const calls = stage.calls.slice(before).filter(({ startedAt }) => startedAt < wokenAt + 4_000).length;
      if (calls !== 1) throw new Unexpected(`${calls} calls within 4 s of the wake-up`);
      await stage.close();
      return 'the page covers the code by itself; afterwards one call and no burst, and a new code';
    },
  },
  {
    done: 'messages that nobody sends, to the page and from it',
    expected: `nothing happens, ${freshCode}`,
    instance: longLife,
    run: async (stage) => {
      await begin(stage);
      const frame = await stage.world.workbench.panel.frame();
      const [before, since] = [stage.calls.length, Date.now()];
      await frame.evaluate(() => {
        // The oldest VS Code takes it away from the page.
        const above = window.parent as Window | undefined;
        const rubbish = [
          ...[null, 7, 'stop', [], {}, { type: 'view' }, { type: 'view', view: null, madeAt: 0 }],
          ...[
            { type: 'view', view: [], madeAt: 0 },
            { type: '__proto__', view: {}, madeAt: 0 },
          ],
          ...[
            { type: 'view', view: {} },
            { type: ['ready'], clock: 0 },
            { type: 'ready' },
            { type: 'intent' },
            { type: 'intent', intent: ['stop'] },
            { type: 'intent', intent: 'toString' },
          ],
        ];
        for (const message of rubbish) {
          window.postMessage(message, '*');
          // The way that a message takes from the page to the extension.
          above?.postMessage({ channel: 'onmessage', data: { message, transfer: [] } }, '*');
        }
      });
      await sleep(1_000);
      const seen = await stage.see(sights.freshCode);
      assertOwnPace(stage, before, since);
      await stage.close();
      return `nothing happens, ${seen}`;
    },
  },
  {
    done: 'the page tries to reach the network',
    expected: 'the policy of the page refuses it, and nothing was requested since it was loaded',
    instance: longLife,
    run: async (stage) => {
      await begin(stage);
      const { page, panel } = stage.world.workbench;
      const frame = await panel.frame();
      const requested: string[] = [];
      page.on('requestfinished', (request) => {
        if (request.frame() === frame) requested.push(request.url());
      });
      const refused = await frame.evaluate(async (url) => {
        const violations: string[] = [];
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
          violations.push(effectiveDirective),
        );
        await fetch(url).catch(() => undefined);
        const picture = document.createElement('img');
        picture.src = `${url}/picture.png`;
        document.body.append(picture);
        await new Promise((resolve) => setTimeout(resolve, 500));
        return violations;
      }, stage.world.gateway.url);
      await stage.close();
      if (!refused.includes('connect-src') || !refused.includes('img-src'))
        throw new Unexpected(`refused: ${refused.join(', ')}`);
      if (requested.length > 0) throw new Unexpected(`requested: ${requested.join(', ')}`);
      return 'the policy of the page refuses it, and nothing was requested since it was loaded';
    },
  },
  {
    done: 'the window is loaded again',
    expected: `the panel comes back and asks nothing, ${freshCode}`,
    instance: longLife,
    run: async (stage) => {
      await begin(stage);
      await stage.reload();
      const seen = await stage.see(sights.freshCode, 20_000);
      const asked = await stage.world.workbench.quickInput.root.count();
      await stage.close();
      if (asked > 0) throw new Unexpected('it asks for something');
      return `the panel comes back and asks nothing, ${seen}`;
    },
  },
  {
    done: 'the process that extensions run in is killed, and VS Code starts another',
    expected: `the panel comes back and asks nothing, ${freshCode}`,
    instance: longLife,
    run: async (stage) => {
      await begin(stage);
      for (const pid of await extensionHosts(stage.world.server)) process.kill(pid, 'SIGKILL');
      await stage.world.workbench.statusBarItem.waitForText('Pair WhatsApp', revival);
      const seen = await stage.see(sights.freshCode, 20_000);
      await stage.close();
      return `the panel comes back and asks nothing, ${seen}`;
    },
  },
  {
    done: 'a settings file of the workspace names another gateway',
    expected: `nothing arrives there, ${freshCode}`,
    instance: longLife,
    run: async (stage) => {
      const { server } = stage.world;
      const arrivals: string[] = [];
      const elsewhere = createServer((request, response) => {
        arrivals.push(request.url ?? '');
        response.end();
      });
      await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
      const folder = path.join(server.extensionsDir, '.vscode');
      try {
        const endpoint = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
        await mkdir(folder, { recursive: true });
        await writeFile(
          path.join(folder, 'settings.json'),
          JSON.stringify({ 'pairWhatsApp.endpoint': endpoint, 'pairWhatsApp.credentials': 'query' }),
        );
        await stage.reload();
        await begin(stage);
        const seen = await stage.see(sights.freshCode);
        await stage.close();
        if (arrivals.length > 0) throw new Unexpected(`${arrivals.join(', ')} arrived there`);
        if (stage.calls.some(({ credentials }) => credentials !== 'body'))
          throw new Unexpected('the credentials were in the query');
        return `nothing arrives there, ${seen}`;
      } finally {
        elsewhere.close();
        await rm(folder, { recursive: true });
      }
    },
  },
];
