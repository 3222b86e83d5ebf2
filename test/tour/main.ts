import { interruptible } from '../demo/interruption';
import { runProgram } from '../vscode/humanerror';
import { takeTour } from './tour';

await runProgram(async () => {
  for (const { file, bytes } of await interruptible(takeTour))
    console.log(`${file}  ${Math.ceil(bytes / 1_000)} kB`);
  return 0;
});
