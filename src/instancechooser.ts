import * as vscode from 'vscode';
import type { Connections } from './connections';
import { instanceIdForm } from './core/instance';
import type { InstanceRef } from './core/instanceref';
import { defaultConnection } from './core/instanceref';
import { refGiven } from './given';
import type { Instances } from './instances';
import { askConnection } from './prompts/connection';
import { askInstance } from './prompts/instance';
import type { TokenFlow } from './tokenflow';

/** What it takes to find out which instance is meant. */
export interface ChooserParts {
  readonly connections: Connections;
  readonly instances: Instances;
  readonly tokenFlow: TokenFlow;
}

/** Finds out which instance a command means, and sees to it that its connection can be asked. */
export class InstanceChooser {
  constructor(private readonly parts: ChooserParts) {}

  /** The instance given, or asked for under a title; undefined if the user thinks better of it or there is no token. */
  async choose(title: string, given: unknown): Promise<InstanceRef | undefined> {
    const { connections, instances } = this.parts;
    const ref = refGiven(given, instances);
    if (ref) return checked(ref) && (await this.ready(ref)) ? ref : undefined;
    // With a single account its token comes first: without one, no list is of any use.
    const usual = { connection: defaultConnection };
    if (!connections.several && !(await this.ready(usual))) return undefined;
    const chosen = await askInstance(instances, connections, title);
    if (typeof chosen !== 'string') return chosen && (await this.ready(chosen)) ? chosen : undefined;
    if (!connections.several) return { ...usual, instanceId: chosen };
    const connection = await askConnection(connections.list, title);
    const typed = connection && { connection: connection.name, instanceId: chosen };
    return typed && (await this.ready(typed)) ? typed : undefined;
  }

  /** Whether an instance's connection can be asked: there is one, and a token for it. */
  async ready(ref: Pick<InstanceRef, 'connection'>): Promise<boolean> {
    return (await this.parts.tokenFlow.readyAll([ref])) !== undefined;
  }
}

function checked({ instanceId }: InstanceRef): boolean {
  if (instanceIdForm(instanceId) !== 'unusable') return true;
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'That can’t be an instance ID. It has 12 letters and digits; the gateway’s dashboard shows it.',
    ),
  );
  return false;
}
