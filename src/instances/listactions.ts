import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { endingText } from '../gateways/prompts/endingtext';
import { linkless } from '../platform/escaping';
import { showCopied } from '../platform/showcopied';
import { askLabel } from './instanceprompt';
import type { Instances } from './instances';

/** What {@link ListActions} needs. */
export interface ListActionParts {
  readonly instances: Instances;
  /** Counts which of these instances are being paired in this window. */
  readonly countRunning: (refs: readonly InstanceRef[]) => number;
  /** Counts which of these instances are linked, as far as this window knows. */
  readonly countLinked: (refs: readonly InstanceRef[]) => number;
  /** Called with instances that are no longer in the list, so that their pairings end. */
  readonly announceRemoval: (refs: readonly InstanceRef[]) => Promise<void>;
}

/** Changes the list of instances. Nothing changes on the gateway. */
export class ListActions {
  constructor(private readonly parts: ListActionParts) {}

  /** Asks for a new label for an instance. */
  async rename(ref: InstanceRef): Promise<void> {
    const { instances } = this.parts;
    const label = await askLabel(ref.instanceId, instances.find(ref)?.label);
    if (label !== undefined) await instances.label(ref, label);
  }

  /** Removes instances from the list. For several instances, or one that is being paired or linked, the user has to confirm. */
  async remove(refs: readonly InstanceRef[]): Promise<void> {
    const { instances, announceRemoval } = this.parts;
    if (!(await this.#confirmRemoval(refs))) return;
    await instances.remove(refs);
    await announceRemoval(refs.filter((ref) => instances.find(ref) === undefined));
    this.showStillListed(refs);
  }

  async #confirmRemoval(refs: readonly InstanceRef[]): Promise<boolean> {
    const { instances, countRunning, countLinked } = this.parts;
    const [first, ...others] = refs;
    const [running, linked] = [countRunning(refs), countLinked(refs)];
    if (!first || (others.length === 0 && running === 0 && linked === 0)) return true;
    const question =
      others.length === 0
        ? vscode.l10n.t('Remove {0} from the list?', instances.nameOf(first))
        : vscode.l10n.t('Remove {0} instances from the list?', refs.length);
    const detail = [
      ...endingText(running),
      ...(linked > 0 ? [linkedText(linked, refs.length)] : []),
      vscode.l10n.t('Labels are deleted. The instances stay on the gateway.'),
    ].join(' ');
    const remove = vscode.l10n.t('Remove');
    const options = { modal: true, detail };
    return (await vscode.window.showWarningMessage(linkless(question), options, remove)) === remove;
  }

  /** Shows which of these instances stay in the list because the settings contain them. */
  showStillListed(refs: readonly InstanceRef[]): void {
    const { instances } = this.parts;
    const kept = refs.filter((ref) => instances.isNamedBySettings(ref));
    const [first] = kept;
    if (!first) return;
    const name = instances.nameOf(first);
    const message =
      kept.length === 1
        ? vscode.l10n.t('{0} stays in the list because the setting “Instances” contains it.', name)
        : vscode.l10n.t(
            '{0} instances stay in the list because the setting “Instances” contains them.',
            kept.length,
          );
    void vscode.window.showInformationMessage(linkless(message));
  }
}

/** Copies the IDs of instances, one per line. */
export async function copyInstanceIds(refs: readonly InstanceRef[]): Promise<void> {
  await vscode.env.clipboard.writeText(refs.map(({ instanceId }) => instanceId).join('\n'));
  const message =
    refs.length === 1
      ? vscode.l10n.t('The instance ID is on the clipboard.')
      : vscode.l10n.t('{0} instance IDs are on the clipboard.', refs.length);
  showCopied(message);
}

function linkedText(linked: number, count: number): string {
  return count === 1
    ? vscode.l10n.t('A phone is linked to it, and stays linked.')
    : vscode.l10n.t('Linked: {0} of {1}. The phones stay linked.', linked, count);
}
