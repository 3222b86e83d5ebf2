import type { Account, Answer } from '../core/gateways/answer';
import * as vscode from 'vscode';
import { abortable } from '../platform/cancellation';
import type { Clock } from '../core/time/clock';
import type { PairingClient } from '../core/gateways/client';
import type { Pace } from '../core/gateways/instancepace';
import { pause } from '../core/time/pause';
import type { Target } from '../core/failures/explain';
import { explain } from '../core/failures/explain';
import { linkless } from '../platform/escaping';

/** How old what is known of an account may be when the user is asked whether to unlink it, in ms. */
export const freshTime = 60_000;

/** What looking up an account needs. */
export interface LookUp {
  readonly client: PairingClient;
  readonly pace: Pace;
  readonly clock: Clock;
}

/** Makes sure that the user means the account that an instance is linked to; false if not, or if it is linked to none. */
export async function confirmUnlink(
  target: Target,
  known: Account | undefined,
  parts: LookUp,
): Promise<boolean> {
  const account = known ?? (await findAccount(target, parts));
  if (!account) return false;
  const { instanceId } = target;
  const unlink = vscode.l10n.t('Unlink phone');
  const pressed = await vscode.window.showWarningMessage(
    linkless(vscode.l10n.t('Unlink {0} from instance {1}?', nameOf(account), instanceId)),
    {
      modal: true,
      detail: vscode.l10n.t(
        'The phone is logged out of this instance, and everything that uses the instance stops. To link a phone again a new code must be scanned.',
      ),
    },
    unlink,
  );
  return pressed === unlink;
}

/** Asks the gateway; what isn't linked, or can't be found out, is told. */
async function findAccount(target: Target, parts: LookUp): Promise<Account | undefined> {
  const { instanceId } = target;
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking which account {0} is linked to…', instanceId),
      cancellable: true,
    },
    (_, cancelled) => abortable(cancelled, (signal) => askSession(parts, signal)),
  );
  if (!answer) return undefined;
  if (answer.kind === 'status' && answer.status === 'WORKING') return answer.account ?? {};
  if (answer.kind === 'failure') {
    const { headline, details } = explain(answer.failure, target, vscode.l10n.t);
    void vscode.window.showErrorMessage(linkless([`${instanceId}: ${headline}`, ...details].join('. ')));
  } else {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No phone is linked to {0}: there is nothing to unlink.', instanceId),
    );
  }
  return undefined;
}

/** The session's status, at the pace that the gateway is owed; undefined if the user thinks better of it. */
export async function askSession(
  { client, pace, clock }: LookUp,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  if (!(await pause(clock, pace.rest('session'), signal))) return undefined;
  // A pairing that begins meanwhile keeps its distance from this request.
  pace.ended('session');
  const answer = await client.request('session', signal);
  pace.ended('session');
  return answer;
}

function nameOf({ name, number }: Account): string {
  if (name !== undefined && number !== undefined) return `${name} (${number})`;
  return name ?? number ?? vscode.l10n.t('the phone');
}
