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

/** What {@link InstanceChooser} needs. */
export interface ChooserParts extends ListActionParts {
  readonly gateways: Gateways;
  readonly access: GatewayAccess;
  readonly log: Logger;
}

/** Finds the instance for a command, and makes sure that requests can be sent to its gateway. */
export class InstanceChooser {
  constructor(private readonly parts: ChooserParts) {}

  /** The instance in a command's argument, if requests can be sent for it immediately. */
  known(argument: unknown): InstanceRef | undefined {
    const { access, instances } = this.parts;
    const ref = refFromArgument(argument, instances);
    return ref && access.isReady(ref.gateway) && instanceIdForm(ref.instanceId) !== 'unusable'
      ? ref
      : undefined;
  }

  /** The instance in a command's argument, or the one that the user chooses. Undefined if the user cancels or there is no token. */
  async choose(title: string, argument: unknown): Promise<InstanceRef | undefined> {
    const { gateways, instances } = this.parts;
    const ref = refFromArgument(argument, instances);
    // With a single gateway, ask for its token first: without a token, the list is of no use.
    if (!ref && !gateways.several && !(await this.isReady({ gateway: defaultGateway }))) return undefined;
    const chosen = ref ?? (await this.ask(title));
    return chosen && isUsable(chosen) && (await this.isReady(chosen)) ? chosen : undefined;
  }

  /** Asks the user to choose an instance, for a command that needs no token. Undefined if the user cancels. */
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
    const { askGateway } = await import('../gateways/prompts/choosegateway');
    const gateway = await askGateway(gateways.list, title);
    return gateway && { gateway: gateway.name, instanceId: chosen };
  }

  /** Whether requests can be sent to an instance's gateway: the gateway can be used and has a token. Asks for the token if necessary. */
  async isReady(ref: Pick<InstanceRef, 'gateway'>): Promise<boolean> {
    return (await this.parts.access.prepareGateways([ref])) !== undefined;
  }

  /** Changes the list while it is shown. If that fails, an error message is shown, and the user can still choose. */
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
      'This is not a valid instance ID. An instance ID has 12 letters and digits. You find it in the gateway’s dashboard.',
    ),
  );
  return false;
}
