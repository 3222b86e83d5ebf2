import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanUpOnExit } from '../vscode/exitcleanup';

/** How long VS Code may take to start, and to end in its own way. */
const startTimeout = 30_000;
const grace = 5_000;
const pollInterval = 100;

/**
 * The main process of the desktop VS Code that uses a profile. It is no child of ours – the command `code` starts it
 * and lets go of it – but it writes its ID into its profile, and everything else of VS Code ends with it.
 */
export class MainProcess {
  readonly #lockFile: string;
  readonly #callOff = cleanUpOnExit(() => {
    this.#end('SIGKILL');
  });

  constructor(userDataDir: string) {
    this.#lockFile = path.join(userDataDir, 'code.lock');
  }

  /** Waits until it runs; false if the command that starts it ends, or the time is over, before. */
  async waitFor(command: Promise<unknown>): Promise<boolean> {
    const over = command.then(() => true);
    const deadline = Date.now() + startTimeout;
    while (!this.#isRunning()) {
      const ended = await Promise.race([over, sleep(pollInterval, false)]);
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
    this.#callOff();
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
    // Windows knows no signals, and ends a process without those that it has started.
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
