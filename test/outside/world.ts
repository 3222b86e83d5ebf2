import assert from 'node:assert/strict';
import path from 'node:path';
import type { Browser } from 'playwright-core';
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

/** What a suite wants of its world. */
export interface WorldOptions {
  readonly instances: readonly InstanceOptions[];
  readonly editions?: readonly EditionName[];
  /** A window without a folder forgets its editors when it is loaded again. */
  readonly folder?: boolean;
}

/** The token that counts; a text that appears nowhere by chance, so that it can be hunted for. */
export const token = 'SENTINEL-7f3a9c-access-token';

/** Runs a suite in each edition of VS Code, in a window, a profile and a gateway of its own. */
export function everyEdition(
  { instances, editions = editionNames, folder = false }: WorldOptions,
  define: (world: () => World) => void,
): void {
  const only = process.env['PAIR_WHATSAPP_EDITION'];
  for (const name of editions.filter((edition) => only === undefined || edition === only)) {
    describe(`in the ${name} VS Code`, () => {
      let world: World | undefined;
      let browser: Browser | undefined;
      before(async () => {
        const [installation] = await install([name]);
        assert.ok(installation);
        const gateway = await startGateway({ tokens: [token], instances });
        const server = await startServer(installation, {
          kind: 'product',
          vsix: path.resolve('dist/pair-whatsapp.vsix'),
          settings: { 'pairWhatsApp.endpoint': gateway.url },
        });
        browser = await launchBrowser();
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
        const workbench = await Workbench.open(page, server, folder ? server.extensionsDir : undefined);
        world = { gateway, server, workbench };
      });
      after(async () => {
        await browser?.close();
        await world?.server.dispose();
        await world?.gateway.close();
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
