import path from 'node:path';
import type { CDPSession } from 'playwright-core';
import { seededRandom } from '../../gateway/clock';
import type { Gateway } from '../../gateway/gateway';
import { startGateway } from '../../gateway/gateway';
import { pairFirst, qrCode } from '../../outside/person';
import type { World } from '../../outside/world';
import { token } from '../../outside/world';
import { launchBrowser } from '../../vscode/browser';
import { install } from '../../vscode/install';
import { startServer } from '../../vscode/server';
import type { Theme } from '../../vscode/workbench';
import { themes, Workbench } from '../../vscode/workbench';
import type { Picture } from './picture';
import { canRead } from './readers';
import { takePicture } from './screenshot';

/** A size of the panel and of what it is seen on. */
export interface PanelSize {
  /** CSS pixels at 100 %. */
  readonly width: number;
  /** In percent. */
  readonly zoom: number;
  /** Pixels of the screen for one CSS pixel at 100 %. */
  readonly ratio: number;
}

/** What the real panel shows. */
export interface PanelPicture extends PanelSize {
  readonly theme: Theme;
  /** CSS pixels at 100 % that the panel really has. */
  readonly reached: number;
  /** Edge of the code with its border, in CSS pixels at 100 %. */
  readonly card: number;
  /** Edge of the place that the code may fill, in CSS pixels at 100 %. */
  readonly room: number;
  /** How much of the code's height can be seen without scrolling, from 0 to 1. */
  readonly inView: number;
  readonly picture: Picture;
}

/** How high the window is, in CSS pixels at 100 %: a notebook's screen. */
const height = 900;
/** CSS pixels of the window's width that are not the panel's, however wide it is. */
const beside = 10;
/** How often a picture is taken again. */
const patience = 5;
const instance = 'M4C8R1A6Q9ZT';

/** Only the editor, so that the window is as wide as the panel. */
const bare = {
  'window.menuBarVisibility': 'hidden',
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.hover.delay': 60_000,
  'remote.autoForwardPorts': false,
  'git.enabled': false,
};

/** A VS Code whose panel shows one code that does not change. */
export interface Studio extends World {
  readonly text: string;
  close(): Promise<void>;
}

/** Opens it, with the code that the seed gives. */
export async function openStudio(seed: number): Promise<Studio> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const [installation] = await install(['newest']);
    if (!installation) throw new Error('An edition was asked for and none was installed.');
    const gateway = await openClient(seed);
    closing.push(() => gateway.close());
    const settings = { ...bare, 'pairWhatsApp.endpoint': gateway.url };
    const vsix = path.resolve('dist/pair-whatsapp.vsix');
    const server = await startServer(installation, { kind: 'product', vsix, settings });
    closing.push(server.dispose);
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1_280, height } });
    const workbench = await Workbench.open(page, server);
    // A window without a folder may come without it.
    if (await page.locator('.part.sidebar').isVisible())
      await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    const world = { workbench, gateway, server };
    await pairFirst(world, instance);
    await qrCode(world).waitFor();
    const text = gateway.instance(instance).liveCode();
    if (text === undefined) throw new Error('The gateway has no code.');
    return { ...world, text, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** With a code that outlives the pictures. */
async function openClient(seed: number): Promise<Gateway> {
  const session = { starting: 0, firstCode: 86_400_000, payload: { parts: 5, prefix: true } } as const;
  return await startGateway({
    tokens: [token],
    instances: [{ id: instance, session }],
    random: seededRandom(seed),
  });
}

/** Pictures of the panel in each of those themes and sizes. */
export async function takePanels(
  studio: Studio,
  wanted: readonly Theme[],
  sizes: readonly PanelSize[],
  progress: (text: string) => void,
): Promise<readonly PanelPicture[]> {
  const { page } = studio.workbench;
  // One for both, as a screenshot has the pixel ratio that its own session has set.
  const session = await page.context().newCDPSession(page);
  const pictures: PanelPicture[] = [];
  for (const theme of wanted) {
    await resize(session, { width: 1_280, zoom: 100, ratio: 1 });
    await studio.workbench.useTheme(theme);
    await qrCode(studio).waitFor();
    for (const size of sizes) {
      // The panel must be seen as it is when it is opened on such a screen: by another width before, it fits anew.
      await resize(session, { ...size, width: size.width + 40 });
      await page.waitForTimeout(100);
      await resize(session, size);
      let taken = await takePanel(studio, session, size);
      // Something that stands before the code for a moment, such as a hint, is not what is measured.
      for (let again = 0; again < patience && !(await isPlain(taken, studio.text)); again++) {
        progress(`${themes[theme].label}, ${size.width} px, ${size.zoom} %, ratio ${size.ratio}: once more`);
        await page.waitForTimeout(1_000);
        taken = await takePanel(studio, session, size);
      }
      pictures.push({ ...size, theme, ...taken });
    }
    progress(`${themes[theme].label}: ${sizes.length} pictures`);
  }
  return pictures;
}

/** Whether the code can be read without any camera; of one that is not all in view nothing can be said. */
async function isPlain({ picture, inView }: Taken, text: string): Promise<boolean> {
  return inView < 1 || (await canRead('ZXing-C++', picture, text));
}

type Taken = Pick<PanelPicture, 'picture' | 'reached' | 'card' | 'room' | 'inView'>;

/** A zoom of 200 % is half the CSS pixels, each twice as large, as in Electron. */
async function resize(session: CDPSession, { width, zoom, ratio }: PanelSize): Promise<void> {
  const scale = zoom / 100;
  await session.send('Emulation.setDeviceMetricsOverride', {
    width: Math.round(width / scale) + beside,
    height: Math.round(height / scale),
    deviceScaleFactor: ratio * scale,
    mobile: false,
  });
}

async function takePanel(studio: Studio, session: CDPSession, { zoom, ratio }: PanelSize): Promise<Taken> {
  const { page } = studio.workbench;
  await page.mouse.move(0, 0);
  const settled = await settle(studio);
  const scale = zoom / 100;
  const pixels = ratio * scale;
  const picture = await takePicture(session, settled.panel, settled.code, pixels);
  // The camera knows the size of a pixel, which a zoom does not change.
  const bottom = settled.panel.y + settled.panel.height;
  return {
    room: Math.min(settled.stage.width, settled.stage.height) * scale,
    inView: Math.min(Math.max((bottom - settled.code.y) / settled.code.height, 0), 1),
    picture: { ...picture, ratio },
    reached: settled.panel.width * scale,
    card: settled.code.width * scale,
  };
}

type Place = { x: number; y: number; width: number; height: number };

/** Waits until the layout has come to rest: two looks a moment apart see the same. */
async function settle(studio: Studio): Promise<{ panel: Place; code: Place; stage: Place }> {
  const { page, panel } = studio.workbench;
  for (let before = ''; ;) {
    await page.waitForTimeout(120);
    const [outer, code, stage] = [
      await panel.root.boundingBox(),
      await qrCode(studio).boundingBox(),
      await panel.content.locator('#stage').boundingBox(),
    ];
    const now = JSON.stringify([outer, code, stage]);
    if (now === before && outer && code && stage) return { panel: outer, code, stage };
    before = now;
  }
}
