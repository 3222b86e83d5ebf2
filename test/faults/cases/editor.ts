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
import { describeExpected } from '../windowstate';
import type { Stage } from '../stage';
import * as sights from './states';

const paths = { qr: '/v2/auth/qr', session: '/v2/session/info' };
const freshCode = describeExpected(sights.freshCode);
/** A code that stays valid through everything that is done with its panel, as its expiry says. */
const longLived = { session: { firstCode: 300_000, laterCode: 300_000 }, form: { expiry: 'ms' } } as const;

function count(stage: Stage, path: string): number {
  return stage.requests.filter((request) => request.path === path).length;
}

async function startPairing(stage: Stage): Promise<void> {
  // The code starts now, however long the cases before took.
  stage.instance.setState('SCAN_QR_CODE');
  await stage.pair();
  await stage.waitFor(sights.freshCode);
}

/** Asserts that there were no more requests since then than one pairing sends, at least 5 s apart. */
function assertPaceOfOnePairing(stage: Stage, before: number, since: number): void {
  const requests = stage.requests.length - before;
  if (requests > 1 + (Date.now() - since) / 5_000) throw new Unexpected(`${requests} requests`);
}

/** What the editor does with the panel, the window and the extension host. */
export const editor: readonly Case[] = [
  {
    done: 'the panel is hidden behind another editor for 12 s, and then shown',
    expected: `no code is requested while hidden, the session at most twice; one request on reveal, ${freshCode}`,
    instance: longLived,
    run: async (stage) => {
      const { workbench } = stage.world;
      await startPairing(stage);
      await stage.world.workbench.hidePanel();
      // Before that, a request for a code may still have been open.
      await stage.waitForRequests(count(stage, paths.session) + 1, 40_000, paths.session);
      const [codes, sessions] = [count(stage, paths.qr), count(stage, paths.session)];
      await sleep(12_000);
      const [fetched, checks] = [count(stage, paths.qr) - codes, count(stage, paths.session) - sessions];
      if (fetched > 0 || checks > 2)
        throw new Unexpected(`${fetched} codes and ${checks} checks while hidden`);
      await workbench.closeEditor('settings.json');
      await stage.waitForRequests(codes + 1, 6_000, paths.qr);
      const seen = await stage.waitFor(sights.freshCode);
      await stage.close();
      return `no code is requested while hidden, the session ${checks} times; one request on reveal, ${seen}`;
    },
  },
  {
    done: 'the panel is moved into another group',
    expected: `the pairing continues, ${freshCode}`,
    instance: longLived,
    run: async (stage) => {
      const { workbench } = stage.world;
      await startPairing(stage);
      // The group that the panel leaves stays only if it contains another editor.
      await stage.world.workbench.hidePanel();
      await workbench.page.getByRole('tab', { name: `Pair ${stage.instance.id}` }).click();
      await workbench.runCommand('View: Move Editor into Right Group');
      await workbench.page.locator('.editor-group-container').nth(1).waitFor();
      const seen = await stage.waitFor(sights.freshCode);
      await workbench.closeEditor('settings.json');
      await stage.close();
      return `the pairing continues, ${seen}`;
    },
  },
  {
    done: 'the panel is moved into a window of its own, which is then closed',
    expected: 'the code can be read there; the pairing ends with the window',
    instance: longLived,
    run: async (stage) => {
      const { workbench } = stage.world;
      await startPairing(stage);
      const popup = workbench.page.waitForEvent('popup');
      await workbench.runCommand('View: Move Editor into New Window');
      const page = await popup;
      const panel = new Webview(page, 'pair-whatsapp.pair-whatsapp');
      await panel.content.getByRole('img', { name: /QR code/ }).waitFor();
      const { zxing, jsqr } = await readCode(await panel.root.screenshot());
      const value = stage.instance.liveCode();
      if (zxing !== value || jsqr !== value) throw new Unexpected('the code can’t be read there');
      await page.close({ runBeforeUnload: true });
      await workbench.statusBarItem.waitForText('Pairing ended · Pair again');
      stage.expectNoRequests();
      await stage.waitUntilIdle();
      return 'the code can be read there; the pairing ends with the window';
    },
  },
  {
    done: 'the same command twice for one instance',
    expected: `one panel, one pairing, ${freshCode}`,
    instance: longLived,
    run: async (stage) => {
      const { workbench } = stage.world;
      await startPairing(stage);
      const [before, since] = [stage.requests.length, Date.now()];
      await stage.world.workbench.hidePanel();
      await stage.pair();
      const seen = await stage.waitFor(sights.freshCode);
      const tabs = await workbench.page.getByRole('tab', { name: `Pair ${stage.instance.id}` }).count();
      await workbench.closeEditor('settings.json');
      await stage.close();
      if (tabs !== 1) throw new Unexpected(`${tabs} panels`);
      assertPaceOfOnePairing(stage, before, since);
      return `one panel, one pairing, ${seen}`;
    },
  },
  {
    done: 'the extension host is suspended for 12 s, and the code expires in that time',
    expected: 'the page covers the code without it; then a single request, and a new code',
    // Only a code whose end is known must be covered at that moment.
    instance: { session: { firstCode: 45_000, laterCode: 120_000 }, form: { expiry: 'ms' } },
    run: async (stage) => {
      await startPairing(stage);
      await sleep(Math.max((stage.instance.session.changesIn ?? 0) - 8_000, 0));
      const hosts = await extensionHosts(stage.world.server);
      for (const pid of hosts) process.kill(pid, 'SIGSTOP');
      try {
        await stage.world.workbench.panel.content.locator('.covered').waitFor({ timeout: 18_000 });
        await sleep(5_000);
      } finally {
        for (const pid of hosts) process.kill(pid, 'SIGCONT');
      }
      const [before, wokenAt] = [stage.requests.length, Date.now()];
      await stage.waitFor(sights.nextCode);
      await sleep(2_000);
      // The next poll is due 6 s later, however long the check takes; the session is checked in between.
      const requests = stage.requests
        .slice(before)
        .filter(({ startedAt }) => startedAt < wokenAt + 4_000)
        .map(({ path }) => path);
      if (requests.filter((path) => path === paths.qr).length !== 1 || requests.length > 2)
        throw new Unexpected(`${requests.join(', ')} within 4 s of the wake-up`);
      await stage.close();
      return 'the page covers the code without it; then a single request, and a new code';
    },
  },
  {
    done: 'invalid messages to the page and from the page',
    expected: `nothing happens, ${freshCode}`,
    instance: longLived,
    run: async (stage) => {
      await startPairing(stage);
      const frame = await stage.world.workbench.panel.frame();
      const [before, since] = [stage.requests.length, Date.now()];
      await frame.evaluate(() => {
        // The oldest VS Code removes it from the page.
        const above = window.parent as Window | undefined;
        const invalidMessages = [
          null,
          7,
          'stop',
          [],
          {},
          { type: 'view' },
          { type: 'view', view: null, madeAt: 0 },
          { type: 'view', view: [], madeAt: 0 },
          { type: '__proto__', view: {}, madeAt: 0 },
          { type: 'view', view: {} },
          { type: ['ready'], clock: 0 },
          { type: 'ready' },
          { type: 'intent' },
          { type: 'intent', intent: ['stop'] },
          { type: 'intent', intent: 'toString' },
        ];
        for (const message of invalidMessages) {
          window.postMessage(message, '*');
          // The path of a message from the page to the extension.
          above?.postMessage({ channel: 'onmessage', data: { message, transfer: [] } }, '*');
        }
      });
      await sleep(1_000);
      const seen = await stage.waitFor(sights.freshCode);
      assertPaceOfOnePairing(stage, before, since);
      await stage.close();
      return `nothing happens, ${seen}`;
    },
  },
  {
    done: 'views that were sent to a page while it loaded: one 6 s ago, one by a clock 6 s ahead, one with a code that ends soon, and a new one',
    expected: 'only the new one is shown',
    instance: longLived,
    run: async (stage) => {
      await startPairing(stage);
      const frame = await stage.world.workbench.panel.frame();
      const shown = await frame.evaluate(async () => {
        const viewOf = (headline: string, code?: object) => ({
          tone: 'busy',
          title: '',
          headline,
          details: [],
          steps: [],
          notes: [],
          actions: [],
          announcement: { id: headline, text: '' },
          ...(code && { code }),
        });
        const ending = { value: 'ending', label: '', validMs: 8_000, cramped: { text: '', action: {} } };
        const now = Date.now();
        const early = [
          { type: 'early', view: viewOf('old'), sentAt: now - 6_000 },
          { type: 'early', view: viewOf('ahead'), sentAt: now + 6_500 },
          { type: 'early', view: viewOf('ending', ending), sentAt: now },
          { type: 'early', view: viewOf('new'), sentAt: now },
        ];
        const headlines = new Set<string>();
        for (const message of early) {
          window.postMessage(message, '*');
          await new Promise((resolve) => setTimeout(resolve));
          headlines.add(document.getElementById('headline')?.textContent ?? '');
        }
        return [...headlines].filter((headline) => ['old', 'ahead', 'ending', 'new'].includes(headline));
      });
      await stage.close();
      if (shown.join() !== 'new') throw new Unexpected(`shown: ${shown.join(', ')}`);
      return 'only the new one is shown';
    },
  },
  {
    done: 'the page tries to reach the network',
    expected: 'the page’s policy blocks it, and the page has requested nothing since it was loaded',
    instance: longLived,
    run: async (stage) => {
      await startPairing(stage);
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
        throw new Unexpected(`blocked: ${refused.join(', ')}`);
      if (requested.length > 0) throw new Unexpected(`requested: ${requested.join(', ')}`);
      return 'the page’s policy blocks it, and the page has requested nothing since it was loaded';
    },
  },
  {
    done: 'the window is reloaded',
    expected: `the panel is restored without a question, ${freshCode}`,
    instance: longLived,
    run: async (stage) => {
      await startPairing(stage);
      await stage.reload();
      const seen = await stage.waitFor(sights.freshCode);
      const questions = await stage.world.workbench.quickInput.root.count();
      await stage.close();
      if (questions > 0) throw new Unexpected('it asks a question');
      return `the panel is restored without a question, ${seen}`;
    },
  },
  {
    done: 'the extension host is killed, and VS Code starts another one',
    expected: `the panel is restored without a question, ${freshCode}`,
    instance: longLived,
    run: async (stage) => {
      await startPairing(stage);
      const page = await stage.world.workbench.panel.frame();
      for (const pid of await extensionHosts(stage.world.server)) process.kill(pid, 'SIGKILL');
      // Until the page is replaced.
      await page.waitForFunction(() => false).catch(() => undefined);
      const seen = await stage.waitFor(sights.freshCode);
      await stage.close();
      return `the panel is restored without a question, ${seen}`;
    },
  },
  {
    done: 'a settings file of the workspace names another gateway',
    expected: `no request arrives there, ${freshCode}`,
    instance: longLived,
    run: async (stage) => {
      const { server } = stage.world;
      const arrivals: string[] = [];
      const otherServer = createServer((request, response) => {
        arrivals.push(request.url ?? '');
        response.end();
      });
      await once(otherServer.listen(0, '127.0.0.1'), 'listening');
      const folder = path.join(server.extensionsDir, '.vscode');
      try {
        const endpoint = `http://127.0.0.1:${(otherServer.address() as AddressInfo).port}`;
        await mkdir(folder, { recursive: true });
        await writeFile(
          path.join(folder, 'settings.json'),
          JSON.stringify({ 'pairWhatsApp.endpoint': endpoint, 'pairWhatsApp.credentials': 'query' }),
        );
        await stage.reload();
        await startPairing(stage);
        const seen = await stage.waitFor(sights.freshCode);
        await stage.close();
        if (arrivals.length > 0) throw new Unexpected(`${arrivals.join(', ')} arrived there`);
        if (stage.requests.some(({ credentials }) => credentials !== 'body'))
          throw new Unexpected('the credentials were in the query');
        return `no request arrives there, ${seen}`;
      } finally {
        otherServer.close();
        await rm(folder, { recursive: true });
      }
    },
  },
];
