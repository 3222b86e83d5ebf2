import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Listr } from 'listr2';
import { cacheFolder } from './edition';
import { fillFolder, removeAbandoned } from './installfolder';

/** Something that is installed in a folder of its own. */
export interface Wanted {
  readonly name: string;
  /** The name of its folder under .vscode-test; if that exists, it is complete. */
  readonly folder: string;
  /** How long it takes, for a person who waits. */
  readonly time: string;
  /** Installs it in a folder, and says what it is doing. */
  readonly fill: (folder: string, report: (step: string) => void) => Promise<void>;
}

/** Installs all of these at the same time, with progress. */
export async function installAll(wanted: readonly Wanted[]): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  await removeAbandoned(cacheFolder);
  const failures: unknown[] = [];
  const tasks = wanted.map((each) => task(each, failures));
  try {
    await new Listr(tasks, {
      concurrent: true,
      exitOnError: true,
      fallbackRendererCondition: () => !process.stdout.isTTY || process.env['CI'] !== undefined,
      fallbackRenderer: 'simple',
    }).run();
  } catch (error) {
    throw failures[0] ?? error;
  }
}

/** The task's line only shows that it failed; the caller reports the reason, once. */
function task({ name, time, folder, fill }: Wanted, failures: unknown[]) {
  return {
    title: `Installing ${name} under .vscode-test (once; ${time})`,
    task: async (_: unknown, line: { title: string; output: string }): Promise<void> => {
      const started = performance.now();
      const report = (step: string): void => void (line.output = `${name}: ${step}`);
      try {
        await fillFolder(path.join(cacheFolder, folder), (place) => fill(place, report));
      } catch (error) {
        failures.push(error);
        throw new Error('not installed', { cause: error });
      }
      line.title = `Installed ${name} in ${Math.round((performance.now() - started) / 1_000)} s`;
    },
  };
}
