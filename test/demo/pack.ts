import path from 'node:path';
import { execa } from 'execa';
import { HumanError } from '../vscode/humanerror';

/** Packs the extension, without output unless it fails; returns the file. */
export async function pack(): Promise<string> {
  const { failed, all } = await execa('npm', ['run', 'package'], {
    all: true,
    reject: false,
    stdin: 'ignore',
  });
  if (failed)
    throw new HumanError(`The extension could not be packed. The output of npm run package:\n${all}`);
  return path.resolve('dist/pair-whatsapp.vsix');
}
