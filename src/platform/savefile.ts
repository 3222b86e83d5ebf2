import { homedir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';

/** A file to be written to a place that the user chooses. */
export interface FileToSave {
  readonly title: string;
  /** Suggested, with its ending. */
  readonly name: string;
  /** Endings by the name of their format. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** The content for the place that was chosen; undefined if there is none to write any more. */
  readonly content: (target: vscode.Uri) => Uint8Array | undefined;
}

/** Asks where to and writes a file; whether it was written. What hinders that is told. */
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
      vscode.l10n.t('The file could not be written. Choose a place where you may write, and try again.'),
    );
    return false;
  }
}

/** In the folder that is open, or else at home: without a place the editor would drop the name. */
function suggestedUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.file(path.join(homedir(), name));
}
