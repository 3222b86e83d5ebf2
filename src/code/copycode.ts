// src/code: what the user can do with a QR code or pairing code: copy it, save it as an image, style it.
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Code } from '../core/code/code';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import { clockTime } from '../core/time/duration';
import { linkless } from '../platform/escaping';
import { showCopied } from '../platform/showcopied';
import type { CodeOwner } from './clipboard';
import { CodeClipboard } from './clipboard';

/** The live codes of a pairing and their changes: the part of a pairing that copying and saving need. */
export interface CodeSource extends CodeOwner {
  readonly ref: InstanceRef;
  /** The QR code that a phone accepts now. */
  readonly liveCode: Code | undefined;
  /** The pairing code that a phone accepts now. */
  readonly livePairingCode: string | undefined;
}

/** After a browser window gets the focus, its page gets it too only after this time, in ms. */
const focusTime = 500;

/** Copies live codes, and warns about what others can do with them. */
export class CodeCopier {
  readonly #clipboard = new CodeClipboard(vscode.env.clipboard, waitUntilReadable, showNotCleared);

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly nameOf: (ref: InstanceRef) => string,
  ) {}

  /** Copies the value of a live QR code. */
  async copyValue(source: CodeSource | undefined): Promise<void> {
    const code = source?.liveCode;
    const copied = code && (await this.#clipboard.copy(source, () => source.liveCode?.value));
    if (!copied) {
      showNoCode();
      return;
    }
    const name = this.nameOf(source.ref);
    const danger =
      code.end === 'reported'
        ? vscode.l10n.t(
            'The QR code value for {0} is on the clipboard. Anyone who has it can link a device to the account for another {1}.',
            name,
            clockTime(code.expiresAt - this.clock.now()),
          )
        : vscode.l10n.t(
            'The QR code value for {0} is on the clipboard. Anyone who has it can link a device to the account until the code expires.',
            name,
          );
    const removal =
      copied === 'removable'
        ? vscode.l10n.t('When the code expires, the value is removed from the clipboard.')
        : staysText();
    void vscode.window.showWarningMessage(linkless(`${danger} ${removal}`));
  }

  /** Copies the pairing code with a hyphen in the middle, as it is shown. */
  async copyPairingCode(source: CodeSource): Promise<void> {
    const live = (): string | undefined => source.livePairingCode?.replace(/^.{4}/, '$&-');
    const copied = await this.#clipboard.copy(source, live);
    const message = vscode.l10n.t('The pairing code is on the clipboard.');
    if (copied === 'removable') showCopied(message);
    else if (copied) void vscode.window.showWarningMessage(`${message} ${staysText()}`);
  }

  /** Removes a copied code from the clipboard when the window closes. */
  async end(): Promise<void> {
    await this.#clipboard.end();
  }
}

/** Shows that there is no code to copy or save. */
export function showNoCode(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('There is no live QR code. Pair an instance, and try again while its code is on screen.'),
  );
}

/** Says that nothing but the user can remove a copied code. */
function staysText(): string {
  return vscode.l10n.t(
    'The browser doesn’t let the editor read the clipboard, so the code can’t be removed from it later. Copy something else when you are done.',
  );
}

function showNotCleared(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The code has expired but could not be removed from the clipboard. Copy something else to replace it.',
    ),
  );
}

/** In a browser, only the focused page can read the clipboard. Without the focus, each attempt would make the editor show an error. */
async function waitUntilReadable(): Promise<void> {
  if (vscode.env.uiKind === vscode.UIKind.Desktop) return;
  if (!vscode.window.state.focused) await waitForFocus();
  await sleep(focusTime);
}

function waitForFocus(): Promise<void> {
  return new Promise((resolve) => {
    const subscription = vscode.window.onDidChangeWindowState((state) => {
      if (!state.focused) return;
      subscription.dispose();
      resolve();
    });
  });
}
