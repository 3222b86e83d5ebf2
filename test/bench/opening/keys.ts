import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../../vscode/server';

/** A key of the keyboard, and what it does in the editor. */
export interface Binding {
  readonly command: string;
  readonly args?: unknown;
}

/** Keys with Ctrl and Alt held. */
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** As many as there are. */
export const mostBindings = letters.length;

/** The key for the command of that place in the list, as Playwright presses it. */
export function pressOf(index: number): string {
  const letter = letterAt(index);
  return `Control+Alt+${/\d/.test(letter) ? `Digit${letter}` : `Key${letter.toUpperCase()}`}`;
}

/** The keybindings file of a profile, one key for each command in order. */
export function keybindings(bindings: readonly Binding[]): string {
  return JSON.stringify(bindings.map((each, index) => ({ key: `ctrl+alt+${letterAt(index)}`, ...each })));
}

/** Gives a profile these keys; windows opened from now on have them. */
export async function writeKeys(
  { userDataDir }: Pick<Server, 'userDataDir'>,
  bindings: readonly Binding[],
): Promise<void> {
  const file = path.join(userDataDir, 'User', 'keybindings.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, keybindings(bindings));
}

function letterAt(index: number): string {
  const letter = letters[index];
  if (letter === undefined) throw new Error(`There are only ${mostBindings} keys.`);
  return letter;
}
