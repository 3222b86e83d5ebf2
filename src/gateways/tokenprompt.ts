import * as vscode from 'vscode';
import type { TokenProblem } from '../core/gateways/accesstoken';
import { tokenProblem } from '../core/gateways/accesstoken';
import { dialects } from '../core/gateways/dialects';
import type { Gateway } from '../core/gateways/gateway';
import { defaultGateway } from '../core/references/instanceref';
import { linkless } from '../platform/escaping';
import type { TextQuestion } from '../platform/textinput';
import { askText, back } from '../platform/textinput';

/** Asks for the access token of a gateway; undefined if the user cancels. */
export async function askToken(
  gateway: Pick<Gateway, 'name' | 'kind' | 'endpoint'>,
): Promise<string | undefined> {
  const token = await askTokenStep(gateway);
  return token === back ? undefined : token;
}

/** Asks for it as one of several questions. */
export function askTokenStep(
  { name, kind, endpoint: { origin } }: Pick<Gateway, 'name' | 'kind' | 'endpoint'>,
  step?: TextQuestion['step'],
): ReturnType<typeof askText> {
  const page = dialects[kind].tokenPage(origin);
  return askText({
    title:
      name === defaultGateway
        ? vscode.l10n.t('Access token for {0}', origin)
        : vscode.l10n.t('Access token for {0} ({1})', name, origin),
    prompt: vscode.l10n.t('It is kept in the editor’s secret storage and sent to {0} only', origin),
    placeholder: vscode.l10n.t('Paste the access token'),
    password: true,
    ...(step && { step }),
    problem: tokenProblemText,
    ...(page !== undefined && {
      help: {
        tooltip: vscode.l10n.t('Where do I find my access token?'),
        show: () => {
          void vscode.env.openExternal(vscode.Uri.parse(page));
        },
      },
    }),
  });
}

/** Says that the secret storage would not delete the token of that gateway. */
export function warnTokenKept(name: string): void {
  void vscode.window.showWarningMessage(
    linkless(
      vscode.l10n.t(
        'This window no longer uses the access token for {0}, but the editor’s secret storage did not delete it.',
        name,
      ),
    ),
  );
}

function tokenProblemText(value: string): string | undefined {
  const found = tokenProblem(value);
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
