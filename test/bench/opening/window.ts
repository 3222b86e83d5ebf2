import { setTimeout as sleep } from 'node:timers/promises';
import { pairFirst, qrCode } from '../../outside/person';
import type { OpenWorld } from '../../outside/world';
import { openWorld } from '../../outside/world';
import { addExtension } from './addextension';
import { floor, floorCommand } from './floor';
import type { Binding } from './keys';
import { pressOf, writeKeys } from './keys';
import { Sight } from './sight';

/** How long the gateway takes to answer, in ms. */
export const delays = [0, 300, 3_000] as const;
/** Instances of each delay: calls for one are kept 5 s apart, so they take turns. */
const instancesPerDelay = 10;
/** After the window is up, until what it does at the start is done, in ms. */
const settling = 1_500;
/** After a panel is closed, in ms. */
const pause = 400;

const closeCommand = 'workbench.action.closeAllEditors';
const long = 24 * 60 * 60 * 1_000;

/** The instances of the stand-in gateway, and a key that pairs each. */
export function instanceId(delay: number, turn: number): string {
  return `OPEN${String(delay).padStart(4, '0')}${String(turn % instancesPerDelay).padStart(4, '0')}`;
}

const turns = Array.from({ length: instancesPerDelay }, (_, turn) => turn);
const ids = delays.flatMap((delay) => turns.map((turn) => instanceId(delay, turn)));
const bindings: readonly Binding[] = [
  { command: floorCommand },
  { command: closeCommand },
  ...ids.map((id) => ({ command: 'pairWhatsApp.pair', args: id })),
];

/** A VS Code in which panels can be opened and timed. */
export class TimedWindow {
  private constructor(
    readonly world: OpenWorld,
    private readonly sight: Sight,
  ) {}

  /** Opens one whose profile has the floor's extension, the keys, and a stored token. */
  static async open(): Promise<TimedWindow> {
    const session = { starting: 0, firstCode: long, laterCode: long };
    const called = delays.flatMap((latency) =>
      turns.flatMap((turn) => {
        const id = instanceId(latency, turn);
        return [id, bareId(id)].map((each) => ({ id: each, session, latency }));
      }),
    );
    const first = 'FIRST0000001';
    const world = await openWorld('newest', { instances: [{ id: first, session }, ...called] });
    try {
      await pairFirst(world, first);
      await qrCode(world).waitFor();
      await world.workbench.closeEditor(first);
      await addExtension(world.server, floor);
      await writeKeys(world.server, bindings);
      return new TimedWindow(world, await Sight.open(world.workbench.page));
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  /** Loads the window anew, without the panels that were open. */
  async reload(): Promise<void> {
    const { page, statusBarItem } = this.world.workbench;
    if ((await page.locator('iframe.webview').count()) > 0) await this.closePanels();
    await page.goto(page.url());
    await statusBarItem.root.waitFor({ timeout: 60_000 });
    await sleep(settling);
  }

  /** Milliseconds from the press to the floor's text. */
  async floor(): Promise<number> {
    const { ms } = await this.sight.measure(pressOf(bindings.findIndex(isOf(floorCommand))), 'floor');
    return ms;
  }

  /** Milliseconds from the press to the code, and to the arrival of the call at the gateway. */
  async pair(id: string): Promise<{ readonly code: number; readonly call: number }> {
    const index = bindings.findIndex(({ args }) => args === id);
    const before = this.world.gateway.requests.length;
    const { ms, from } = await this.sight.measure(pressOf(index), 'code');
    const request = this.world.gateway.requests.slice(before).find(({ instance }) => instance === id);
    if (!request) throw new Error(`The gateway was not asked for ${id}.`);
    return { code: ms, call: request.startedAt - from };
  }

  /** Closes every panel. */
  async closePanels(): Promise<void> {
    const { page } = this.world.workbench;
    await page.keyboard.press(pressOf(bindings.findIndex(isOf(closeCommand))));
    await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
    await sleep(pause);
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** The instance that the bare call asks for where the extension asks for `id`. */
export function bareId(id: string): string {
  return id.replace('OPEN', 'BARE');
}

function isOf(wanted: string): (binding: Binding) => boolean {
  return ({ command }) => command === wanted;
}
