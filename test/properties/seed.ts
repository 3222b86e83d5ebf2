/** The variable that repeats a run: `PAIR_WHATSAPP_SEED=123`. */
const variable = 'PAIR_WHATSAPP_SEED';

/** What all chance of this run comes from: told from outside to repeat a run, else new each time. */
export const seed = seedOf(process.env[variable]);

function seedOf(text: string | undefined): number {
  if (text === undefined || text === '') return Math.floor(Math.random() * 2 ** 31);
  const told = Number(text);
  if (!Number.isInteger(told)) throw new Error(`${variable} is no whole number: "${text}".`);
  return told;
}

/** Writes into a suite's output what a run was made of, and how to have it again. */
export function tell(...lines: readonly string[]): void {
  for (const line of [...lines, `to repeat it: ${variable}=${seed}`]) console.log(`      ${line}`);
}

/** A count with its thousands apart, as it is told. */
export function grouped(count: number): string {
  return count.toLocaleString('en').replaceAll(',', ' ');
}
