import * as vscode from 'vscode';
import { stateName } from '../core/gateways/statenames';
import type { InstanceFilter } from '../core/instances/instanceorder';

/** How many instances there are to tell of. */
export interface ListCounts {
  readonly shown: number;
  readonly all: number;
  /** Entries of the setting that are left out. */
  readonly ignored: number;
}

/** What one must know to read the list right: what narrows it down, and what is left out. Empty where there is nothing. */
export function listMessage(filter: InstanceFilter | undefined, { shown, all, ignored }: ListCounts): string {
  const parts = [
    ...(filter ? [vscode.l10n.t('Filter: {0}. {1} of {2} are shown.', filterText(filter), shown, all)] : []),
    ...(ignored > 0 ? [ignoredText(ignored)] : []),
  ];
  return parts.join(' ');
}

function filterText({ text, kinds = new Set() }: InstanceFilter): string {
  const states = Array.from(kinds, (kind) => stateName(kind, vscode.l10n.t));
  return [...(text === undefined ? [] : [`“${text}”`]), ...states].join(', ');
}

function ignoredText(count: number): string {
  return count === 1
    ? vscode.l10n.t('An entry of the setting “Instances” is left out: it is no instance ID, or double.')
    : vscode.l10n.t(
        '{0} entries of the setting “Instances” are left out: no instance IDs, double or too many.',
        count,
      );
}
