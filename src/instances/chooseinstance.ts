import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import type { Gateways } from '../gateways/gateways';
import { instanceIdForm } from '../core/references/instanceid';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway } from '../core/references/instanceref';
import { refFromArgument } from './arguments';
import type { ListActionParts } from './listactions';
import { showError } from '../platform/commands';
import type { GatewayAccess } from '../gateways/access';

/** What it takes to find out which instance is meant. */
export interface ChooserParts extends ListActionParts {
  readonly gateways: Gateways;
  readonly access: GatewayAccess;
  readonly log: Logger;
}

/** Finds out which instance a command means, and sees to it that its gateway can be asked. */
export class InstanceChooser {
  constructor(private readonly parts: ChooserParts) {}

  /** The instance given, or asked for under a title; undefined if the user thinks better of it or there is no token. */
  async choose(title: string, argument: unknown): Promise<InstanceRef | undefined> {
    const { gateways, instances } = this.parts;
    const ref = refFromArgument(argument, instances);
    // With a single account its token comes first: without one, no list is of any use.
    if (!ref && !gateways.several && !(await this.isReady({ gateway: defaultGateway }))) return undefined;
    const chosen = ref ?? (await this.ask(title));
    return chosen && isUsable(chosen) && (await this.isReady(chosen)) ? chosen : undefined;
  }

  /** Asks for an instance under a title, for what needs no token; undefined if the user thinks better of it. */
  async ask(title: string): Promise<InstanceRef | undefined> {
    const { gateways, instances } = this.parts;
    const { askInstance } = await import('./instanceprompt');
    const chosen = await askInstance(instances, gateways, title, {
      remove: (ref) =>
        this.#edit(async () => {
          const { ListActions } = await import('./listactions');
          await new ListActions(this.parts).remove([ref]);
        }),
      label: (ref, text) => this.#edit(() => instances.label(ref, text)),
    });
    if (typeof chosen !== 'string') return chosen;
    if (!gateways.several) return { gateway: defaultGateway, instanceId: chosen };
    const { askGateway } = await import('../gateways/choosegateway');
    const gateway = await askGateway(gateways.list, title);
    return gateway && { gateway: gateway.name, instanceId: chosen };
  }

  /** Whether an instance's gateway can be asked: there is one, and a token for it. */
  async isReady(ref: Pick<InstanceRef, 'gateway'>): Promise<boolean> {
    return (await this.parts.access.prepareGateways([ref])) !== undefined;
  }

  /** Changes the list while it is on show; what goes wrong is told and keeps nobody from choosing. */
  async #edit(change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      void showError('editList', this.parts.log, error);
    }
  }
}

function isUsable({ instanceId }: InstanceRef): boolean {
  if (instanceIdForm(instanceId) !== 'unusable') return true;
  void vscode.window.showErrorMessage(
    vscode.l10n.t(
      'That can’t be an instance ID. It has 12 letters and digits; the gateway’s dashboard shows it.',
    ),
  );
  return false;
}
