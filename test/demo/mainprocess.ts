import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanUpOnExit } from '../vscode/exitcleanup';

/** How long VS Code may take to start, and to shut down by itself, in ms. */
const startTimeout = 30_000;
const grace = 5_000;
const pollInterval = 100;

/**
 * The main process of the desktop VS Code that uses a profile. It is not a child of this process: the command `code`
 * starts it and exits. But it writes its ID into its profile, and everything else of VS Code ends with it.
 */
export class MainProcess {
  readonly #lockFile: string;
  readonly #cancelCleanup = cleanUpOnExit(() => {
    this.#end('SIGKILL');
  });

  constructor(userDataDir: string) {
    this.#lockFile = path.join(userDataDir, 'code.lock');
  }

  /** Waits until it runs; false if the command that starts it ends first, or if it takes too long. */
  async waitFor(command: Promise<unknown>): Promise<boolean> {
    const commandEnded = command.then(() => true);
    const deadline = Date.now() + startTimeout;
    while (!this.#isRunning()) {
      const ended = await Promise.race([commandEnded, sleep(pollInterval, false)]);
      if (ended || Date.now() > deadline) return false;
    }
    return true;
  }

  /** Ends it, and VS Code with it. */
  async dispose(): Promise<void> {
    this.#end('SIGTERM');
    const deadline = Date.now() + grace;
    while (this.#isRunning() && Date.now() < deadline) await sleep(pollInterval);
    this.#end('SIGKILL');
    this.#cancelCleanup();
  }

  get #pid(): number | undefined {
    try {
      const pid = Number(readFileSync(this.#lockFile, 'utf8'));
      return Number.isInteger(pid) && pid > 0 ? pid : undefined;
    } catch {
      return undefined;
    }
  }

  #isRunning(): boolean {
    return this.#pid !== undefined && signal(this.#pid, 0);
  }

  #end(how: NodeJS.Signals): void {
    const pid = this.#pid;
    if (pid === undefined) return;
    // Windows has no signals, and ends a process without its children.
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    else signal(pid, how);
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
