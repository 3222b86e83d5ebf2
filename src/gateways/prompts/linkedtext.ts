import * as vscode from 'vscode';

/** A sentence about the linked instances of a gateway that can no longer be used; none if the count is 0. */
export function linkedText(count: number): readonly string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? vscode.l10n.t('1 of its instances is linked. The phone stays linked, but it is no longer checked.')
      : vscode.l10n.t(
          '{0} of its instances are linked. The phones stay linked, but they are no longer checked.',
          count,
        ),
  ];
}
