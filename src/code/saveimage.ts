import * as vscode from 'vscode';
import { encode } from '../core/code/encode';
import type { Code } from '../core/code/code';
import type { Clock } from '../core/time/clock';
import { saveFile } from '../platform/savefile';
import type { CodeSource } from './copycode';
import { showNoCode } from './copycode';
import { imageOf } from './image';
import { askImageFormat } from './imageformatprompt';

/** Saves a live QR code as an image. The user chooses the format and the file. */
export async function saveImage(
  source: CodeSource | undefined,
  clock: Pick<Clock, 'now' | 'wall'>,
): Promise<void> {
  const live = (): Code | undefined => source?.liveCode;
  const format = live() && (await askImageFormat());
  const code = live();
  if (!source || !code || !format) {
    // If there still is a code, the user has cancelled: show nothing.
    if (!code) showNoCode();
    return;
  }
  const image = imageOf(encode(code.value), format, {
    instanceId: source.ref.instanceId,
    expiresAt: code.end === 'reported' ? clock.wall(code.expiresAt) : undefined,
    now: clock.wall(clock.now()),
  });
  const saved = await saveFile({
    title: vscode.l10n.t('Save QR code as image'),
    name: image.fileName,
    filters: { [format.kind.toUpperCase()]: [format.kind] },
    content: () => {
      if (live()?.value === code.value) return image.bytes;
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Nothing was saved because the code has expired. Save the new code.'),
      );
      return undefined;
    },
  });
  if (!saved) return;
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Saved. Anyone who has the image can link a device to the account until the code expires. Delete the file when you are done.',
    ),
  );
}
