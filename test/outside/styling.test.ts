import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import type { Theme } from '../vscode/workbench';
import { themes } from '../vscode/workbench';
import { pairFirst, panelButton, qrCode, readPanel } from './person';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry } from './world';

const id = 'STYLED000001';
const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M5 0l5 5-5 5-5-5z" fill="#c2410c"/></svg>';

describe('the style of a code', () => {
  everyEdition(
    {
      instances: [{ id, session: lastingSession, form: reportedExpiry }],
      folder: true,
    },
    (world) => {
      const note = (): Locator => world().workbench.panel.content.getByText('The code is drawn plain');

      it('is plain by default', async () => {
        await pairFirst(world(), id);
        await qrCode(world()).waitFor();
        assert.deepEqual(await drawn(world()), {
          foreground: '#000',
          background: '#fff',
          policy: false,
          stylist: false,
        });
      });

      it('follows the settings while the panel is open, and independent readers can read it', async () => {
        const { workbench, server } = world();
        await writeFile(path.join(server.userDataDir, 'logo.svg'), logo);
        await workbench.changeSettings({
          'pairWhatsApp.qr.foreground': '#12356b',
          'pairWhatsApp.qr.background': '#fff6e0',
          'pairWhatsApp.qr.caption': 'Link your phone to the shop on Canal Street',
          'pairWhatsApp.qr.logo': path.join(server.userDataDir, 'logo.svg'),
        });
        await workbench.panel.content.locator('.card image').waitFor({ state: 'attached' });
        await workbench.panel.content.getByText('the shop on Canal Street').waitFor();
        const styled = { foreground: '#12356b', background: '#fff6e0', policy: true, stylist: true };
        assert.deepEqual(await drawn(world()), styled);
      });

      for (const theme of Object.keys(themes) as Theme[]) {
        it(`can be read in the theme ${theme}`, async () => {
          await world().workbench.useTheme(theme);
          await world().workbench.panel.content.locator('.card image').waitFor({ state: 'attached' });
          await readPanel(world(), id);
        });
      }

      it('is refused if the logo is not a picture: the code is plain at once, and a note says why', async () => {
        const { workbench, server } = world();
        await writeFile(path.join(server.userDataDir, 'logo.html'), '<html></html>');
        await workbench.changeSettings({
          'pairWhatsApp.qr.logo': path.join(server.userDataDir, 'logo.html'),
        });
        await note().waitFor();
        assert.match((await note().textContent()) ?? '', /\. The logo is neither a PNG nor an SVG\.$/);
        const plain = { foreground: '#000', background: '#fff', policy: false, stylist: false };
        assert.deepEqual(await drawn(world()), plain);
        await readPanel(world(), id);
      });

      it('is refused if its colors are too similar, with a button for the setting', async () => {
        const { workbench } = world();
        await workbench.changeSettings({ 'pairWhatsApp.qr.logo': '', 'pairWhatsApp.qr.foreground': '#c99' });
        await workbench.panel.content.getByText(/The contrast between the two colors is too low/).waitFor();
        await readPanel(world(), id);
        await panelButton(world(), 'Open setting').click();
        await workbench.page.locator('.settings-editor').waitFor();
      });
    },
  );
});

/** How the visible code is drawn, and what the document contains for its style. */
async function drawn(world: World): Promise<object> {
  const { workbench } = world;
  // Between two codes there may be none.
  await qrCode(world).waitFor();
  const frame = await workbench.panel.frame();
  return await frame.evaluate(() => {
    const fill = (shape: string) => document.querySelector(`.card > svg > ${shape}`)?.getAttribute('fill');
    return {
      foreground: fill('path'),
      background: fill('rect'),
      policy: document.querySelector('meta[content*="img-src data:"]') !== null,
      stylist: 'stylist' in window,
    };
  });
}
