import * as vscode from 'vscode';
import type { ImageFormat } from './imageformat';
import { edgeBounds } from './imageformat';

const { min, max } = edgeBounds;
/** Edges of pictures that are offered, in pixels. */
const edges = [512, 1024, 2048];

/** Asks as what a code is saved; undefined if the user thinks better of it. */
export async function askImageFormat(): Promise<ImageFormat | undefined> {
  const other = vscode.l10n.t('PNG of another size…');
  const rows: readonly (vscode.QuickPickItem & { readonly format?: ImageFormat })[] = [
    { label: 'SVG', description: vscode.l10n.t('sharp at every size'), format: { kind: 'svg' } },
    ...edges.map((edge) => ({ label: `PNG ${edge} × ${edge}`, form: { kind: 'png' as const, edge } })),
    { label: other },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Save code as image'),
    placeHolder: vscode.l10n.t('The picture is a live credential: whoever scans it in time links a device'),
    ignoreFocusOut: true,
  });
  return picked?.label === other ? await askEdge() : picked?.format;
}

async function askEdge(): Promise<ImageFormat | undefined> {
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save code as image'),
    prompt: vscode.l10n.t('Width of the picture in pixels, {0} to {1}', min, max),
    value: '800',
    ignoreFocusOut: true,
    validateInput: (text) =>
      edgeOf(text) === undefined
        ? vscode.l10n.t('Type a whole number from {0} to {1}.', min, max)
        : undefined,
  });
  const edge = given === undefined ? undefined : edgeOf(given);
  return edge === undefined ? undefined : { kind: 'png', edge };
}

function edgeOf(text: string): number | undefined {
  const edge = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : NaN;
  return edge >= min && edge <= max ? edge : undefined;
}
