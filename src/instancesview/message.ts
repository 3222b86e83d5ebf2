import * as vscode from 'vscode';
import { stateName } from '../core/gateways/statenames';
import type { InstanceFilter } from '../core/instances/instanceorder';

/** The counts for the message of the view. */
export interface ListCounts {
  readonly shown: number;
  readonly all: number;
  /** Number of ignored entries of the setting. */
  readonly ignored: number;
}

/** The message above the list: the filter, and how many entries of the setting are ignored. Empty if there is neither. */
export function listMessage(filter: InstanceFilter | undefined, { shown, all, ignored }: ListCounts): string {
  const parts = [
    ...(filter ? [vscode.l10n.t('Filter: {0}. Showing {1} of {2}.', filterText(filter), shown, all)] : []),
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
    ? vscode.l10n.t(
        '1 entry of the setting “Instances” is ignored: its instance ID or gateway name is invalid, or it is a duplicate.',
      )
    : vscode.l10n.t(
        '{0} entries of the setting “Instances” are ignored: invalid IDs or gateway names, duplicates, or entries over the limit.',
        count,
      );
}
