import { sendMessage } from 'execa';
import { runProgram } from '../../vscode/humanerror';
import { runFiles } from '../suites';

/** It takes seconds to open a window of a real VS Code, and some tests wait for minutes. */
const timeout = 240_000;

// `outside` starts this process for one suite; the environment names the edition.
await runProgram(async () => {
  const counts = await runFiles(process.argv.slice(2), timeout);
  await sendMessage({ passed: counts.passed, failures: [...counts.failures] });
  return 0;
});
