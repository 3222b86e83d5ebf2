/** A failure whose message alone, one sentence, tells a person what to do. */
export class HumanError extends Error {
  override readonly name = 'HumanError';
}

/** Runs a program: its number is the exit code; a HumanError is shown as its sentence, without a stack. */
export async function runProgram(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof HumanError ? error.message : error);
    process.exitCode = 1;
  }
}
