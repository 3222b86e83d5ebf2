import * as vscode from 'vscode';
import type { InstanceRef } from '../core/references/instanceref';
import { linkless } from '../platform/escaping';
import { pickSome } from '../platform/picksome';
import type { LinkedPhone, LinkedPhones } from './linkedphones';

/** Limit of accounts that a question names. If there are more, the user first reviews them in a list. */
const maxNamed = 10;

/** The question to confirm before an action on instances with linked phones. */
export interface LinkedQuestion {
  /** The question about one instance, by name. */
  readonly one: (name: string) => string;
  /** The question about several instances, by number. */
  readonly several: (count: number) => string;
  /** The consequence for the phones. */
  readonly consequence: string;
  readonly button: string;
}

/** Asks the user to confirm an action on instances with linked phones. If there are none, returns true without asking. */
export async function confirmForLinked(
  refs: readonly InstanceRef[],
  { phones, unknown }: LinkedPhones,
  nameOf: (ref: InstanceRef) => string,
  { one, several, consequence, button }: LinkedQuestion,
): Promise<boolean> {
  const [first] = refs;
  if (!first || (phones.length === 0 && unknown.length === 0)) return true;
  const lines = [
    ...linkedLines(phones, refs.length),
    ...unknownLines(unknown, refs.length, nameOf),
    consequence,
  ];
  return await ask(refs.length === 1 ? one(nameOf(first)) : several(refs.length), lines, button);
}

/**
 * Asks the user to confirm that phones are unlinked. If there are many, the user can first leave some out. Returns the
 * instances to unlink.
 */
export async function confirmUnlink(
  { phones, notRunning, unknown }: LinkedPhones,
  /** Number of instances without a linked phone. */
  unlinked: number,
): Promise<readonly InstanceRef[]> {
  const chosen = phones.length > maxNamed ? await choose(phones) : phones;
  const [first] = chosen;
  if (!first) return [];
  const single = chosen.length === 1;
  const rest = [
    ...(unlinked > 0 ? [vscode.l10n.t('No phone is linked: {0}', unlinked)] : []),
    ...(notRunning.length > 0
      ? [vscode.l10n.t('Not running, so a phone may be linked: {0}', notRunning.length)]
      : []),
    ...(unknown.length > 0 ? [vscode.l10n.t('Unknown because the check failed: {0}', unknown.length)] : []),
  ];
  const lines = [
    ...(single ? [] : [...linesOf(chosen), '']),
    ...(rest.length > 0 ? [...rest, ''] : []),
    single
      ? vscode.l10n.t(
          'Everything that uses this instance stops working. To link a phone again, scan a new QR code.',
        )
      : vscode.l10n.t(
          'Everything that uses these instances stops working. To link a phone again, scan a new QR code.',
        ),
  ];
  const question = single
    ? vscode.l10n.t('Unlink {0} from {1}?', first.account, first.name)
    : vscode.l10n.t('Unlink the phones of {0} instances?', chosen.length);
  const button = single ? vscode.l10n.t('Unlink phone') : vscode.l10n.t('Unlink {0} phones', chosen.length);
  return (await ask(question, lines, button)) ? chosen.map(({ ref }) => ref) : [];
}

async function ask(question: string, lines: readonly string[], button: string): Promise<boolean> {
  const options = { modal: true, detail: lines.join('\n') };
  return (await vscode.window.showWarningMessage(linkless(question), options, button)) === button;
}

/** Which phones are linked, above what follows. */
function linkedLines(phones: readonly LinkedPhone[], count: number): readonly string[] {
  const [phone] = phones;
  if (!phone) return [];
  if (count === 1) return [vscode.l10n.t('It is linked to {0}.', phone.account), ''];
  return [vscode.l10n.t('Linked: {0} of {1}', phones.length, count), ...linesOf(phones), ''];
}

/** The instances that may have a linked phone, because the check failed. */
function unknownLines(
  unknown: LinkedPhones['unknown'],
  count: number,
  nameOf: (ref: InstanceRef) => string,
): readonly string[] {
  if (unknown.length === 0) return [];
  if (count === 1) return [vscode.l10n.t('The check failed, so a phone may be linked.'), ''];
  const names = unknown.map(({ ref }) => nameOf(ref));
  return [
    vscode.l10n.t('Could not check {0} of {1} instances', unknown.length, count),
    ...firstOf(names),
    '',
  ];
}

function linesOf(phones: readonly LinkedPhone[]): readonly string[] {
  return firstOf(phones.map(({ name, account }) => `${name}: ${account}`));
}

function firstOf(lines: readonly string[]): readonly string[] {
  const more = lines.length - maxNamed;
  return [...lines.slice(0, maxNamed), ...(more > 0 ? [vscode.l10n.t('{0} more', more)] : [])];
}

async function choose(phones: readonly LinkedPhone[]): Promise<readonly LinkedPhone[]> {
  const rows = phones.map((phone) => ({ name: phone.name, detail: phone.account, phone }));
  const title = vscode.l10n.t('Unlink {0} phones', phones.length);
  const kept = await pickSome(rows, title, vscode.l10n.t('Clear the phones that you want to keep linked'));
  return kept.map(({ phone }) => phone);
}
