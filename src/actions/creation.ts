import * as vscode from 'vscode';
import { explain, quote } from '../core/failures/explain';
import type { Failure } from '../core/failures/failure';
import { mayHaveArrived } from '../core/failures/failure';
import { dialects } from '../core/gateways/dialects';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel } from '../core/gateways/gateway';
import { confirm } from '../core/instances/confirmation';
import { sendAll } from '../core/instances/instancework';
import type { InstanceRef } from '../core/references/instanceref';
import type { GatewayAccess } from '../gateways/access';
import type { GatewayClients } from '../gateways/clients';
import type { Gateways } from '../gateways/gateways';
import type { InstancePaces } from '../gateways/instancepaces';
import { requestSession } from '../gateways/sessionrequest';
import type { Instances } from '../instances/instances';
import { sentences } from '../core/text/sentences';
import type { Clock } from '../core/time/clock';
import { linkless } from '../platform/escaping';
import type { Lazy } from '../platform/lazy';

/** What {@link createInstance} needs. */
export interface CreationParts {
  readonly gateways: Gateways;
  readonly access: GatewayAccess;
  readonly clients: Lazy<GatewayClients>;
  readonly paces: InstancePaces;
  readonly instances: Instances;
  readonly clock: Clock;
  /** Pairs the new instance. */
  readonly pair: (ref: InstanceRef) => Promise<void>;
}

/** Creates an instance on a gateway and offers to pair it. If there are several gateways, the user chooses one. */
export async function createInstance(requested: Gateway | undefined, parts: CreationParts): Promise<void> {
  const { gateways, access, instances, pair } = parts;
  const title = vscode.l10n.t('Create instance');
  const gateway = requested ?? (await access.choose(title));
  if (!gateway) return;
  if (!dialects[gateway.kind].capabilities.has('create')) {
    showFailure(gateway, { kind: 'unsupported' });
    return;
  }
  if (!(await access.ensureToken(gateway))) return;
  const label = await vscode.window.showInputBox({
    // Name the gateway: the view's own menu passes the focused one, which the user may not notice.
    title: gateways.several ? vscode.l10n.t('Create instance on {0}', gatewayLabel(gateway)) : title,
    prompt: vscode.l10n.t('Label for the new instance. Leave it empty to show the ID.'),
    ignoreFocusOut: true,
  });
  if (label === undefined) return;
  if (gateways.find(gateway.name)?.endpoint.base !== gateway.endpoint.base) {
    showFailure(gateway, { kind: 'moved' });
    return;
  }
  const created = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating an instance…') },
    () => create(gateway, label, parts),
  );
  if ('kind' in created) {
    showFailure(gateway, created);
    return;
  }
  const { ref } = created;
  const pairNow = vscode.l10n.t('Pair now');
  const name = instances.nameOf(ref);
  const pressed = created.doubt
    ? await vscode.window.showWarningMessage(linkless(doubtText(name, created.doubt)), pairNow)
    : await vscode.window.showInformationMessage(
        linkless(vscode.l10n.t('The instance {0} is created.', name)),
        pairNow,
      );
  if (pressed === pairNow) await pair(ref);
}

/** A new instance; `doubt` is why its session’s status doesn’t confirm it. */
interface NewInstance {
  readonly ref: InstanceRef;
  readonly doubt: Failure | undefined;
}

/** Creates an instance on a gateway, adds it to the list, and looks whether it is there. */
async function create(
  gateway: Gateway,
  label: string,
  { clients, paces, instances, clock }: CreationParts,
): Promise<NewInstance | Failure> {
  const { signal } = new AbortController();
  const opened = await clients.get();
  const answer = await opened.open(gateway, undefined).request('create', signal);
  if (answer.kind !== 'created') return answer.kind === 'failure' ? answer.failure : { kind: 'protocol' };
  const { instanceId } = answer;
  const ref = { gateway: gateway.name, instanceId };
  // Before anything confirms it: nothing else would know its ID if the window were closed meanwhile.
  await instances.use(ref);
  if (label.trim() !== '') await instances.label(ref, label);
  const client = opened.open(gateway, instanceId);
  const pace = paces.of(gateway, instanceId);
  const confirmation = confirm('create', {
    clock,
    look: () => requestSession({ client, pace, clock }, signal),
    rest: () => pace.rest('session'),
  });
  return { ref, doubt: (await sendAll(confirmation, clock)).failure };
}

function doubtText(name: string, failure: Failure): string {
  const headline = vscode.l10n.t('The gateway returned the new instance {0}, but doesn’t confirm it', name);
  return sentences(headline, [
    ...quote(failure, vscode.l10n.t),
    vscode.l10n.t('It is in your list. Check it before you rely on it.'),
  ]);
}

function showFailure({ endpoint: { origin } }: Gateway, failure: Failure): void {
  const { headline, details } = explain(failure, { instanceId: '', origin }, vscode.l10n.t);
  const why = sentences(headline, details);
  const message = mayHaveArrived(failure)
    ? sentences(vscode.l10n.t('An instance may have been created'), [
        why,
        vscode.l10n.t('Check on the gateway before you try again.'),
      ])
    : sentences(vscode.l10n.t('No instance was created'), [why]);
  void vscode.window.showErrorMessage(linkless(message));
}
