import type { Command } from 'vscode';
import type { InstanceRef } from '../../core/references/instanceref';

/** What a click on a row does. */
export function rowCommand(title: string, command: string, argument: InstanceRef | string): Command {
  return { command, title, arguments: [argument] };
}
