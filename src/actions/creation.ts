import * as vscode from 'vscode';
import { explain } from '../core/failures/explain';
import type { Failure } from '../core/failures/failure';
import { mayHaveArrived } from '../core/failures/failure';
import { dialects } from '../core/gateways/dialects';
import type { Gateway } from '../core/gateways/gateway';
import { gatewayLabel } from '../core/gateways/gateway';
import type { InstanceRef } from '../core/references/instanceref';
import type { GatewayAccess } from '../gateways/access';
import type { GatewayClients } from '../gateways/clients';
import type { Gateways } from '../gateways/gateways';
import type { Instances } from '../instances/instances';
import { sentences } from '../core/text/sentences';
import { linkless } from '../platform/escaping';
import type { Lazy } from '../platform/lazy';

/** What {@link createInstance} needs. */
export interface CreationParts {
  readonly gateways: Gateways;
  readonly access: GatewayAccess;
  readonly clients: Lazy<GatewayClients>;
  readonly instances: Instances;
  /** Pairs the new instance. */
  readonly pair: (ref: InstanceRef) => Promise<void>;
}

/** Creates an instance on a gateway and offers to pair it. If there are several gateways, the user chooses one. */
export async function createInstance(requested: Gateway | undefined, parts: CreationParts): Promise<void> {
  const { gateways, access, clients, instances, pair } = parts;
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
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Creating an instance…') },
    async () =>
      (await clients.get()).open(gateway, undefined).request('create', new AbortController().signal),
  );
  if (answer.kind !== 'created') {
    showFailure(gateway, answer.kind === 'failure' ? answer.failure : { kind: 'protocol' });
    return;
  }
  const ref = { gateway: gateway.name, instanceId: answer.instanceId };
  await instances.use(ref);
  if (label.trim() !== '') await instances.label(ref, label);
  const pairNow = vscode.l10n.t('Pair now');
  const message = vscode.l10n.t('The instance {0} is created.', instances.nameOf(ref));
  const pressed = await vscode.window.showInformationMessage(linkless(message), pairNow);
  if (pressed === pairNow) await pair(ref);
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
