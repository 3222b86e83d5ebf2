import * as vscode from 'vscode';
import { resultScheme } from '../ids';

const texts = new Map<string, string>();
let provider: vscode.Disposable | undefined;
let count = 0;

/** Shows a text in an editor that can't be changed and needs no saving. */
export async function showText(title: string, text: string): Promise<void> {
  provider ??= vscode.workspace.registerTextDocumentContentProvider(resultScheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.path) ?? '',
  });
  const path = `/${title.replace(/[/\\]/g, ' ')} ${++count}.txt`;
  texts.set(path, text);
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: resultScheme, path }));
  await vscode.window.showTextDocument(document, { preview: true });
}
