import * as vscode from 'vscode';
import { DisposableStore } from './disposables';

/** Returned when the user goes back to the previous question. */
export const back = Symbol('back');

/** A question to the user that is answered with a line of text. */
export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** Position among several questions; undefined if there is only one. */
  readonly step?: { readonly number: number; readonly of: number };
  /** The problem of a trimmed text, shown while the user types; undefined if the text is valid. */
  readonly problem: (text: string) => string | undefined;
  /** Whether the user is still typing the beginning, so that no problem is shown yet. That is always so for an empty text. */
  readonly isUnfinished?: (text: string) => boolean;
  /** Called with the text so far when the user goes back to the previous question. */
  readonly onBack?: (text: string) => void;
  /** A button beside the field. */
  readonly help?: { readonly tooltip: string; readonly show: () => void };
}

/** Asks for a valid line of text and returns it trimmed; undefined if the user cancels. */
export function askText(question: TextQuestion): Promise<string | typeof back | undefined> {
  const {
    title,
    prompt,
    placeholder,
    value = '',
    password = false,
    step,
    problem,
    isUnfinished,
    onBack,
    help,
  } = question;
  const store = new DisposableStore();
  const box = store.add(vscode.window.createInputBox());
  const helpButton = help && { iconPath: new vscode.ThemeIcon('link-external'), tooltip: help.tooltip };
  const first = step === undefined || step.number === 1;
  box.title = title;
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.value = value;
  box.password = password;
  box.step = step?.number;
  box.totalSteps = step?.of;
  box.ignoreFocusOut = true;
  box.buttons = [...(first ? [] : [vscode.QuickInputButtons.Back]), ...(helpButton ? [helpButton] : [])];
  return new Promise<string | typeof back | undefined>((resolve) => {
    store.add(
      box.onDidTriggerButton((pressed) => {
        if (pressed !== vscode.QuickInputButtons.Back) {
          help?.show();
          return;
        }
        onBack?.(box.value.trim());
        resolve(back);
      }),
    );
    store.add(
      box.onDidChangeValue((text) => {
        const typed = text.trim();
        box.validationMessage = typed === '' || isUnfinished?.(typed) ? undefined : problem(typed);
      }),
    );
    store.add(
      box.onDidAccept(() => {
        box.validationMessage = problem(box.value.trim());
        if (box.validationMessage === undefined) resolve(box.value.trim());
      }),
    );
    store.add(
      box.onDidHide(() => {
        resolve(undefined);
      }),
    );
    box.show();
  }).finally(() => {
    store.dispose();
  });
}
