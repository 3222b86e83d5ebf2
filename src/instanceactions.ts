import * as vscode from 'vscode';
import type { BulkJob } from './bulk';
import { runBulk, tellBulk } from './bulk';
import type { Connections } from './connections';
import type { Clock } from './core/clock';
import type { Connection } from './core/connection';
import type { Failure } from './core/failure';
import type { Account, AccountGateway, Call, ManagementCall } from './core/gateway';
import type { InstanceRef } from './core/instanceref';
import { defaultConnection } from './core/instanceref';
import { accountText } from './core/instancestate';
import { explain } from './core/trouble';
import { linkless } from './foreignwords';
import { commands } from './ids';
import type { Instances } from './instances';
import type { Pairings } from './pairings';
import { askConnection } from './prompts/connection';
import { confirmDeletion } from './prompts/deletion';
import { askLabel } from './prompts/instance';
import type { Settings } from './settings';
import type { TokenFlow } from './tokenflow';

/** What actions on instances need of the window. */
export interface ActionParts {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly tokenFlow: TokenFlow;
  readonly clock: Clock;
  readonly gateway: (connection: Connection, instanceId?: string) => Promise<AccountGateway>;
  /** Whom an instance is linked to, as far as is known. */
  readonly accountOf: (ref: InstanceRef) => Account | undefined;
  /** Tells that these may stand otherwise now. */
  readonly changed: (refs: readonly InstanceRef[]) => void;
}

/** What is done to one instance. */
interface Step {
  readonly call: Call | ManagementCall;
  readonly before?: (ref: InstanceRef) => void;
  readonly after?: (ref: InstanceRef) => Promise<void>;
}

/** What can be done to instances, one or many, besides pairing them. */
export class InstanceActions {
  constructor(private readonly parts: ActionParts) {}

  /** Restarts sessions. */
  async restart(refs: readonly InstanceRef[]): Promise<void> {
    await this.#all(vscode.l10n.t('Restart session'), refs, { call: 'restart' });
  }

  /** Starts sessions that are stopped. */
  async start(refs: readonly InstanceRef[]): Promise<void> {
    await this.#all(vscode.l10n.t('Start session'), refs, { call: 'start' });
  }

  /** Stops sessions, which keep their login; their pairings end. */
  async stop(refs: readonly InstanceRef[]): Promise<void> {
    const before = (ref: InstanceRef): void => this.parts.pairings.find(ref)?.stop();
    await this.#all(vscode.l10n.t('Stop session'), refs, { call: 'stop', before });
  }

  /** Unlinks phones, once the user has seen whose they are and agreed. */
  async unlink(refs: readonly InstanceRef[]): Promise<void> {
    const listed = 10;
    const lines = refs.slice(0, listed).map((ref) => {
      const account = this.parts.accountOf(ref);
      const words = account ? accountText(account) : vscode.l10n.t('account not known');
      return `${this.#nameOf(ref)}: ${words}`;
    });
    const more = refs.length > listed ? [vscode.l10n.t('and {0} more', refs.length - listed)] : [];
    const unlink = vscode.l10n.t('Unlink {0} phones', refs.length);
    const pressed = await vscode.window.showWarningMessage(
      vscode.l10n.t('Unlink the phones of {0} instances?', refs.length),
      {
        modal: true,
        detail: [
          ...lines,
          ...more,
          '',
          vscode.l10n.t(
            'The phones are logged out, and everything that uses the instances stops. To link a phone again a new code must be scanned.',
          ),
        ].join('\n'),
      },
      unlink,
    );
    if (pressed === unlink) await this.#all(vscode.l10n.t('Unlink phone'), refs, { call: 'logout' });
  }

