import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../../vscode/server';

/** The command of a keyboard shortcut. */
export interface Binding {
  readonly command: string;
  readonly args?: unknown;
}

/** The keys to press together with Ctrl and Alt. */
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** The maximum number of shortcuts. */
export const maxBindings = letters.length;

/** The shortcut of a command, by its position in the list, in Playwright’s notation. */
export function shortcut(index: number): string {
  const letter = letterOf(index);
  return `Control+Alt+${/\d/.test(letter) ? `Digit${letter}` : `Key${letter.toUpperCase()}`}`;
}

/** The content of a keybindings file, with one shortcut for each command in order. */
export function keybindings(bindings: readonly Binding[]): string {
  return JSON.stringify(bindings.map((each, index) => ({ key: `ctrl+alt+${letterOf(index)}`, ...each })));
}

/** Writes the shortcuts into a profile. They take effect in windows that open afterwards. */
export async function writeKeys(
  { userDataDir }: Pick<Server, 'userDataDir'>,
  bindings: readonly Binding[],
): Promise<void> {
  const file = path.join(userDataDir, 'User', 'keybindings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, keybindings(bindings));
}

function letterOf(index: number): string {
  const letter = letters[index];
  if (letter === undefined) throw new Error(`There are only ${maxBindings} shortcuts.`);
  return letter;
}
