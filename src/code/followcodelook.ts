import * as vscode from 'vscode';
import { checkStyle, explainStyle, isPlain } from '../core/code/style';
import type { Listen } from '../core/events/emitter';
import { explainLogo } from '../core/code/logo';
import type { CodeLook } from '../core/views/panel/codelook';
import { makeCodeLook } from '../core/views/panel/codelook';
import { section, settings } from '../ids';
import { logoFile } from './logofile';

/** Calls its listener with the look of codes that the user has set: immediately, or as soon as the logo is read, and after each change. */
export const followCodeLook: Listen<CodeLook | undefined> = (listener) => {
  // If reading a logo takes long, a newer change overtakes it.
  let latest = 0;
  const read = (): void => {
    const turn = ++latest;
    const look = currentCodeLook();
    if (!(look instanceof Promise)) listener(look);
    else
      void look.then((made) => {
        if (turn === latest) listener(made);
      });
  };
  const subscription = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(`${section}.qr`)) read();
  });
  read();
  return {
    dispose: () => {
      latest++;
      subscription.dispose();
    },
  };
};

function currentCodeLook(): CodeLook | undefined | Promise<CodeLook> {
  const configuration = vscode.workspace.getConfiguration(section);
  const checked = checkStyle({
    foreground: configuration.get(settings.qrForeground),
    background: configuration.get(settings.qrBackground),
    caption: configuration.get(settings.qrCaption),
  });
  const { t } = vscode.l10n;
  if (!checked.ok) return makeCodeLook({ reason: explainStyle(checked.problem, t) }, t);
  const { style } = checked;
  const logo = configuration.get<unknown>(settings.qrLogo);
  const logoPath = typeof logo === 'string' ? logo.trim() : '';
  if (logoPath === '') return isPlain(style) ? undefined : makeCodeLook({ style }, t);
  return logoFile(logoPath, localFolder()).then((file) =>
    makeCodeLook(
      file.ok ? { style: { ...style, logo: file.uri } } : { reason: explainLogo(file.problem, t) },
      t,
    ),
  );
}

/** The first folder of the workspace, if it is on this machine. */
function localFolder(): string | undefined {
  const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}
