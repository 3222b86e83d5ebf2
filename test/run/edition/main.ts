import { sendMessage } from 'execa';
import { runProgram } from '../../vscode/humanerror';
import { suites } from '../suites';

/** It takes seconds to open a window of a real VS Code, and some tests wait for minutes. */
const timeout = 240_000;

// `outside` starts this process; the environment names the edition.
await runProgram(async () => {
  const counts = await suites(['out/test/outside'], timeout);
  await sendMessage({ passed: counts.passed, failures: [...counts.failures] });
  return 0;
});
