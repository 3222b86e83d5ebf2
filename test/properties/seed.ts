/** The variable that repeats a run: `PAIR_WHATSAPP_SEED=123`. */
const variable = 'PAIR_WHATSAPP_SEED';

/** The seed of this run's random numbers: from the environment to repeat a run, otherwise random. */
export const seed = seedOf(process.env[variable]);

function seedOf(text: string | undefined): number {
  if (text === undefined || text === '') return Math.floor(Math.random() * 2 ** 31);
  const value = Number(text);
  if (!Number.isInteger(value)) throw new Error(`${variable} must be a whole number, not "${text}".`);
  return value;
}

/** Prints what a run consisted of, and how to repeat it. */
export function printRun(...lines: readonly string[]): void {
  for (const line of [...lines, `to repeat: ${variable}=${seed}`]) console.log(`      ${line}`);
}

/** A count with groups of thousands. */
export function grouped(count: number): string {
  return count.toLocaleString('en').replaceAll(',', ' ');
}
