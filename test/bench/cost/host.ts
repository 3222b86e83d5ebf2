import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenWorld } from '../../outside/world';
import { addExtension } from '../opening/addextension';
import type { CpuProfile } from '../opening/profile';
import type { HostFigures } from './helper';
import { helper } from './helper';

const startLimit = 90_000;

/** The figures of a process while nothing changes. */
export interface HostState {
  readonly figures: HostFigures;
  /** Milliseconds of processor time per second. */
  readonly cpuLoad: number;
}

/** The process of a window in which extensions run, measured from inside. */
export class ExtensionHost {
  readonly #portFile: string;

  private constructor(private readonly world: OpenWorld) {
    this.#portFile = path.join(path.dirname(world.server.userDataDir), 'bench-port');
  }

  /** Installs the helper beside the extension. It takes effect when the window is reloaded. */
  static async prepare(world: OpenWorld): Promise<ExtensionHost> {
    const host = new ExtensionHost(world);
    await addExtension(world.server, helper(host.#portFile));
    return host;
  }

  /** Reloads the window, which starts a new process, and waits until both extensions are active. */
  async reload(): Promise<void> {
    const { page, statusBarItem } = this.world.workbench;
    await rm(this.#portFile, { force: true });
    await page.goto(page.url());
    await statusBarItem.root.waitFor({ timeout: startLimit });
    const deadline = Date.now() + startLimit;
    while ((await this.#port()) === '') {
      if (Date.now() > deadline) throw new Error('The helper did not start.');
      await sleep(100);
    }
  }

  /** The process’s figures after garbage collections. */
  figures(): Promise<HostFigures> {
    return this.#ask('figures') as Promise<HostFigures>;
  }

  /** Milliseconds of processor time per second, measured over `duration` ms. */
  async cpuLoad(duration: number): Promise<number> {
    // Finding out whose a timer is takes a tenth of the time that would be measured.
    await this.#ask('count', { timers: false });
    const before = (await this.#ask('cpuTime')) as Pick<HostFigures, 'cpu' | 'at'>;
    await sleep(duration);
    const after = (await this.#ask('cpuTime')) as Pick<HostFigures, 'cpu' | 'at'>;
    await this.#ask('count', { timers: true });
    return ((after.cpu - before.cpu) / (after.at - before.at)) * 1_000;
  }

  /** The figures and the processor time per second of a state that lasts `duration` ms. */
  async state(duration: number): Promise<HostState> {
    const before = await this.figures();
    const cpuLoad = await this.cpuLoad(duration);
    const after = await this.figures();
    // The minimum of two samples leaves out much of what other extensions hold only for a while.
    const heap = Math.min(before.heap, after.heap);
    // Those that were set in between are not counted.
    return { cpuLoad, figures: { ...after, heap, ownTimers: before.ownTimers } };
  }

  /** Pairs instances, each in its own panel. */
  async pair(ids: readonly string[]): Promise<void> {
    await this.#ask('pair', { ids });
  }

  /** Runs a command with arguments that JSON can represent, and waits until it ends. */
  async run(command: string, ...args: readonly unknown[]): Promise<void> {
    await this.#ask('run', { command, args });
  }

  /** Starts a CPU profile of the process. */
  async startProfile(): Promise<void> {
    await this.#ask('startProfile');
  }

  /** Ends the CPU profile. */
  stopProfile(): Promise<CpuProfile> {
    return this.#ask('stopProfile') as Promise<CpuProfile>;
  }

  /** Closes all panels. */
  async closePanels(): Promise<void> {
    await this.#ask('close');
  }

  /** Activates extensions, as an extension that depends on them does. */
  async activate(ids: readonly string[]): Promise<void> {
    await this.#ask('activate', { ids });
  }

  /** The editor’s own startup report. */
  startupReport(): Promise<string> {
    return this.#ask('startup') as Promise<string>;
  }

  async #ask(action: string, args: unknown = {}): Promise<unknown> {
    const url = `http://127.0.0.1:${await this.#port()}/${action}`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(args) });
    if (!answer.ok) throw new Error(`The helper failed at ${action}: ${await answer.text()}`);
    return await answer.json();
  }

  async #port(): Promise<string> {
    return await readFile(this.#portFile, 'utf8').catch(() => '');
  }
}
