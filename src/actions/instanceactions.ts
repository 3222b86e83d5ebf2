import type { Answer, SessionStatus } from '../core/gateways/answer';
import * as vscode from 'vscode';
import type { BulkJob } from './bulk';
import { runBulk, tellBulk } from './bulk';
import type { Gateways } from '../gateways/gateways';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel } from '../core/gateways/gateway';
import type { Failure } from '../core/failures/failure';
import type { GatewayClient, PairingRequest, ManagementRequest } from '../core/gateways/client';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway, refKey } from '../core/references/instanceref';
import { explain } from '../core/failures/explain';
import { linkless } from '../platform/escaping';
import type { Instances } from '../instances/instances';
import type { InstancesDoor } from '../instancesview/treeview';
import { findLinkedPhones } from './linkedphones';
import type { Pairings } from '../pairing/pairings';
import { askGateway } from '../gateways/choosegateway';
import type { DeletionTarget } from './deletionprompt';
import { confirmDeletion } from './deletionprompt';
import { askLabel } from '../instances/instanceprompt';
import { confirmUnlinkSeveral } from './unlinkprompt';
import type { Settings } from '../platform/settings';
import type { TokenFlow } from '../gateways/access';

/** What actions on instances need of the window. */
export interface ActionParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly tokenFlow: TokenFlow;
  readonly clock: Clock;
  readonly client: (gateway: Gateway, instanceId?: string) => Promise<GatewayClient>;
  /** What knows how instances stand, and is told what is done to them. */
  readonly view: Pick<InstancesDoor, 'statusOf' | 'hold' | 'release'>;
  /** Pairs an instance that is just created. */
  readonly pairNew: (ref: InstanceRef) => Promise<void>;
  /** Takes instances that are gone out of the queue and off the grid. */
  readonly forget: (gone: readonly InstanceRef[]) => Promise<void>;
}

/** What is done to one instance. */
interface Step {
  readonly request: PairingRequest | ManagementRequest;
  /** What a session that was asked for it does then; `unknown` if that isn't sure. */
  readonly status: SessionStatus;
  readonly before?: (ref: InstanceRef) => void;
  readonly after?: (ref: InstanceRef) => Promise<void>;
}

/** What can be done to instances, one or many, besides pairing them. */
export class InstanceActions {
  /** By key: those whose deletion may have been done though no answer said so. */
  readonly #perhapsDeleted = new Set<string>();

  constructor(private readonly parts: ActionParts) {}

  /** Restarts sessions. */
  async restart(refs: readonly InstanceRef[]): Promise<void> {
    const step = { request: 'restart', status: 'STARTING' } as const;
    const rest = await this.#all(vscode.l10n.t('Restart session'), refs, step);
    if (rest.length > 0) await this.restart(rest);
  }

  /** Starts sessions that are stopped. */
  async start(refs: readonly InstanceRef[]): Promise<void> {
    const step = { request: 'start', status: 'STARTING' } as const;
    const rest = await this.#all(vscode.l10n.t('Start session'), refs, step);
    if (rest.length > 0) await this.start(rest);
  }

  /** Stops sessions, which keep their login; their pairings end. */
  async stop(refs: readonly InstanceRef[]): Promise<void> {
    const before = (ref: InstanceRef): void => this.parts.pairings.find(ref)?.stop();
    const step = { request: 'stop', status: 'STOPPED', before } as const;
    const rest = await this.#all(vscode.l10n.t('Stop session'), refs, step);
    if (rest.length > 0) await this.stop(rest);
  }

