import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { lookThrough } from '../platform/picksome';

/** A phone that is to be unlinked. */
export interface LinkedPhone {
  readonly ref: InstanceRef;
  /** What the instance is called, and whom it is linked to. */
  readonly name: string;
  readonly account: string;
}

/** As many as a question has room for; more are looked through in a list before it. */
const listed = 10;

/** Makes sure that the user means these accounts; those that are to be unlinked, none if the user thinks better of it. */
export async function confirmUnlinkSeveral(
  phones: readonly LinkedPhone[],
  /** How many are left out, as no phone is linked to them or that can't be known. */
  others: number,
): Promise<readonly InstanceRef[]> {
  const chosen = phones.length > listed ? await choose(phones) : phones;
  if (chosen.length === 0) return [];
  const unlink = vscode.l10n.t('Unlink {0} phones', chosen.length);
  const lines = chosen.slice(0, listed).map(({ name, account }) => `${name}: ${account}`);
  const more = chosen.length > listed ? [vscode.l10n.t('and {0} more', chosen.length - listed)] : [];
  const left =
    others === 1
      ? vscode.l10n.t('1 other is left alone: no phone is known there.')
      : vscode.l10n.t('{0} others are left alone: no phone is known there.', others);
  const pressed = await vscode.window.showWarningMessage(
    vscode.l10n.t('Unlink the phones of {0} instances?', chosen.length),
    {
      modal: true,
      detail: [
        ...lines,
        ...more,
        ...(others > 0 ? ['', left] : []),
        '',
        vscode.l10n.t(
          'The phones are logged out, and everything that uses the instances stops. To link a phone again a new code must be scanned.',
        ),
      ].join('\n'),
    },
    unlink,
  );
  return pressed === unlink ? chosen.map(({ ref }) => ref) : [];
}

async function choose(phones: readonly LinkedPhone[]): Promise<readonly LinkedPhone[]> {
  const rows = phones.map((phone) => ({ name: phone.name, detail: phone.account, phone }));
  const title = vscode.l10n.t('Unlink {0} phones', phones.length);
  const kept = await lookThrough(rows, title, vscode.l10n.t('Untick those that stay linked'));
  return kept.map(({ phone }) => phone);
}
