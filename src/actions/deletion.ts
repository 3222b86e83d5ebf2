import * as vscode from 'vscode';
import { gatewayLabel } from '../core/gateways/gateway';
import type { Failure } from '../core/failures/failure';
import { mayHaveArrived } from '../core/failures/failure';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { ListActionParts } from '../instances/listactions';
import { ListActions } from '../instances/listactions';
import type { ActionParts } from './action';
import { ActionRunner } from './actionrunner';
import type { DeletionTarget } from './deletionprompt';
import { confirmDeletion } from './deletionprompt';
import { findLinkedPhones } from './linkedphones';

/** What {@link InstanceDeletion} needs. */
export interface DeletionParts extends ActionParts, ListActionParts {}

/** Deletes instances on their gateways. */
export class InstanceDeletion {
  readonly #runner: ActionRunner;
  /** Keys of the instances that may have been deleted although no answer confirmed it. */
  readonly #maybeDeleted = new Set<string>();

  constructor(private readonly parts: DeletionParts) {
    this.#runner = new ActionRunner(parts);
  }

  /** Deletes instances after the user confirms by typing. */
  async delete(refs: readonly InstanceRef[]): Promise<void> {
    const { access, instances, pairings, announceRemoval } = this.parts;
    const agreed = await access.prepareGateways(refs);
    const found = agreed && (await findLinkedPhones(refs, agreed, this.#runner, this.parts));
    if (!found) return;
    const chosen = await confirmDeletion(
      refs.map((ref) => this.#target(ref)),
      found,
    );
    const deleted: InstanceRef[] = [];
    const errors: unknown[] = [];
    const rest = await this.#runner.run(
      {
        title: vscode.l10n.t('Delete instance'),
        request: 'delete',
        before: (ref) => pairings.find(ref)?.stop(),
        isDone: (ref, failure) => this.#isDeleted(ref, failure),
        // Immediately: this instance is deleted, whatever happens to the others.
        after: async (ref) => {
          deleted.push(ref);
          pairings.find(ref)?.setUnlinked();
          await announceRemoval([ref]);
          await instances.remove([ref]).catch((error: unknown) => errors.push(error));
        },
      },
      chosen,
      agreed,
    );
    new ListActions(this.parts).showStillListed(deleted);
    if (rest.length > 0) await this.delete(rest);
    if (errors.length > 0) throw errors[0];
  }

  /**
   * Whether a failure means that the instance is deleted. “Unknown instance” is also the answer to a wrong token or path, so it
   * counts only after a request that may have deleted the instance.
   */
  #isDeleted(ref: InstanceRef, failure: Failure): boolean {
    const key = refKey(ref);
    if (failure.kind === 'instance') return this.#maybeDeleted.has(key);
    if (mayHaveArrived(failure) || failure.kind === 'unconfirmed') this.#maybeDeleted.add(key);
    return false;
  }

  #target(ref: InstanceRef): DeletionTarget {
    const gateway = this.parts.gateways.find(ref.gateway);
    return {
      ref,
      label: this.parts.instances.find(ref)?.label,
      gateway: gateway ? gatewayLabel(gateway) : ref.gateway,
    };
  }
}