  /** Deletes instances on the gateway, once the user has typed what. */
  async delete(refs: readonly InstanceRef[]): Promise<void> {
    if (refs.length === 0 || !(await confirmDeletion(refs.map((ref) => this.#nameOf(ref))))) return;
    const { pairings, instances } = this.parts;
    await this.#all(vscode.l10n.t('Delete instance'), refs, {
      call: 'delete',
      before: (ref) => pairings.find(ref)?.stop(),
      after: (ref) => instances.remove(ref),
    });
  }

  /** Makes a new instance on the gateway, and offers to pair it. */
  async create(given?: Connection): Promise<void> {
    const { connections, tokenFlow, instances } = this.parts;
    const title = vscode.l10n.t('Create instance');
    const connection =
      given ??
      (connections.several
        ? await askConnection(connections.list, title)
        : tokenFlow.connection(defaultConnection));
    if (!connection || !(await tokenFlow.ready(connection))) return;
    const label = await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t('Label for the new instance; leave it empty to show its ID alone'),
      ignoreFocusOut: true,
    });
    if (label === undefined) return;
    const answer = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating an instance…') },
      async () => (await this.parts.gateway(connection)).ask('create', new AbortController().signal),
    );
    if (answer.kind !== 'created') {
      const failure: Failure = answer.kind === 'failure' ? answer.failure : { kind: 'protocol' };
      this.#tellFailure(vscode.l10n.t('No instance was created'), connection, failure);
      return;
    }
    const ref = { connection: connection.name, instanceId: answer.instanceId };
    await instances.use(ref);
    if (label.trim() !== '') await instances.label(ref, label);
    const pair = vscode.l10n.t('Pair now');
    const pressed = await vscode.window.showInformationMessage(
      linkless(vscode.l10n.t('The instance {0} is created.', this.#nameOf(ref))),
      pair,
    );
    if (pressed === pair) await vscode.commands.executeCommand(commands.pair, ref);
  }

  /** Gives an instance another name. */
  async rename([ref]: readonly InstanceRef[]): Promise<void> {
    const { instances } = this.parts;
    if (!ref) return;
    const label = await askLabel(ref.instanceId, instances.find(ref)?.label);
    if (label !== undefined) await instances.label(ref, label);
  }

  /** Takes instances off the list; on the gateway they stay. */
  async remove(refs: readonly InstanceRef[]): Promise<void> {
    const { instances } = this.parts;
    for (const ref of refs) await instances.remove(ref);
    const kept = refs.filter((ref) => instances.isNamedBySettings(ref));
    if (kept.length === 0) return;
    void vscode.window.showInformationMessage(
      linkless(
        vscode.l10n.t(
          '{0} stays listed: the setting “Instances” names it.',
          kept.map((ref) => this.#nameOf(ref)).join(', '),
        ),
      ),
    );
  }

  /** Copies the IDs of instances, one in a line. */
  async copyIds(refs: readonly InstanceRef[]): Promise<void> {
    await vscode.env.clipboard.writeText(refs.map(({ instanceId }) => instanceId).join('\n'));
    const message =
      refs.length === 1
        ? vscode.l10n.t('The instance ID is on the clipboard.')
        : vscode.l10n.t('{0} instance IDs are on the clipboard.', refs.length);
    vscode.window.setStatusBarMessage(message, 5_000);
  }

  /** One call for each, where there is a token for all of them; the result is told. */
  async #all(title: string, refs: readonly InstanceRef[], step: Step): Promise<void> {
    if (refs.length === 0 || !(await this.#ready(refs))) return;
    const { settings, clock, changed } = this.parts;
    const job: BulkJob = {
      ...{ title, refs, clock, gap: 60_000 / settings.requestsPerMinute },
      nameOf: (ref) => this.#nameOf(ref),
      run: async (ref, signal) => {
        step.before?.(ref);
        const failure = await this.#call(ref, step.call, signal);
        if (!failure) await step.after?.(ref);
        return failure;
      },
    };
    const result = await runBulk(job);
    changed(result.done);
    if ((await tellBulk(job, result)) !== 'again') return;
    await this.#all(title, [...result.failed.map(({ ref }) => ref), ...result.left], step);
  }

  async #call(
    ref: InstanceRef,
    call: Call | ManagementCall,
    signal: AbortSignal,
  ): Promise<Failure | undefined> {
    const connection = this.parts.connections.find(ref.connection);
    if (!connection) return { kind: 'instance' };
    const answer = await (await this.parts.gateway(connection, ref.instanceId)).ask(call, signal);
    return answer.kind === 'failure' ? answer.failure : undefined;
  }

  async #ready(refs: readonly InstanceRef[]): Promise<boolean> {
    const { tokenFlow } = this.parts;
    for (const name of new Set(refs.map(({ connection }) => connection))) {
      const connection = tokenFlow.connection(name);
      if (!connection || !(await tokenFlow.ready(connection))) return false;
    }
    return true;
  }

  #nameOf(ref: InstanceRef): string {
    return this.parts.instances.find(ref)?.label ?? ref.instanceId;
  }

  #tellFailure(what: string, { endpoint: { origin } }: Connection, failure: Failure): void {
    const { headline, details } = explain(failure, { instanceId: '', origin }, vscode.l10n.t);
    void vscode.window.showErrorMessage(linkless([`${what}: ${headline}`, ...details].join('. ')));
  }
}
