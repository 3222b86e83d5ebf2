import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CodeClipboard } from './clipboard';
import type { Clock } from '../core/time/clock';
import { clockTime } from '../core/time/duration';
import type { Code } from '../core/pairing/pairing';
import { encode } from '../core/code/encode';
import type { InstanceRef } from '../core/references/instanceref';
import { linkless } from '../platform/escaping';
import type { InstancePairing } from '../pairing/instancepairing';
import { askImageForm } from './imageformprompt';
import { saveFile } from '../platform/savefile';

/** Gives a live code out of the panel: to the clipboard or into a file. Both tell what is given away. */
export class CodeActions {
  readonly #clipboard = new CodeClipboard(vscode.env.clipboard, clipboardReadable);

  constructor(
    private readonly clock: Clock,
    /** What people name an instance. */
    private readonly nameOf: (ref: InstanceRef) => string,
  ) {}

  /** Copies the value of a pairing's live code. */
  async copyValue(pairing: InstancePairing | undefined): Promise<void> {
    const code = pairing?.liveCode;
    if (!pairing || !code || !(await this.#clipboard.copy(pairing, () => pairing.liveCode?.value))) {
      tellNone();
      return;
    }
    const name = this.nameOf(pairing.ref);
    const message = code.hasExpiry
      ? vscode.l10n.t(
          'The value of the QR code for {0} is on the clipboard. Whoever gets it can link a device to the account for another {1}; then it is taken off the clipboard.',
          name,
          this.#left(code),
        )
      : vscode.l10n.t(
          'The value of the QR code for {0} is on the clipboard. Whoever gets it can link a device to the account while it lives; then it is taken off the clipboard.',
          name,
        );
    void vscode.window.showWarningMessage(linkless(message));
  }

  /** Copies the pairing code that a pairing shows, as it is shown. */
  async copyPairingCode(pairing: InstancePairing): Promise<void> {
    const live = (): string | undefined => pairing.livePairingCode?.replace(/^.{4}/, '$&-');
    if (await this.#clipboard.copy(pairing, live))
      vscode.window.setStatusBarMessage(vscode.l10n.t('The code is on the clipboard.'), messageTime);
  }

  /** Saves a pairing's live code as a picture, in a form and to a place that the user chooses. */
  async saveImage(pairing: InstancePairing | undefined): Promise<void> {
    const live = (): Code | undefined => pairing?.liveCode;
    if (!pairing || !live()) {
      tellNone();
      return;
    }
    const form = await askImageForm();
    if (!form) return;
    const code = live();
    if (!code) {
      tellNone();
      return;
    }
    const { pictureOf } = await import('./image');
    const picture = pictureOf(encode(code.value), form, {
      instanceId: pairing.instanceId,
      until: code.hasExpiry ? code.expiresAt : undefined,
      now: this.clock.now(),
    });
    const saved = await saveFile({
      title: vscode.l10n.t('Save code as image'),
      name: picture.fileName,
      filters: { [form.kind.toUpperCase()]: [form.kind] },
      content: () => {
        if (live()?.value === code.value) return picture.bytes;
        void vscode.window.showWarningMessage(
          vscode.l10n.t('That code has ended meanwhile, so nothing was saved. Save the new one.'),
        );
        return undefined;
      },
    });
    if (!saved) return;
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Saved. Whoever gets the picture can link a device to the account while the code lives; delete the file when you are done.',
      ),
    );
  }

  /** Leaves no code on the clipboard when the window ends. */
  async end(): Promise<void> {
    await this.#clipboard.end();
  }

  #left({ expiresAt }: Code): string {
    return clockTime(expiresAt - this.clock.now());
  }
}

/** How long a confirmation stays in the status bar, in ms. */
const messageTime = 3_000;
/** After a browser's window got the focus, it takes a while, in ms, until its page has it too. */
const focusTime = 500;

/** A browser lets its clipboard be read only by the page in front; the editor would complain of each vain try. */
async function clipboardReadable(): Promise<void> {
  if (vscode.env.uiKind === vscode.UIKind.Desktop) return;
  if (!vscode.window.state.focused) await focused();
  await sleep(focusTime);
}

function focused(): Promise<void> {
  return new Promise((resolve) => {
    const subscription = vscode.window.onDidChangeWindowState((state) => {
      if (!state.focused) return;
      subscription.dispose();
      resolve();
    });
  });
}

function tellNone(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('There is no live QR code. Pair an instance, and do this while its code is on show.'),
  );
}
