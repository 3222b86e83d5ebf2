import * as vscode from 'vscode';
import type { RequestsFrom } from '../core/failures/explain';

/** Which machine sends the requests, if the window is connected to another one; undefined if there is only one machine. */
export function requestsFrom({
  extensionKind,
}: Pick<vscode.Extension<unknown>, 'extensionKind'>): RequestsFrom | undefined {
  if (vscode.env.remoteName === undefined) return undefined;
  return extensionKind === vscode.ExtensionKind.Workspace ? 'remote' : 'local';
}
