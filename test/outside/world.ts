import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Gateway } from '../gateway/gateway';
import { startGateway } from '../gateway/gateway';
import type { InstanceOptions } from '../gateway/instance';
import { launchBrowser } from '../vscode/browser';
import type { EditionName } from '../vscode/edition';
import { editionNames } from '../vscode/edition';
import { install } from '../vscode/install';
import type { Server } from '../vscode/server';
import { startServer } from '../vscode/server';
import { Workbench } from '../vscode/workbench';

/** A real VS Code with the packed extension, a gateway for it, and a person's hands. */
export interface World {
  readonly workbench: Workbench;
  readonly gateway: Gateway;
  readonly server: Server;
}

/** What stands between the editor and the gateway. */
export interface Front {
  /** What the editor takes for the gateway's address. */
  readonly url: string;
  /** Settings and environment that the editor starts with. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What a suite wants of its world. */
export interface WorldOptions {
  readonly instances: readonly InstanceOptions[];
  /** The access tokens of accounts on the gateway, by the accounts' names; an instance that names one is only theirs. */
  readonly accounts?: Readonly<Record<string, string>>;
  readonly editions?: readonly EditionName[];
  /** A window without a folder forgets its editors when it is loaded again. */
  readonly folder?: boolean;
  /** Settings of the workspace that is opened, which a team would commit. */
  readonly team?: Readonly<Record<string, unknown>>;
  /** Settings that the editor starts with. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Opens what the editor meets in place of the gateway, which then has that address. */
  readonly front?: (gateway: Gateway) => Promise<Front>;
}

/** A world that ends when it is told to. */
export interface OpenWorld extends World {
  readonly close: () => Promise<void>;
}

/** The token that counts; a text that appears nowhere by chance, so that it can be hunted for. */
export const token = 'SENTINEL-7f3a9c-access-token';

/** Opens a window of an edition of VS Code, with a profile and a gateway of its own. */
export async function openWorld(
  name: EditionName,
  { instances, accounts = {}, folder = false, team, settings, front }: WorldOptions,
): Promise<OpenWorld> {
  const open: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of open.splice(0).reverse()) await end();
  };
  try {
    const [installation] = await install([name]);
    assert.ok(installation);
    const behind = await startGateway({ tokens: [token], accounts, instances });
    open.push(() => behind.close());
    const before = await front?.(behind);
    if (before) open.push(() => before.close());
    const gateway = before ? { ...behind, url: before.url } : behind;
    const server = await startServer(installation, {
      kind: 'product',
      vsix: path.resolve('dist/pair-whatsapp.vsix'),
      settings: { 'pairWhatsApp.endpoint': gateway.url, ...settings, ...before?.settings },
      ...(before?.env && { env: before.env }),
    });
    open.push(() => server.dispose());
    const browser = await launchBrowser();
    open.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const opened = team ? await writeWorkspace(server, team) : folder ? server.extensionsDir : undefined;
    const workbench = await Workbench.open(page, server, opened);
    return { gateway, server, workbench, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A folder with settings of its own, gone with the server's profile. */
async function writeWorkspace(
  { userDataDir }: Server,
  settings: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = path.join(path.dirname(userDataDir), 'workspace');
  await mkdir(path.join(folder, '.vscode'), { recursive: true });
  await writeFile(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  return folder;
}

/** Runs a suite in each edition of VS Code, in a window, a profile and a gateway of its own. */
export function everyEdition(options: WorldOptions, define: (world: () => World) => void): void {
  const only = process.env['PAIR_WHATSAPP_EDITION'];
  const { editions = editionNames } = options;
  for (const name of editions.filter((edition) => only === undefined || edition === only)) {
    describe(`in the ${name} VS Code`, () => {
      let world: OpenWorld | undefined;
      before(async () => {
        world = await openWorld(name, options);
      });
      after(async () => {
        await world?.close();
      });
      // The tests of a suite are the steps of one person: after a false one the next make no sense.
      let stumbled = false;
      beforeEach(() => {
        assert.ok(!stumbled, 'A step before this one failed.');
      });
      afterEach(async function () {
        if (stumbled || this.currentTest?.state !== 'failed') return;
        stumbled = true;
        const picture = path.resolve(
          'out',
          `${this.currentTest.fullTitle().replace(/[^a-z0-9]+/gi, '-')}.png`,
        );
        await world?.workbench.page.screenshot({ path: picture });
        console.log(`        The window at that moment: ${picture}`);
      });
      define(() => {
        assert.ok(world, 'The window did not open.');
        return world;
      });
      it('never called an instance sooner than the gateway allows', () => {
        assert.deepEqual(world?.gateway.violations, []);
      });
    });
  }
}
