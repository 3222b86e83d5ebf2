import * as vscode from 'vscode';
import type { TokenProblem } from '../../core/gateways/accesstoken';
import { tokenProblem } from '../../core/gateways/accesstoken';
import { dialects } from '../../core/gateways/dialects';
import type { Gateway } from '../../core/gateways/gateway';
import { defaultGateway } from '../../core/references/instanceref';
import { linkless } from '../../platform/escaping';
import type { TextQuestion } from '../../platform/textinput';
import { askText, back } from '../../platform/textinput';

/** Asks for the access token of a gateway; undefined if the user cancels. `isLost` says that the secret storage had it before. */
export async function askToken(
  gateway: Pick<Gateway, 'name' | 'kind' | 'endpoint'>,
  isLost: boolean,
): Promise<string | undefined> {
  const token = await askTokenStep(gateway, undefined, isLost);
  return token === back ? undefined : token;
}

/** Asks for the access token of a gateway as one of several questions. */
export function askTokenStep(
  { name, kind, endpoint: { origin } }: Pick<Gateway, 'name' | 'kind' | 'endpoint'>,
  step?: TextQuestion['step'],
  isLost = false,
): ReturnType<typeof askText> {
  const page = dialects[kind].tokenPage(origin);
  return askText({
    title:
      name === defaultGateway
        ? vscode.l10n.t('Access token for {0}', origin)
        : vscode.l10n.t('Access token for {0} ({1})', name, origin),
    prompt: isLost
      ? vscode.l10n.t(
          'The editor’s secret storage no longer has the token that you entered before. It is sent only to {0}',
          origin,
        )
      : vscode.l10n.t('The token is kept in the editor’s secret storage and sent only to {0}', origin),
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

/** Warns that the secret storage did not delete the token of a gateway. */
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
      return vscode.l10n.t('Paste the access token, or press Escape to cancel');
    case 'tooShort':
      return vscode.l10n.t('This is too short for an access token. Did you copy all of it?');
    case 'tooLong':
      return vscode.l10n.t('This is too long for an access token. Did you copy more than the token?');
    case 'space':
      return vscode.l10n.t('An access token has no spaces. Did you copy more than the token?');
    case 'characters':
      return vscode.l10n.t(
        'An access token has only letters, digits and punctuation. Copy it again from the dashboard.',
      );
    default:
      return found satisfies never;
  }
}
