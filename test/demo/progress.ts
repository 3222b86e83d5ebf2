import { Listr } from 'listr2';

/** Does something that takes a while, with a progress line; the work can change the line's text. */
export async function step<T>(
  title: string,
  work: (report: (progress: string) => void) => Promise<T>,
): Promise<T> {
  let outcome: Promise<T> | undefined;
  const task = async (_: unknown, line: { title: string; output: string }): Promise<void> => {
    const started = performance.now();
    outcome = work((progress) => (line.output = progress));
    await outcome.catch((error: unknown) => {
      // The line only shows that it failed; the caller reports the reason, once.
      throw new Error('see below', { cause: error });
    });
    line.title = `${title} (${((performance.now() - started) / 1_000).toFixed(1)} s)`;
  };
  const lines = new Listr([{ title, task }], {
    registerSignalListeners: false,
    fallbackRendererCondition: () => !process.stdout.isTTY || process.env['CI'] !== undefined,
    fallbackRenderer: 'simple',
  });
  try {
    await lines.run();
  } catch (error) {
    if (!outcome) throw error;
  }
  if (!outcome) throw new Error(`"${title}" did not start.`);
  return await outcome;
}
