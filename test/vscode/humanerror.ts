/** A failure whose message tells a person what to do, so that no stack is needed. */
export class HumanError extends Error {
  override readonly name = 'HumanError';
}

/** Runs a program and sets its exit code; for a HumanError it prints only the message. */
export async function runProgram(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof HumanError ? error.message : error);
    process.exitCode = 1;
  }
}
