import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Code } from '../core/pairing/pairing';
import type { InstanceRef } from '../core/references/instanceref';
import type { Clock } from '../core/time/clock';
import { clockTime } from '../core/time/duration';
import { linkless } from '../platform/escaping';
import type { CodeOwner } from './clipboard';
import { CodeClipboard } from './clipboard';

/** Codes on show, and when they change: as much of a pairing as copying and saving need. */
export interface CodeSource extends CodeOwner {
  readonly ref: InstanceRef;
  /** The QR code that a phone would accept now. */
  readonly liveCode: Code | undefined;
  /** The pairing code that a phone would accept now. */
  readonly livePairingCode: string | undefined;
}

/** How long a confirmation stays in the status bar, in ms. */
const messageTime = 3_000;
/** After a browser's window got the focus, it takes a while, in ms, until its page has it too. */
const focusTime = 500;

/** Copies live codes, and says what is given away. */
export class CodeCopier {
  readonly #clipboard = new CodeClipboard(vscode.env.clipboard, waitUntilReadable, showNotCleared);

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly nameOf: (ref: InstanceRef) => string,
  ) {}

  /** Copies the value of a live QR code. */
  async copyValue(source: CodeSource | undefined): Promise<void> {
    const code = source?.liveCode;
    if (!source || !code || !(await this.#clipboard.copy(source, () => source.liveCode?.value))) {
      showNoCode();
      return;
    }
    const name = this.nameOf(source.ref);
    const message = code.hasExpiry
      ? vscode.l10n.t(
          'The value of the QR code for {0} is on the clipboard. Anyone who has it can link a device to the account for another {1}. When the code expires, the value is taken off the clipboard.',
          name,
          clockTime(code.expiresAt - this.clock.now()),
        )
      : vscode.l10n.t(
          'The value of the QR code for {0} is on the clipboard. Anyone who has it can link a device to the account until the code expires. Then the value is taken off the clipboard.',
          name,
        );
    void vscode.window.showWarningMessage(linkless(message));
  }

  /** Copies the pairing code as it is shown, with a hyphen in the middle. */
  async copyPairingCode(source: CodeSource): Promise<void> {
    const live = (): string | undefined => source.livePairingCode?.replace(/^.{4}/, '$&-');
    if (await this.#clipboard.copy(source, live))
      vscode.window.setStatusBarMessage(vscode.l10n.t('The code is on the clipboard.'), messageTime);
  }

  /** Leaves no code on the clipboard when the window ends. */
  async end(): Promise<void> {
    await this.#clipboard.end();
  }
}

/** Says that no code could be copied or saved. */
export function showNoCode(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('There is no live QR code. Pair an instance, and try again while its code is on screen.'),
  );
}

function showNotCleared(): void {
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The code has expired but could not be taken off the clipboard. Copy something else over it.',
    ),
  );
}

/** A browser lets its clipboard be read only by the page in front; the editor would complain of each vain try. */
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
