import { parseArgs } from 'node:util';
import { sendMessage } from 'execa';
import { isEditionName } from '../vscode/edition';
import { HumanError, runProgram } from '../vscode/humanerror';
import { faultMatrix } from './matrix';

await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      edition: { type: 'string', default: 'newest' },
      lane: { type: 'string' },
      case: { type: 'string', default: '' },
    },
  });
  const { edition, lane, case: only } = values;
  if (!isEditionName(edition)) throw new HumanError(`--edition must be oldest or newest, not "${edition}".`);
  const started = performance.now();
  const { passed, failures } = await faultMatrix({ edition, only, ...(lane !== undefined && { lane }) });
  const failed = failures.length;
  if (passed + failed === 0)
    throw new HumanError(
      lane === undefined ? `No case contains "${only}".` : `No case of a lane "${lane}" contains "${only}".`,
    );
  // A parent process that runs other tests in parallel needs the counts.
  if (process.connected) await sendMessage({ passed, failures: [...failures] });
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`\n${passed} passed, ${failed} failed in ${seconds} s`);
  return failed === 0 ? 0 : 1;
});
