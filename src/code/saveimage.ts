import * as vscode from 'vscode';
import { encode } from '../core/code/encode';
import type { Code } from '../core/pairing/pairing';
import type { Clock } from '../core/time/clock';
import { saveFile } from '../platform/savefile';
import type { CodeSource } from './copycode';
import { showNoCode } from './copycode';
import { pictureOf } from './image';
import { askImageFormat } from './imageformatprompt';

/** Saves a live QR code as a picture, in a form and to a place that the user chooses. */
export async function saveImage(source: CodeSource | undefined, clock: Pick<Clock, 'now'>): Promise<void> {
  const live = (): Code | undefined => source?.liveCode;
  const format = live() && (await askImageFormat());
  const code = live();
  if (!source || !code || !format) {
    // Cancelled while a code was on show: nothing to say.
    if (!code) showNoCode();
    return;
  }
  const picture = pictureOf(encode(code.value), format, {
    instanceId: source.ref.instanceId,
    expiresAt: code.hasExpiry ? code.expiresAt : undefined,
    now: clock.now(),
  });
  const saved = await saveFile({
    title: vscode.l10n.t('Save code as image'),
    name: picture.fileName,
    filters: { [format.kind.toUpperCase()]: [format.kind] },
    content: () => {
      if (live()?.value === code.value) return picture.bytes;
      void vscode.window.showWarningMessage(
        vscode.l10n.t('The code has expired meanwhile, so nothing was saved. Save the new one.'),
      );
      return undefined;
    },
  });
  if (!saved) return;
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Saved. Anyone who has the picture can link a device to the account until the code expires. Delete the file when you are done.',
    ),
  );
}
