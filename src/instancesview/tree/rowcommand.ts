import type { Command } from 'vscode';
import type { InstanceRef } from '../../core/references/instanceref';
import { commands, internalCommands } from '../../ids';

/** The commands that a click on a row can run. */
export const rowCommands = [
  commands.pair,
  commands.setToken,
  commands.addGateway,
  commands.openGatewaySetting,
] as const;

/** What a click on a row does. */
export function rowCommand(
  title: string,
  command: (typeof rowCommands)[number],
  argument: InstanceRef | string,
): Command {
  return { command: internalCommands.openRow, title, arguments: [command, argument] };
}
