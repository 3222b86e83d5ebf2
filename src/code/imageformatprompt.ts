import * as vscode from 'vscode';
import type { ImageFormat } from './imageformat';
import { edgeBounds } from './imageformat';

const { min, max } = edgeBounds;
/** The widths to choose from, in pixels. */
const edges = [512, 1024, 2048];

/** Asks for the format of an image; undefined if the user cancels. */
export async function askImageFormat(): Promise<ImageFormat | undefined> {
  const other = vscode.l10n.t('PNG of another size…');
  const rows: readonly (vscode.QuickPickItem & { readonly format?: ImageFormat })[] = [
    { label: 'SVG', description: vscode.l10n.t('sharp at any size'), format: { kind: 'svg' } },
    ...edges.map((edge) => ({ label: `PNG ${edge} × ${edge}`, format: { kind: 'png' as const, edge } })),
    { label: other },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Save QR code as image'),
    placeHolder: vscode.l10n.t('Anyone who scans the image before the code expires can link a device'),
    ignoreFocusOut: true,
  });
  return picked?.label === other ? await askEdge() : picked?.format;
}

async function askEdge(): Promise<ImageFormat | undefined> {
  const typed = await vscode.window.showInputBox({
    title: vscode.l10n.t('Save QR code as image'),
    prompt: vscode.l10n.t('Width of the image in pixels, {0} to {1}', min, max),
    value: '800',
    ignoreFocusOut: true,
    validateInput: (text) =>
      edgeOf(text) === undefined
        ? vscode.l10n.t('Type a whole number from {0} to {1}.', min, max)
        : undefined,
  });
  const edge = typed === undefined ? undefined : edgeOf(typed);
  return edge === undefined ? undefined : { kind: 'png', edge };
}

function edgeOf(text: string): number | undefined {
  const edge = /^\s*\d{1,5}\s*$/.test(text) ? Number(text) : NaN;
  return edge >= min && edge <= max ? edge : undefined;
}
