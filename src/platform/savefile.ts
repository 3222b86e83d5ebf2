import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** A file that is saved where the user chooses. */
export interface FileToSave {
  readonly title: string;
  /** Suggested file name, with its extension. */
  readonly name: string;
  /** File extensions by the name of their format. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** The content for the chosen location; undefined if there is no longer anything to save. */
  readonly content: (target: vscode.Uri) => Uint8Array | undefined;
}

/** Asks where to save a file and writes it. Returns whether it was written; if writing fails, an error message is shown. */
export async function saveFile({ title, name, filters, content }: FileToSave): Promise<boolean> {
  const target = await vscode.window.showSaveDialog({
    title,
    defaultUri: suggestedUri(name),
    filters: Object.fromEntries(Object.entries(filters).map(([format, endings]) => [format, [...endings]])),
  });
  const bytes = target && content(target);
  if (!bytes) return false;
  try {
    await vscode.workspace.fs.writeFile(target, bytes);
    return true;
  } catch {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The file could not be saved. Choose a folder that you can write to, and try again.'),
    );
    return false;
  }
}

/** A path in the open folder or the home folder: without a folder, the editor would ignore the suggested name. */
function suggestedUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(path.join(homedir(), name));
}
