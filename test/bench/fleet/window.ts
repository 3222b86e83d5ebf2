import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InstanceOptions } from '../../gateway/instance';
import { manyInstances } from '../../gateway/manyinstances';
import { realSession } from '../../gateway/session';
import { pairFirst, qrCode } from '../../outside/person';
import type { OpenWorld } from '../../outside/world';
import { openWorld } from '../../outside/world';
import { settingsFile } from '../../vscode/server';
import { ExtensionHost } from '../cost/host';
import { shortcut, writeKeys } from '../opening/keys';
import { CodeWatch } from './codewatch';
import type { Delivered } from './judge';
import { WindowWatch } from './windowwork';

/** How many instances the view is measured with. */
export const sizes = [10, 1_000] as const;
/** How many pairings run at once. */
export const pairings = 100;
/** How many instances may be in a queue. */
export const longestQueue = 50;

const first = 'FIRST0000001';
/** Enough codes for the whole run, so that none fails before it is looked at. */
const codes = 240;

/** The instances of the view, by how many there are. */
export const viewed = manyInstances(Math.max(...sizes));
/** Those of the pairings at once, and those of the queue. */
export const paired = scattered(manyInstances(pairings, { prefix: 'HUNDR' }));
export const queued = scattered(manyInstances(longestQueue, { prefix: 'QUEUE' }));

/** Instances whose codes don’t all end at the same instant. */
function scattered(instances: readonly InstanceOptions[]): readonly InstanceOptions[] {
  const { firstCode, laterCode } = realSession;
  return instances.map((instance, index) => {
    const late = (index * 7_300) % laterCode;
    const life = { initial: 'SCAN_QR_CODE', codes, firstCode: firstCode + late } as const;
    return { ...instance, session: { ...instance.session, ...life } };
  });
}

const bindings = [
  { command: 'workbench.view.extension.pairWhatsApp' },
  { command: 'workbench.view.explorer' },
] as const;

/** The keys that bring the instances view into sight and out of it. */
export const keys = { show: shortcut(0), hide: shortcut(1) } as const;

/** A VS Code with a gateway of more than a thousand instances, and everything that looks at it. */
export class FleetWindow {
  readonly delivered = new Map<string, Delivered>();

  private constructor(
    readonly world: OpenWorld,
    readonly host: ExtensionHost,
    readonly codes: CodeWatch,
    readonly work: WindowWatch,
  ) {
    world.gateway.onDelivery(({ id }, code) => {
      this.delivered.set(code.value, { ...code, instance: id });
    });
  }

  /** Opens one whose profile has a token. */
  static async open(): Promise<FleetWindow> {
    const world = await openWorld('newest', {
      instances: [{ id: first }, ...viewed, ...paired, ...queued],
    });
    try {
      await pairFirst(world, first);
      await qrCode(world).waitFor();
      await world.workbench.closeEditor(first);
      await writeKeys(world.server, bindings);
      const { page } = world.workbench;
      const host = await ExtensionHost.prepare(world);
      const codes = await CodeWatch.open(page, ['HUNDR', 'QUEUE']);
      return new FleetWindow(world, host, codes, await WindowWatch.open(page));
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  /** Loads the window anew with so many instances in the view, and so many requests a minute for it. */
  async reload(count: number, budget: number): Promise<void> {
    const file = settingsFile(this.world.server.userDataDir);
    const before = JSON.parse(await readFile(file, 'utf8')) as object;
    const instances = viewed.slice(0, count).map(({ id }, index) => ({ id, label: labelOf(index) }));
    const settings = { 'pairWhatsApp.instances': instances, 'pairWhatsApp.requestsPerMinute': budget };
    await writeFile(file, JSON.stringify({ ...before, ...settings }));
    await this.host.reload();
    await sleep(settling);
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** What an instance is called in the view. */
export function labelOf(index: number): string {
  return `Phone number ${index + 1}`;
}

/** Until a window that was loaded has done what it does at the start, in ms. */
const settling = 2_000;
