import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Gateway, GatewayOptions } from '../gateway/gateway';
import { startGateway } from '../gateway/gateway';
import type { InstanceOptions } from '../gateway/instance';
import type { Intervals } from '../gateway/raterules';
import { launchBrowser } from '../vscode/browser';
import type { EditionName } from '../vscode/edition';
import { editionNames } from '../vscode/edition';
import { install } from '../vscode/install';
import { recordTexts } from '../vscode/recordedtexts';
import type { Server } from '../vscode/server';
import { startServer } from '../vscode/server';
import { Workbench } from '../vscode/workbench';
import { stepTimeout } from './waituntil';

/** A real VS Code with the packed extension, and a gateway for it. */
export interface World {
  readonly workbench: Workbench;
  readonly gateway: Gateway;
  readonly server: Server;
}

/** Something between the editor and the gateway, such as a proxy. */
export interface Front {
  /** The gateway's address for the editor. */
  readonly url: string;
  /** Settings and environment that the editor starts with. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** The options of a suite's world. */
export interface WorldOptions {
  readonly instances: readonly InstanceOptions[];
  /** How the gateway behaves: as a real WAHA by default, or as the vendor's documents say. */
  readonly behavior?: Pick<GatewayOptions, 'like' | 'waha'>;
  /** The access token of each account on the gateway, by the account's name; only that account can use an instance that names it. */
  readonly accounts?: Readonly<Record<string, string>>;
  /** The minimum times between the arrivals of two requests for an instance. */
  readonly intervals?: Intervals;
  readonly editions?: readonly EditionName[];
  /** Whether the system asks for less motion: what turns and moves takes time that other windows need. */
  readonly reducedMotion?: boolean;
  /** Whether the window opens a folder: without one, it forgets its editors on a reload. */
  readonly folder?: boolean;
  /** Settings of the workspace, as a team would commit them. */
  readonly team?: Readonly<Record<string, unknown>>;
  /** Settings that the editor starts with. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Starts something between the editor and the gateway; the gateway's URL for the editor is then its URL. */
  readonly front?: (gateway: Gateway) => Promise<Front>;
}

/** A world that can be closed. */
export interface OpenWorld extends World {
  readonly close: () => Promise<void>;
}

/** The valid token: a text that appears nowhere by chance, so that leaks can be found. */
export const token = 'SENTINEL-7f3a9c-access-token';

/**
 * A session with a code for every minute of a test. A code that lived longer would be covered: no real one does, so the gateway
 * would be repeating it.
 */
export const lastingSession = { starting: 0, firstCode: 60_000, laterCode: 60_000, codes: 30 } as const;

/** With this, the gateway says until when a code lives, so that it isn't covered sooner. */
export const reportedExpiry = { expiry: 'ms' } as const;

/**
 * The minimum times between the arrivals of two requests. The product counts from the start of a request, and the editor then asks
 * its busy window for a proxy first: with eight windows on two processors, a window's first request arrived 2.5 s after its start.
 * The unit tests, the random runs, the soak and the timing tests hold the product to the contract's own times.
 */
const arrivals: Intervals = { code: 3_000, info: 1_500 };

/** What a user's gateway most probably does. */
const realGateway: WorldOptions['behavior'] = { like: 'waha' };

/** Opens a window in an edition of VS Code, with its own profile and gateway. */
export async function openWorld(name: EditionName, options: WorldOptions): Promise<OpenWorld> {
  const { instances, behavior = realGateway, accounts = {}, intervals = arrivals } = options;
  const { reducedMotion = false, folder = false, team, settings, front } = options;
  const open: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of open.splice(0).reverse()) await end();
  };
  try {
    const [installation] = await install([name]);
    assert.ok(installation);
    const standIn = await startGateway({ tokens: [token], accounts, instances, intervals, ...behavior });
    open.push(() => standIn.close());
    const frontServer = await front?.(standIn);
    if (frontServer) open.push(() => frontServer.close());
    const gateway = frontServer ? { ...standIn, url: frontServer.url } : standIn;
    const server = await startServer(installation, {
      kind: 'product',
      vsix: path.resolve('dist/pair-whatsapp.vsix'),
      settings: { 'pairWhatsApp.endpoint': gateway.url, ...settings, ...frontServer?.settings },
      ...(frontServer?.env && { env: frontServer.env }),
    });
    open.push(() => server.dispose());
    const browser = await launchBrowser();
    open.push(() => browser.close());
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
      ...(reducedMotion && { reducedMotion: 'reduce' }),
    });
    page.setDefaultTimeout(stepTimeout);
    const openedFolder = team
      ? await writeWorkspace(server, team)
      : folder
        ? server.extensionsDir
        : undefined;
    const workbench = await Workbench.open(page, server, openedFolder);
    return { gateway, server, workbench, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Creates a folder with workspace settings; it is removed with the server's profile. */
async function writeWorkspace(
  { userDataDir }: Server,
  settings: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = path.join(path.dirname(userDataDir), 'workspace');
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  return folder;
}

/** Runs a suite in each edition of VS Code, each with its own window, profile and gateway. */
export function everyEdition(options: WorldOptions, define: (world: () => World) => void): void {
  const only = process.env['PAIR_WHATSAPP_EDITION'];
  const { editions = editionNames } = options;
  for (const name of editions.filter((edition) => only === undefined || edition === only)) {
    describe(`in the ${name} VS Code`, () => {
      let world: OpenWorld | undefined;
      before(async () => {
        // A session with the usual six codes would end before a slow machine has taken all steps.
        const instances = options.instances.map((each) => ({
          ...each,
          session: { codes: 60, ...each.session },
        }));
        world = await openWorld(name, { reducedMotion: true, ...options, instances });
        // Not in each world: the bench must not measure it.
        await recordTexts(world.workbench.page.context());
      });
      after(async () => {
        await world?.close();
      });
      // The tests of a suite are the steps of one person: after a failed step, the next ones make no sense.
      let failed = false;
      beforeEach(() => {
        assert.ok(!failed, 'An earlier step failed.');
      });
      afterEach(async function () {
        if (failed || this.currentTest?.state !== 'failed') return;
        failed = true;
        const picture = path.resolve(
          'out',
          `${this.currentTest.fullTitle().replace(/[^a-z0-9]+/gi, '-')}.png`,
        );
        await world?.workbench.page.screenshot({ path: picture });
        console.log(`        Screenshot of the window: ${picture}`);
      });
      define(() => {
        assert.ok(world, 'The window did not open.');
        return world;
      });
      it('never sent a request for an instance sooner than the gateway allows', () => {
        assert.deepEqual(world && violationsOf(world), []);
      });
    });
  }
}

/** The broken rules, each with the requests for its instance before: their paths, and when each started and ended, in ms. */
function violationsOf({ gateway }: World): readonly string[] {
  return gateway.violations.map(({ message, at, instance }) => {
    const before = gateway.requests
      .filter((request) => request.instance === instance && request.startedAt <= at)
      .slice(-8)
      .map(
        ({ path, startedAt, finishedAt }) => `${path} ${startedAt - at}…${finishedAt ? finishedAt - at : ''}`,
      );
    return [message, ...before].join('\n');
  });
}
