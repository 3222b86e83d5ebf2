import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pair, panelButton, qrCode, readPanel, waitForHeadline } from '../outside/person';
import type { World } from '../outside/world';
import type { Picture } from './picture';
import { takePicture } from './picture';

/** An instance whose codes rotate fast enough to watch. */
export const rotating = {
  id: 'R8F3K6Q1W9XD',
  session: { starting: 0, firstCode: 15_000, laterCode: 10_000 },
};
/** An instance whose code stays valid while all its pictures are taken. */
export const lasting = { id: 'L5G2N8V4C7YS', session: { starting: 0, firstCode: 240_000 } };

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4.5" fill="#0b5d4b"/><path d="M3 5l1.5 1.5L7 3.5" stroke="#fff" stroke-width="1.2" fill="none"/></svg>';
/** How many expired codes the picture of the rotation monitor shows. */
const codesSeen = 3;

/** Takes the pictures of everything that shows a code, except the plain panel. */
export async function surfaces(studio: World): Promise<readonly Picture[]> {
  return [
    await terminal(studio),
    ...(await styles(studio)),
    await phoneNumber(studio),
    await monitor(studio),
  ];
}

async function terminal(studio: World): Promise<Picture> {
  const { workbench } = studio;
  await workbench.runCommand('Pair WhatsApp instance in terminal');
  await workbench.quickInput.waitFor('Pair WhatsApp instance');
  await workbench.quickInput.type(lasting.id);
  await workbench.quickInput.accept();
  await workbench.statusBarItem.waitForText(/Scan to pair/);
  await workbench.terminal.press('m');
  await workbench.terminal.settle();
  const picture = await takePicture(studio, 'terminal');
  await workbench.terminal.press('q');
  await workbench.terminal.screen.waitFor({ state: 'detached' });
  return picture;
}

async function styles(studio: World): Promise<readonly Picture[]> {
  const { workbench, server } = studio;
  await pair(studio, lasting.id);
  await qrCode(studio).waitFor();
  const file = path.join(server.userDataDir, 'logo.svg');
  await writeFile(file, logo);
  const styled = {
    'pairWhatsApp.qr.foreground': '#0b5d4b',
    'pairWhatsApp.qr.background': '#f4fbf6',
    'pairWhatsApp.qr.caption': 'Link your phone to Harbour Street Support',
    'pairWhatsApp.qr.logo': file,
  };
  await workbench.changeSettings(styled);
  await workbench.panel.content.locator('.card image').waitFor({ state: 'attached' });
  await readPanel(studio, lasting.id);
  const style = await takePicture(studio, 'style');
  const plain = Object.fromEntries(Object.keys(styled).map((name) => [name, '']));
  await workbench.changeSettings({ ...plain, 'pairWhatsApp.hideCode': 'hold' });
  await workbench.panel.content.getByText('Hold to show the code').waitFor();
  const hidden = await takePicture(studio, 'hidden');
  await workbench.changeSettings({ 'pairWhatsApp.hideCode': 'off' });
  return [style, hidden];
}

async function phoneNumber(studio: World): Promise<Picture> {
  const { content } = studio.workbench.panel;
  await panelButton(studio, 'Link with phone number').click();
  await content.getByRole('textbox').fill('+1 202 555 0143');
  await panelButton(studio, 'Get code').click();
  await waitForHeadline(studio, 'Type this code on the phone');
  const picture = await takePicture(studio, 'pairingcode');
  await studio.workbench.closeEditor(`Pair ${lasting.id}`);
  return picture;
}

async function monitor(studio: World): Promise<Picture> {
  const { workbench, gateway } = studio;
  // Its codes have been rotating since the gateway started.
  gateway.instance(rotating.id).session.restart();
  await pair(studio, rotating.id);
  await qrCode(studio).waitFor();
  await workbench.panel.content.getByText('Rotation monitor', { exact: true }).click();
  const row = workbench.panel.content.getByRole('row', { name: `Code ${codesSeen + 1}` });
  await row.first().waitFor({ state: 'attached', timeout: 120_000 });
  const picture = await takePicture(studio, 'monitor');
  await workbench.closeEditor(`Pair ${rotating.id}`);
  return picture;
}
