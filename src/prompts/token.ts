import * as vscode from 'vscode';
import type { TokenProblem } from '../core/accesstoken';
import { tokenProblem } from '../core/accesstoken';
import type { Connection } from '../core/connection';
import { defaultConnection } from '../core/instanceref';
import { DisposableStore } from '../disposables';

/** Shows an account's token to whoever is logged in. Source: the vendor's pages ("Login to swap the placeholders"). */
const vendor = { origin: 'https://api.wawp.net', page: 'https://api.wawp.net/en/docs/v2/session/create' };

/** Asks for the access token of a connection; undefined if the user thinks better of it. */
export function askToken(
  { name, endpoint: { origin } }: Connection,
  part?: { readonly step: number; readonly of: number },
): Promise<string | undefined> {
  const store = new DisposableStore();
  const box = store.add(vscode.window.createInputBox());
  const find: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('link-external'),
    tooltip: vscode.l10n.t('Where do I find my access token?'),
  };
  box.title =
    name === defaultConnection
      ? vscode.l10n.t('Access token for {0}', origin)
      : vscode.l10n.t('Access token for {0} ({1})', name, origin);
  box.prompt = vscode.l10n.t('It is kept in the editor’s secret storage and sent to {0} only', origin);
  box.placeholder = vscode.l10n.t('Paste the access token');
  box.step = part?.step;
  box.totalSteps = part?.of;
  box.password = true;
  box.ignoreFocusOut = true;
  box.buttons = [find];
  return new Promise<string | undefined>((resolve) => {
    store.add(
      box.onDidTriggerButton(() => {
        const page = origin === vendor.origin ? vendor.page : origin;
        void vscode.env.openExternal(vscode.Uri.parse(page));
      }),
    );
    store.add(
      box.onDidChangeValue((value) => {
        // Not while someone has just begun: an empty box is no mistake yet.
        box.validationMessage = value.trim() === '' ? undefined : problem(value);
      }),
    );
    store.add(
      box.onDidAccept(() => {
        box.validationMessage = problem(box.value);
        if (box.validationMessage === undefined) resolve(box.value.trim());
      }),
    );
    store.add(
      box.onDidHide(() => {
        resolve(undefined);
      }),
    );
    box.show();
  }).finally(() => {
    store.dispose();
  });
}

function problem(value: string): string | undefined {
  const found = tokenProblem(value.trim());
  return found && sentence(found);
}

function sentence(found: TokenProblem): string {
  switch (found) {
    case 'empty':
      return vscode.l10n.t('Paste the access token, or press Escape to leave');
    case 'tooShort':
      return vscode.l10n.t('That is too short for an access token; was all of it copied?');
    case 'tooLong':
      return vscode.l10n.t('That is too long for an access token; was more than the token copied?');
    case 'space':
      return vscode.l10n.t('An access token has no spaces; was more than the token copied?');
    case 'characters':
      return vscode.l10n.t(
        'An access token has only letters, digits and punctuation; copy it again from the dashboard',
      );
    default:
      return found satisfies never;
  }
}
