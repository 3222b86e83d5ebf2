import * as vscode from 'vscode';
import type { Gateway } from '../core/gateways/gateway';
import type { InstanceRef } from '../core/references/instanceref';
import { linkless } from '../platform/escaping';
import type { Action, ActionParts } from './action';
import { ActionRunner } from './actionrunner';
import { notifyOfResult } from './bulk';
import type { LinkedPhones } from './linkedphones';
import { checkTitle, findLinkedPhones } from './linkedphones';
import type { LinkedQuestion } from './linkedprompt';
import { confirmForLinked, confirmUnlink } from './linkedprompt';

/** Starts, restarts and stops instances, and unlinks their phones. */
export class InstanceActions {
  readonly #runner: ActionRunner;

  constructor(private readonly parts: ActionParts) {
    this.#runner = new ActionRunner(parts);
  }

  async start(refs: readonly InstanceRef[]): Promise<void> {
    const agreed = await this.parts.access.prepareGateways(refs);
    if (!agreed) return;
    const rest = await this.#runner.run(
      { title: vscode.l10n.t('Start instance'), request: 'start', command: 'start' },
      refs,
      agreed,
    );
    if (rest.length > 0) await this.start(rest);
  }

  /** Restarts instances. If phones are linked, the user has to confirm. */
  async restart(refs: readonly InstanceRef[]): Promise<void> {
    const action: Action = {
      title: vscode.l10n.t('Restart instance'),
      request: 'restart',
      command: 'restart',
    };
    const rest = await this.#runForLinked(action, refs, {
      one: (name) => vscode.l10n.t('Restart {0}?', name),
      several: (count) => vscode.l10n.t('Restart {0} instances?', count),
      consequence: vscode.l10n.t('An instance sends and receives nothing until it has restarted.'),
      button: vscode.l10n.t('Restart'),
    });
    if (rest.length > 0) await this.restart(rest);
  }

  /** Stops instances and ends their pairings. Their phones stay linked. If phones are linked, the user has to confirm. */
  async stop(refs: readonly InstanceRef[]): Promise<void> {
    const action: Action = {
      title: vscode.l10n.t('Stop instance'),
      request: 'stop',
      before: (ref) => this.parts.pairings.find(ref)?.stop(),
    };
    const rest = await this.#runForLinked(action, refs, {
      one: (name) => vscode.l10n.t('Stop {0}?', name),
      several: (count) => vscode.l10n.t('Stop {0} instances?', count),
      consequence: vscode.l10n.t('A stopped instance sends and receives nothing. The phone stays linked.'),
      button: vscode.l10n.t('Stop'),
    });
    if (rest.length > 0) await this.stop(rest);
  }

  /** Unlinks phones after the user has seen their accounts and confirmed. */
  async unlink(refs: readonly InstanceRef[]): Promise<void> {
    const agreed = await this.parts.access.prepareGateways(refs);
    const found = agreed && (await findLinkedPhones(refs, agreed, this.#runner, this.parts));
    if (!found) return;
    const { phones, notRunning, unknown } = found;
    if (phones.length === 0) {
      await this.#showNoPhones(refs, found);
      return;
    }
    const action: Action = {
      title: vscode.l10n.t('Unlink phone'),
      request: 'logout',
      command: 'logout',
      after: (ref) => this.parts.pairings.find(ref)?.setUnlinked(),
    };
    const chosen = await confirmUnlink(
      found,
      refs.length - phones.length - notRunning.length - unknown.length,
    );
    const rest = await this.#runner.run(action, chosen, agreed);
    if (rest.length > 0) await this.unlink(rest);
  }

  async #runForLinked(
    action: Action,
    refs: readonly InstanceRef[],
    question: LinkedQuestion,
  ): Promise<readonly InstanceRef[]> {
    const agreed: ReadonlyMap<string, Gateway> | undefined = await this.parts.access.prepareGateways(refs);
    const found = agreed && (await findLinkedPhones(refs, agreed, this.#runner, this.parts));
    if (!found || !(await confirmForLinked(refs, found, (ref) => this.#runner.nameOf(ref), question)))
      return [];
    return await this.#runner.run(action, refs, agreed);
  }

  /** Shows that no phone is linked. If some checks failed, shows that instead: those instances may have a linked phone. */
  async #showNoPhones(
    refs: readonly InstanceRef[],
    { notRunning, unknown: failed }: LinkedPhones,
  ): Promise<void> {
    const [first] = refs;
    if (!first) return;
    if (failed.length > 0) {
      const done = refs.filter((ref) => !failed.some((each) => each.ref === ref));
      const job = this.#runner.jobOf(checkTitle(), refs);
      const again = await notifyOfResult(
        job,
        { done, alreadyRunning: [], failed, left: [] },
        this.parts.files,
      );
      if (again) await this.unlink(refs);
      return;
    }
    void vscode.window.showInformationMessage(
      linkless(noPhonesText(this.#runner.nameOf(first), refs.length, notRunning.length)),
    );
  }
}

/** Why no phone of some instances is unlinked, of which some aren't running. */
function noPhonesText(first: string, count: number, notRunning: number): string {
  if (count === 1)
    return notRunning > 0
      ? vscode.l10n.t(
          '{0} isn’t running, so nobody can tell whether a phone is linked. Pair it: the panel offers what helps.',
          first,
        )
      : vscode.l10n.t('No phone is linked to {0}: there is nothing to unlink.', first);
  return notRunning > 0
    ? vscode.l10n.t(
        'None of the {0} instances has a phone that can be unlinked. Not running: {1}. Pair those: the panel offers what helps.',
        count,
        notRunning,
      )
    : vscode.l10n.t('No phone is linked to any of the {0} instances.', count);
}
