import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cleanUpOnExit } from './exitcleanup';

/** A program and everything that it starts. */
export interface ProcessTree {
  /** Everything that it has printed so far. */
  readonly output: () => string;
  /** The first match in its output; rejects if it ends, or the timeout passes, without a match. */
  readonly printed: (pattern: RegExp, timeout: number) => Promise<RegExpExecArray>;
  /** Ends all of it. */
  readonly dispose: () => Promise<void>;
}

/** How long a program may take to shut down by itself, in ms. */
const grace = 3_000;

/** Starts a program as the leader of its own process group, so that the whole group can be ended. */
export function startProcessTree(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): ProcessTree {
  const child = spawn(command, args, { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const cancelCleanup = cleanUpOnExit(() => {
    killGroup(child.pid, 'SIGKILL');
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }

  const printed = async (pattern: RegExp, timeout: number): Promise<RegExpExecArray> => {
    const limit = AbortSignal.timeout(timeout);
    for (;;) {
      const match = pattern.exec(output);
      if (match) return match;
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`${command} ended without printing ${String(pattern)}:\n${output}`);
      }
      const wait = new AbortController();
      const either = { signal: AbortSignal.any([limit, wait.signal]) };
      try {
        await Promise.race([
          once(child.stdout, 'data', either),
          once(child.stderr, 'data', either),
          once(child, 'close', either),
        ]);
      } catch (error) {
        if (!limit.aborted) throw error;
        throw new Error(`${command} did not print ${String(pattern)} in ${timeout / 1_000} s:\n${output}`);
      } finally {
        wait.abort();
      }
    }
  };

  const dispose = async (): Promise<void> => {
    killGroup(child.pid, 'SIGTERM');
    const force = setTimeout(() => {
      killGroup(child.pid, 'SIGKILL');
    }, grace);
    await closed;
    clearTimeout(force);
    // The leader has ended; nothing else of the group may stay.
    killGroup(child.pid, 'SIGKILL');
    cancelCleanup();
  };

  return { output: () => output, printed, dispose };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
