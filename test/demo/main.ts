import { readCommandLine, usage } from '../gateway/commandline';
import { runProgram } from '../vscode/humanerror';
import { runDemo } from './demo';

await runProgram(async () => {
  const line = readCommandLine(process.argv.slice(2));
  const help = usage.replace('npm run gateway', 'npm start');
  switch (line.kind) {
    case 'help':
      console.log(help);
      return 0;
    case 'wrong':
      console.error(`${line.message}\n\n${help}`);
      return 2;
    case 'run':
      await runDemo(line.options);
      return 0;
  }
});
