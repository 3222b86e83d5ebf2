import { sendMessage } from 'execa';
import { runProgram } from '../../vscode/humanerror';
import { suites } from '../suites';

/** A window of a real VS Code takes seconds to open, and waits of minutes are waited for. */
const timeout = 240_000;

// One of the processes that `outside` starts; which edition it is for stands in its environment.
await runProgram(async () => {
  const counts = await suites(['out/test/outside'], timeout);
  await sendMessage({ passed: counts.passed, failures: [...counts.failures] });
  return 0;
});
