import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenWorld } from '../../outside/world';
import { addExtension } from '../opening/addextension';
import type { Stock } from './helper';
import { helper } from './helper';

const startLimit = 90_000;

/** The process of a window in which extensions run, seen from inside. */
export class ExtensionHost {
  readonly #portFile: string;

  private constructor(private readonly world: OpenWorld) {
    this.#portFile = path.join(path.dirname(world.server.userDataDir), 'bench-port');
  }

  /** Puts the helper beside the extension; the window must be loaded anew to have it. */
  static async prepare(world: OpenWorld): Promise<ExtensionHost> {
    const host = new ExtensionHost(world);
    await addExtension(world.server, helper(host.#portFile));
    return host;
  }

  /** Loads the window anew, with a process of its own, and waits until both extensions are active. */
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

  /** What the process holds after a collection. */
  stock(): Promise<Stock> {
    return this.#ask('stock') as Promise<Stock>;
  }

  /** Milliseconds of processor time for each second, over a stretch. */
  async load(stretch: number): Promise<number> {
    const before = (await this.#ask('spent')) as Pick<Stock, 'cpu' | 'at'>;
    await sleep(stretch);
    const after = (await this.#ask('spent')) as Pick<Stock, 'cpu' | 'at'>;
    return ((after.cpu - before.cpu) / (after.at - before.at)) * 1_000;
  }

  /** Pairs instances, each in a panel of its own. */
  async pair(ids: readonly string[]): Promise<void> {
    await this.#ask('pair', { ids });
  }

  /** Runs a command with arguments that JSON can say, and waits until it is done. */
  async run(command: string, ...given: readonly unknown[]): Promise<void> {
    await this.#ask('run', { command, given });
  }

  /** Closes every panel. */
  async closePanels(): Promise<void> {
    await this.#ask('close');
  }

  /** Activates extensions, as one that depends on them would. */
  async activate(ids: readonly string[]): Promise<void> {
    await this.#ask('activate', { ids });
  }

  /** Milliseconds in which an extension's file was read, compiled and run; undefined for one that was earlier than the helper. */
  async loadTime(id: string): Promise<number | undefined> {
    return ((await this.#ask('loaded', { id })) as number | null) ?? undefined;
  }

  /** The editor's own report on its start. */
  startupReport(): Promise<string> {
    return this.#ask('startup') as Promise<string>;
  }

  async #ask(action: string, given: unknown = {}): Promise<unknown> {
    const url = `http://127.0.0.1:${await this.#port()}/${action}`;
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(given) });
    if (!answer.ok) throw new Error(`The helper failed at ${action}: ${await answer.text()}`);
    return await answer.json();
  }

  async #port(): Promise<string> {
    return await readFile(this.#portFile, 'utf8').catch(() => '');
  }
}
