import { setTimeout as sleep } from 'node:timers/promises';
import { pairFirst, qrCode } from '../../outside/person';
import type { OpenWorld } from '../../outside/world';
import { openWorld } from '../../outside/world';
import { addExtension } from './addextension';
import { emptyPanelExtension, emptyPanelCommand } from './emptypanel';
import type { Binding } from './keys';
import { shortcut, writeKeys } from './keys';
import { PanelWatch } from './panelwatch';

/** The gateway’s delay before it answers, in ms. */
export const delays = [0, 300, 3_000] as const;
/** Instances for each delay. They take turns, because requests for one instance must be 5 s apart. */
const instancesPerDelay = 10;
/** Wait after a reload until the window has finished starting, in ms. */
const settleTime = 1_500;
/** Wait after a panel is closed, in ms. */
const closeTime = 400;

const closeCommand = 'workbench.action.closeAllEditors';
const oneDay = 24 * 60 * 60 * 1_000;

/** The ID of an instance of the stand-in gateway. Each instance has a keyboard shortcut that pairs it. */
export function instanceId(delay: number, turn: number): string {
  return `OPEN${String(delay).padStart(4, '0')}${String(turn % instancesPerDelay).padStart(4, '0')}`;
}

const turns = Array.from({ length: instancesPerDelay }, (_, turn) => turn);
const ids = delays.flatMap((delay) => turns.map((turn) => instanceId(delay, turn)));
const bindings: readonly Binding[] = [
  { command: emptyPanelCommand },
  { command: closeCommand },
  ...ids.map((id) => ({ command: 'pairWhatsApp.pair', args: id })),
];

/** A VS Code in which panels can be opened and timed. */
export class TimedWindow {
  private constructor(
    readonly world: OpenWorld,
    private readonly panelWatch: PanelWatch,
  ) {}

  /** Opens a VS Code whose profile has the empty panel’s extension, the shortcuts, and a stored token. */
  static async open(): Promise<TimedWindow> {
    const session = { starting: 0, firstCode: oneDay, laterCode: oneDay };
    const timedInstances = delays.flatMap((latency) =>
      turns.flatMap((turn) => {
        const id = instanceId(latency, turn);
        return [id, bareInstanceId(id)].map((each) => ({ id: each, session, latency }));
      }),
    );
    const first = 'FIRST0000001';
    const world = await openWorld('newest', {
      instances: [{ id: first, session }, ...timedInstances],
      // The gateway answers after exactly the delay that is measured, and at once in between.
      behavior: { like: 'docs' },
    });
    try {
      await pairFirst(world, first);
      await qrCode(world).waitFor();
      await world.workbench.closeEditor(first);
      await addExtension(world.server, emptyPanelExtension);
      await writeKeys(world.server, bindings);
      return new TimedWindow(world, await PanelWatch.open(world.workbench.page));
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  /** Reloads the window, without the panels that were open. */
  async reload(
    load: () => Promise<unknown> = () => this.world.workbench.page.goto(this.world.workbench.page.url()),
  ): Promise<void> {
    const { page, statusBarItem } = this.world.workbench;
    const panels = page.locator('iframe.webview');
    do {
      if ((await panels.count()) > 0) await this.closePanels();
      await load();
      await statusBarItem.root.waitFor({ timeout: 60_000 });
      await sleep(settleTime);
      // A browser may end before the editor has saved that a panel was closed. Then the panel is back.
    } while ((await panels.count()) > 0);
  }

  /** Milliseconds from the key press until the empty panel’s text appears. */
  async openEmptyPanel(): Promise<number> {
    const { ms } = await this.panelWatch.measure(
      shortcut(bindings.findIndex(runs(emptyPanelCommand))),
      'empty panel',
    );
    return ms;
  }

  /** Milliseconds from the key press until the code appears, until the request arrives at the gateway, and until the panel has a document. */
  async pair(
    id: string,
  ): Promise<{ readonly code: number; readonly request: number; readonly document: number }> {
    const index = bindings.findIndex(({ args }) => args === id);
    const before = this.world.gateway.requests.length;
    const { ms, documentMs, from } = await this.panelWatch.measure(shortcut(index), 'code');
    const request = this.world.gateway.requests.slice(before).find(({ instance }) => instance === id);
    if (!request) throw new Error(`The gateway received no request for ${id}.`);
    return { code: ms, request: request.startedAt - from, document: documentMs };
  }

  /** Closes all panels. */
  async closePanels(): Promise<void> {
    const { page } = this.world.workbench;
    await page.keyboard.press(shortcut(bindings.findIndex(runs(closeCommand))));
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    await sleep(closeTime);
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** The instance for the bare request that corresponds to the extension’s request for `id`. */
export function bareInstanceId(id: string): string {
  return id.replace('OPEN', 'BARE');
}

function runs(wanted: string): (binding: Binding) => boolean {
  return ({ command }) => command === wanted;
}
