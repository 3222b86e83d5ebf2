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

/** A size of the panel and its screen. */
export interface PanelSize {
  /** In CSS pixels at 100 %. */
  readonly width: number;
  /** In percent. */
  readonly zoom: number;
  /** Screen pixels per CSS pixel at 100 %. */
  readonly ratio: number;
}

/** A picture of the real panel. */
export interface PanelPicture extends PanelSize {
  readonly theme: Theme;
  /** The panel’s actual width, in CSS pixels at 100 %. */
  readonly actualWidth: number;
  /** Edge of the code with its border, in CSS pixels at 100 %. */
  readonly codeSize: number;
  /** Edge of the area that the code may fill, in CSS pixels at 100 %. */
  readonly room: number;
  /** Share of the code’s height that is visible without scrolling, from 0 to 1. */
  readonly visibleShare: number;
  readonly picture: Picture;
}

/** Height of the window in CSS pixels at 100 %, as on a laptop. */
const height = 900;
/** CSS pixels of the window’s width that never belong to the panel. */
const widthBesidePanel = 10;
/** How often a picture is taken again at most. */
const maxRetakes = 5;
const instance = 'M4C8R1A6Q9ZT';

/** Hides everything except the editor, so that the panel is as wide as the window. */
const minimalSettings = {
  'window.menuBarVisibility': 'hidden',
  'window.commandCenter': false,
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.hover.delay': 60_000,
  'remote.autoForwardPorts': false,
  'git.enabled': false,
};

/** A VS Code whose panel shows one code that doesn’t change. */
export interface Studio extends World {
  readonly text: string;
  close(): Promise<void>;
}

/** Opens the studio with the code of a seed. */
export async function openStudio(seed: number): Promise<Studio> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    const [installation] = await install(['newest']);
    if (!installation) throw new Error('The edition was not installed.');
    const gateway = await openGateway(seed);
    closing.push(() => gateway.close());
    const settings = { ...minimalSettings, 'pairWhatsApp.endpoint': gateway.url };
    const vsix = path.resolve('dist/pair-whatsapp.vsix');
    const server = await startServer(installation, { kind: 'product', vsix, settings });
    closing.push(server.dispose);
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1_280, height } });
    const workbench = await Workbench.open(page, server);
    // The side bar can be hidden already in a window without a folder.
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

/** Opens the gateway. Its code stays valid until all pictures are taken. */
async function openGateway(seed: number): Promise<Gateway> {
  const session = { starting: 0, firstCode: 86_400_000, valueForm: { parts: 5, prefix: true } } as const;
  return await startGateway({
    tokens: [token],
    instances: [{ id: instance, session }],
    random: seededRandom(seed),
  });
}

/** Takes pictures of the panel in each theme and size. */
export async function takePanels(
  studio: Studio,
  wanted: readonly Theme[],
  sizes: readonly PanelSize[],
  progress: (text: string) => void,
): Promise<readonly PanelPicture[]> {
  const { page } = studio.workbench;
  // One session for both, because a screenshot only has a pixel ratio that the same session has set.
  const session = await page.context().newCDPSession(page);
  const pictures: PanelPicture[] = [];
  for (const theme of wanted) {
    await resize(session, { width: 1_280, zoom: 100, ratio: 1 });
    await studio.workbench.useTheme(theme);
    await qrCode(studio).waitFor();
    for (const size of sizes) {
      // Start from another width, so that the panel adjusts to the size as if it were opened with it.
      await resize(session, { ...size, width: size.width + 40 });
      await page.waitForTimeout(100);
      await resize(session, size);
      let taken = await takePanel(studio, session, size);
      // The measurement is of the code, not of something that covers it for a moment, such as a hint.
      for (let retakes = 0; retakes < maxRetakes && !(await isUnobstructed(taken, studio.text)); retakes++) {
        progress(
          `${themes[theme].label}, ${size.width} px, ${size.zoom} %, ratio ${size.ratio}: taking it again`,
        );
        await page.waitForTimeout(1_000);
        taken = await takePanel(studio, session, size);
      }
      pictures.push({ ...size, theme, ...taken });
    }
    progress(`${themes[theme].label}: ${sizes.length} pictures`);
  }
  return pictures;
}

/** Whether the code is readable without a camera. A code that is only partly visible can’t be checked. */
async function isUnobstructed({ picture, visibleShare }: PanelMeasurement, text: string): Promise<boolean> {
  return visibleShare < 1 || (await canRead('ZXing-C++', picture, text));
}

type PanelMeasurement = Pick<PanelPicture, 'picture' | 'actualWidth' | 'codeSize' | 'room' | 'visibleShare'>;

/** Like Electron, a zoom of 200 % halves the number of CSS pixels and doubles their size. */
async function resize(session: CDPSession, { width, zoom, ratio }: PanelSize): Promise<void> {
  const scale = zoom / 100;
  await session.send('Emulation.setDeviceMetricsOverride', {
    width: Math.round(width / scale) + widthBesidePanel,
    height: Math.round(height / scale),
    deviceScaleFactor: ratio * scale,
    mobile: false,
  });
}

async function takePanel(
  studio: Studio,
  session: CDPSession,
  { zoom, ratio }: PanelSize,
): Promise<PanelMeasurement> {
  const { page } = studio.workbench;
  await page.mouse.move(0, 0);
  const layout = await waitForLayout(studio);
  const scale = zoom / 100;
  const pixels = ratio * scale;
  const picture = await takePicture(session, layout.panel, layout.code, pixels);
  // The camera works with the size of a screen pixel, which doesn’t depend on the zoom.
  const bottom = layout.panel.y + layout.panel.height;
  return {
    room: Math.min(layout.stage.width, layout.stage.height) * scale,
    visibleShare: Math.min(Math.max((bottom - layout.code.y) / layout.code.height, 0), 1),
    picture: { ...picture, ratio },
    actualWidth: layout.panel.width * scale,
    codeSize: layout.code.width * scale,
  };
}

type Box = { x: number; y: number; width: number; height: number };

/** Waits until the layout is stable: two measurements in a row are equal. */
async function waitForLayout(studio: Studio): Promise<{ panel: Box; code: Box; stage: Box }> {
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