  /** Unlinks phones, once the user has seen whose they are and agreed. */
  async unlink(refs: readonly InstanceRef[]): Promise<void> {
    const title = vscode.l10n.t('Unlink phone');
    const { tokenFlow } = this.parts;
    const gateways = await tokenFlow.readyAll(refs);
    const question = vscode.l10n.t('Asking which accounts are linked');
    const phones =
      gateways &&
      (await findLinkedPhones(refs, gateways, this.#job(question, refs), {
        ...this.parts,
        statusOf: (ref) => this.parts.view.statusOf(ref),
      }));
    if (!phones) return;
    if ('failed' in phones) {
      const again = await tellBulk(this.#job(question, refs), phones);
      if (again) await this.unlink(refs);
      return;
    }
    if (phones.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('None of the {0} instances is linked to a phone, as far as can be known.', refs.length),
      );
      return;
    }
    const meant = await confirmUnlinkSeveral(phones, refs.length - phones.length);
    const after = (ref: InstanceRef): Promise<void> => {
      this.parts.pairings.find(ref)?.unlinked();
      return Promise.resolve();
    };
    const rest = await this.#all(title, meant, { request: 'logout', status: 'unknown', after }, gateways);
    if (rest.length > 0) await this.unlink(rest);
  }

  /** Deletes instances on the gateway, once the user has typed what. */
  async delete(refs: readonly InstanceRef[]): Promise<void> {
    const { pairings, instances } = this.parts;
    const agreed = await this.parts.tokenFlow.readyAll(refs);
    if (!agreed) return;
    const meant = await confirmDeletion(refs.map((ref) => this.#target(ref)));
    const gone: InstanceRef[] = [];
    const unkept: unknown[] = [];
    const step: Step = {
      ...{ request: 'delete', status: 'unknown' },
      before: (ref) => pairings.find(ref)?.stop(),
      // At once: whatever becomes of the others, it is gone.
      after: async (ref) => {
        gone.push(ref);
        await this.parts.forget([ref]);
        await instances.remove([ref]).catch((error: unknown) => unkept.push(error));
      },
    };
    const rest = await this.#all(vscode.l10n.t('Delete instance'), meant, step, agreed);
    this.#tellKept(gone);
    if (unkept.length > 0) throw unkept[0];
    if (rest.length > 0) await this.delete(rest);
  }

  /** Makes a new instance on the gateway, and offers to pair it. */
  async create(given?: Gateway): Promise<void> {
    const { gateways, tokenFlow, instances } = this.parts;
    const title = vscode.l10n.t('Create instance');
    const gateway =
      given ??
      (gateways.several ? await askGateway(gateways.list, title) : tokenFlow.gateway(defaultGateway));
    if (!gateway || !(await tokenFlow.ready(gateway))) return;
    const label = await vscode.window.showInputBox({
      // The view's own menu passes the gateway that has the focus.
      title: gateways.several ? vscode.l10n.t('Create instance on {0}', gatewayLabel(gateway)) : title,
      prompt: vscode.l10n.t('Label for the new instance; leave it empty to show its ID alone'),
      ignoreFocusOut: true,
    });
    if (label === undefined) return;
    if (gateways.find(gateway.name)?.endpoint.base !== gateway.endpoint.base) {
      this.#tellFailure(vscode.l10n.t('No instance was created'), gateway, { kind: 'moved' });
      return;
    }
    const answer = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating an instance…') },
      async () => (await this.parts.client(gateway)).request('create', new AbortController().signal),
    );
    if (answer.kind !== 'created') {
      const failure: Failure = answer.kind === 'failure' ? answer.failure : { kind: 'protocol' };
      const what = mayHaveArrived(failure)
        ? vscode.l10n.t(
            'Whether an instance was created isn’t known; look at the gateway before you try again',
          )
        : vscode.l10n.t('No instance was created');
      this.#tellFailure(what, gateway, failure);
      return;
    }
    const ref = { gateway: gateway.name, instanceId: answer.instanceId };
    await instances.use(ref);
    if (label.trim() !== '') await instances.label(ref, label);
    const pair = vscode.l10n.t('Pair now');
    const pressed = await vscode.window.showInformationMessage(
      linkless(vscode.l10n.t('The instance {0} is created.', this.#nameOf(ref))),
      pair,
    );
    if (pressed === pair) await this.parts.pairNew(ref);
  }

  /** Gives an instance another name. */
  async rename([ref]: readonly InstanceRef[]): Promise<void> {
    const { instances } = this.parts;
    if (!ref) return;
    const label = await askLabel(ref.instanceId, instances.find(ref)?.label);
    if (label !== undefined) await instances.label(ref, label);
  }

  /** Takes instances off the list, several once the user has agreed; on the gateway they stay. */
  async remove(refs: readonly InstanceRef[]): Promise<void> {
    const { instances } = this.parts;
    if (refs.length > 1 && !(await confirmRemoval(refs.length))) return;
    await instances.remove(refs);
    await this.parts.forget(refs.filter((ref) => instances.find(ref) === undefined));
    this.#tellKept(refs);
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

  /** One request for each, where there is a token for all of them; the result is told. Those that the user wants to try again. */
  async #all(
    title: string,
    refs: readonly InstanceRef[],
    step: Step,
    /** The gateways as they were when the user agreed. */
    given?: ReadonlyMap<string, Gateway>,
  ): Promise<readonly InstanceRef[]> {
    if (refs.length === 0) return [];
    const agreed = given ?? (await this.parts.tokenFlow.readyAll(refs));
    if (!agreed) return [];
    const job: BulkJob = {
      ...this.#job(title, refs),
      run: async (ref, signal) => {
        const { view } = this.parts;
        let status: SessionStatus | undefined;
        view.hold(ref);
        try {
          step.before?.(ref);
          const answer = await this.#ask(ref, step.request, agreed, signal);
          const failure = failureOf(answer);
          if (failure) return failure;
          await step.after?.(ref);
          status = answer.kind === 'status' ? answer.status : step.status;
          return undefined;
        } finally {
          view.release(ref, status);
        }
      },
    };
    const result = await runBulk(job);
    if ((await tellBulk(job, result)) !== 'again') return [];
    return [...result.failed.map(({ ref }) => ref), ...result.left];
  }

  #job(title: string, refs: readonly InstanceRef[]): Omit<BulkJob, 'run'> {
    const { settings, clock } = this.parts;
    const gap = 60_000 / settings.requestsPerMinute;
    return { title, refs, clock, gap, nameOf: (ref) => this.#nameOf(ref) };
  }

  async #ask(
    ref: InstanceRef,
    request: PairingRequest | ManagementRequest,
    agreed: ReadonlyMap<string, Gateway>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const gateway = this.parts.gateways.find(ref.gateway);
    // What the user agreed to was said of another gateway.
    if (!gateway || gateway.endpoint.base !== agreed.get(ref.gateway)?.endpoint.base)
      return { kind: 'failure', failure: { kind: 'moved' } };
    const answer = await (await this.parts.client(gateway, ref.instanceId)).request(request, signal);
    if (request !== 'delete' || answer.kind !== 'failure') return answer;
    // To another account's token, or on a wrong path, it says the same: only where a deletion may have been done before is it one.
    const key = refKey(ref);
    if (answer.failure.kind === 'instance' && this.#perhapsDeleted.has(key)) return { kind: 'done' };
    if (mayHaveArrived(answer.failure)) this.#perhapsDeleted.add(key);
    return answer;
  }

  #tellKept(refs: readonly InstanceRef[]): void {
    const kept = refs.filter((ref) => this.parts.instances.isNamedBySettings(ref));
    if (kept.length === 0) return;
    const name = kept[0] ? this.#nameOf(kept[0]) : '';
    void vscode.window.showInformationMessage(
      linkless(
        kept.length === 1
          ? vscode.l10n.t('{0} stays listed: the setting “Instances” names it.', name)
          : vscode.l10n.t('{0} of them stay listed: the setting “Instances” names them.', kept.length),
      ),
    );
  }

  #target(ref: InstanceRef): DeletionTarget {
    const gateway = this.parts.gateways.find(ref.gateway);
    return {
      ref,
      label: this.parts.instances.find(ref)?.label,
      gateway: gateway ? gatewayLabel(gateway) : ref.gateway,
    };
  }

  #nameOf(ref: InstanceRef): string {
    return this.parts.instances.find(ref)?.label ?? ref.instanceId;
  }

  #tellFailure(what: string, { endpoint: { origin } }: Gateway, failure: Failure): void {
    const { headline, details } = explain(failure, { instanceId: '', origin }, vscode.l10n.t);
    void vscode.window.showErrorMessage(linkless([`${what}: ${headline}`, ...details].join('. ')));
  }
}

/** Why something wasn't done, by the answer: a session that was to start must not be at an end. */
function failureOf(answer: Answer): Failure | undefined {
  if (answer.kind === 'failure') return answer.failure;
  if (answer.kind !== 'status') return undefined;
  if (answer.status === 'FAILED') return { kind: 'sessionFailed', status: 422 };
  return answer.status === 'STOPPED' ? { kind: 'sessionStopped', status: 422 } : undefined;
}

/** What the system says where there never was a gateway. */
const unconnected: ReadonlySet<string | undefined> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether the gateway may have done what was asked of it, though it didn't say so. */
function mayHaveArrived({ kind, detail }: Failure): boolean {
  if (kind === 'network') return !unconnected.has(detail);
  return kind === 'timeout' || kind === 'unavailable' || kind === 'protocol';
}

async function confirmRemoval(count: number): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const pressed = await vscode.window.showWarningMessage(
    vscode.l10n.t('Remove {0} instances from the list?', count),
    { modal: true, detail: vscode.l10n.t('Their labels are forgotten. On the gateway they stay.') },
    remove,
  );
  return pressed === remove;
}
