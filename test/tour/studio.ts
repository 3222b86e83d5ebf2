import path from 'node:path';
import { seededRandom } from '../gateway/clock';
import { startGateway } from '../gateway/gateway';
import type { InstanceOptions } from '../gateway/instance';
import type { World } from '../outside/world';
import { launchBrowser } from '../vscode/browser';
import { install } from '../vscode/install';
import { startServer } from '../vscode/server';
import { makeTemporaryFolder } from '../vscode/temporaryfolder';
import { Workbench } from '../vscode/workbench';
import { viewport } from './picture';
import { makeSample, sampleFile } from './sample';

/** The access token of this gateway. */
export const token = 'demo-token-000000000000';

/** The same codes each time, so that a picture changes only if its content changes. */
const seed = 1;

/** Hides everything that is not the editor, the file or the extension. */
const plain = {
  'breadcrumbs.enabled': false,
  'editor.bracketPairColorization.enabled': false,
  'editor.fontSize': 14,
  'editor.guides.indentation': false,
  'editor.hideCursorInOverviewRuler': true,
  'editor.lineHeight': 22,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
  'editor.scrollbar.horizontal': 'hidden',
  'editor.scrollbar.vertical': 'hidden',
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'window.autoDetectColorScheme': false,
  'window.commandCenter': false,
  'window.menuBarVisibility': 'hidden',
  'workbench.activityBar.location': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.hover.delay': 60_000,
  'workbench.layoutControl.enabled': false,
  'workbench.sash.hoverDelay': 60_000,
};

/** Opens a file in a VS Code with the packed extension, does something in it, and cleans up. */
export async function inStudio<T>(
  instances: readonly InstanceOptions[],
  work: (studio: World) => Promise<T>,
  more: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const [installation] = await install(['newest']);
    if (!installation) throw new Error('The edition was not installed.');
    const folder = await makeTemporaryFolder('pair-whatsapp-');
    closing.push(folder.dispose);
    const gateway = await startGateway({ tokens: [token], instances, random: seededRandom(seed) });
    closing.push(() => gateway.close());
    const settings = { ...plain, ...more, 'pairWhatsApp.endpoint': gateway.url };
    const vsix = path.resolve('dist/pair-whatsapp.vsix');
    const server = await startServer(installation, { kind: 'product', vsix, settings });
    closing.push(server.dispose);
    const browser = await launchBrowser();
    closing.push(() => browser.close());
    const page = await browser.newPage({ viewport });
    const workbench = await Workbench.open(page, server, await makeSample(folder.path));
    await openSample(workbench);
    return await work({ workbench, gateway, server });
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Status bar items that only a VS Code in a browser has, and that no setting hides. */
const ofBrowsers = ['status.forwardedPorts', 'status.workbench.keyboardLayout'];

/** A menu ignores a click that comes sooner, in ms, because that could be the click that opened it. */
const menuDelay = 200;

/** Makes the file fill the window; the panel will take half of it. */
async function openSample(workbench: Workbench): Promise<void> {
  const { page, quickInput } = workbench;
  await workbench.runCommand('View: Close Primary Side Bar');
  await workbench.runCommand('Go to File...');
  await quickInput.type(sampleFile);
  await quickInput.pick(sampleFile);
  await page.locator('.view-line').first().waitFor();
  for (const id of ofBrowsers) {
    await page.locator(`[id="${id}"]`).click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Hide '/ }).click({ delay: menuDelay });
    await page.locator(`[id="${id}"]`).waitFor({ state: 'hidden' });
  }
}
