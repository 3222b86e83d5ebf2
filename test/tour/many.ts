import type { Page } from 'playwright-core';
import type { InstanceOptions } from '../gateway/instance';
import { panelButton, qrCode, waitForHeadline } from '../outside/person';
import type { World } from '../outside/world';
import { InstancesView } from '../vscode/instancesview';
import type { Picture } from './picture';
import { takePicture } from './picture';

/** Names and statuses of an agency's instances. */
const shops = [
  ['Harbour Street', 'SCAN_QR_CODE'],
  ['Old Mill', 'FAILED'],
  ['Riverside', 'WORKING'],
  ['Station Square', 'WORKING'],
  ['Support desk', 'STOPPED'],
  ['Town Hall', 'SCAN_QR_CODE'],
] as const;

function idOf(index: number): string {
  return `S4T7K2M9X${String(index).padStart(3, '0')}`;
}

/** The instances on the gateway. */
export const shopInstances: readonly InstanceOptions[] = shops.map(([, initial], index) => ({
  id: idOf(index),
  session: {
    initial,
    firstCode: 240_000,
    linking: 0,
    account: { id: `1202555015${index}@c.us`, pushName: 'Ada Lovelace' },
  },
}));

/** The instances in the settings. */
export const shopSettings = {
  'pairWhatsApp.instances': shops.map(([label], index) => ({ id: idOf(index), label })),
};

/** How long it takes until rows are sorted and closed parts have faded out, in ms. */
const settling = 2_000;

/** Wide enough for every row of the view, in pixels. */
const sideBarWidth = 500;

/** Takes the pictures of many instances: the view, a queue and the grid. */
export async function many(studio: World): Promise<readonly Picture[]> {
  const { workbench } = studio;
  const view = new InstancesView(workbench);
  await view.open();
  for (const [label, status] of shops)
    await view.row(new RegExp(`^${label}, ${status === 'WORKING' ? 'Linked' : '[^N]'}`)).waitFor();
  const instances = await instancesPicture(studio, view);
  await view.selectOnly(view.row(/^Old Mill/));
  for (const name of ['Harbour Street', 'Support desk', 'Town Hall'])
    await view.row(new RegExp(`^${name}`)).click({ modifiers: ['ControlOrMeta'] });
  await view.choose(view.row(/^Town Hall/), 'Pair several in a row');
  await waitForHeadline(studio, '1 of 4: Old Mill');
  await panelButton(studio, 'Skip').click();
  await waitForHeadline(studio, '2 of 4: Harbour Street');
  await qrCode(studio).waitFor();
  await closeSideBar(studio);
  const queue = await takePicture(studio, 'queue');
  await workbench.closeEditor('Pair several in a row');
  await view.open();
  await view.selectOnly(view.row(/^Harbour Street/));
  for (const name of ['Old Mill', 'Support desk', 'Town Hall'])
    await view.row(new RegExp(`^${name}`)).click({ modifiers: ['ControlOrMeta'] });
  await view.choose(view.row(/^Town Hall/), 'Show QR codes side by side');
  await workbench.panel.content
    .getByRole('img', { name: 'QR code that links WhatsApp to Town Hall' })
    .waitFor();
  await workbench.panel.content.getByText('The instance has failed', { exact: true }).waitFor();
  await closeSideBar(studio);
  const grid = await takePicture(studio, 'grid');
  await workbench.closeEditor('QR codes side by side');
  return [instances, queue, grid];
}

/** The view and its icon in the activity bar, wide enough for times and accounts. */
async function instancesPicture(studio: World, view: InstancesView): Promise<Picture> {
  const { workbench } = studio;
  await workbench.changeSettings({ 'workbench.activityBar.location': 'default' });
  await widenSideBar(workbench.page);
  await view.open();
  await workbench.page.waitForTimeout(settling);
  const picture = await takePicture(studio, 'instances');
  await workbench.changeSettings({ 'workbench.activityBar.location': 'hidden' });
  return picture;
}

/** Drags the edge of the side bar. */
async function widenSideBar(page: Page): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('The side bar is not on screen.');
  const [edge, middle] = [box.x + box.width, box.y + box.height / 2];
  await page.mouse.move(edge, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + sideBarWidth, middle, { steps: 5 });
  await page.mouse.up();
  // The edge is highlighted while the pointer is on it, and a little longer.
  await page.mouse.move(0, 0);
}

async function closeSideBar({ workbench }: World): Promise<void> {
  await workbench.runCommand('View: Close Primary Side Bar');
  await workbench.quickInput.waitUntilClosed();
  await workbench.page.waitForTimeout(settling);
}
