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
import type { IssuedCode } from './codecheck';
import { WindowWatch } from './windowwork';

/** The numbers of instances with which the view is opened. */
export const sizes = [100, 10_000] as const;
/** The number of simultaneous pairings. */
export const pairings = 100;
/** The maximum number of instances in a queue. */
export const maxQueue = 50;

const first = 'FIRST0000001';
/** Enough codes for the whole run, so that no session fails before its panel is shown. */
const codes = 240;

/** The instances of the view. */
export const viewInstances = manyInstances(Math.max(...sizes));
/** The instances of the simultaneous pairings, and those of the queue. */
export const pairedInstances = staggered(manyInstances(pairings, { prefix: 'HUNDR' }));
export const queuedInstances = staggered(manyInstances(maxQueue, { prefix: 'QUEUE' }));

/** Gives instances sessions whose codes expire at different times. */
function staggered(instances: readonly InstanceOptions[]): readonly InstanceOptions[] {
  const { firstCode, laterCode } = realSession;
  return instances.map((instance, index) => {
    const delay = (index * 7_300) % laterCode;
    const states = { initial: 'SCAN_QR_CODE', codes, firstCode: firstCode + delay } as const;
    return { ...instance, session: { ...instance.session, ...states } };
  });
}

const bindings = [
  { command: 'workbench.view.extension.pairWhatsApp' },
  { command: 'workbench.view.explorer' },
] as const;

/** The shortcuts that show and hide the instances view. */
export const keys = { show: shortcut(0), hide: shortcut(1) } as const;

/** A VS Code with a gateway of more than ten thousand instances, and everything that measures it. */
export class FleetWindow {
  readonly issuedCodes = new Map<string, IssuedCode>();

  private constructor(
    readonly world: OpenWorld,
    readonly host: ExtensionHost,
    readonly codes: CodeWatch,
    readonly work: WindowWatch,
  ) {
    world.gateway.onDelivery(({ id }, code) => {
      this.issuedCodes.set(code.value, { ...code, instance: id });
    });
  }

  /** Opens a VS Code whose profile has a token. */
  static async open(): Promise<FleetWindow> {
    const world = await openWorld('newest', {
      instances: [{ id: first }, ...viewInstances, ...pairedInstances, ...queuedInstances],
      // Whether an expired code was on screen is measured with codes whose expiry the gateway reports.
      behavior: { like: 'docs' },
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

  /** Reloads the window with a number of instances in the view and a limit of requests per minute. */
  async reload(count: number, budget: number): Promise<void> {
    const file = settingsFile(this.world.server.userDataDir);
    const before = JSON.parse(await readFile(file, 'utf8')) as object;
    const instances = viewInstances.slice(0, count).map(({ id }, index) => ({ id, label: labelOf(index) }));
    const settings = { 'pairWhatsApp.instances': instances, 'pairWhatsApp.requestsPerMinute': budget };
    await writeFile(file, JSON.stringify({ ...before, ...settings }));
    await this.host.reload();
    await sleep(settleTime);
  }

  close(): Promise<void> {
    return this.world.close();
  }
}

/** The label of an instance in the view. */
export function labelOf(index: number): string {
  return `Phone number ${index + 1}`;
}

/** Wait after a reload until the window has finished starting, in ms. */
const settleTime = 2_000;
