import * as vscode from 'vscode';
import { DisposableStore } from './disposables';

/** The user wants to go back to the question before. */
export const back = Symbol('back');

/** A question that is answered with a line of text. */
export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** Which of several questions it is; without it, it is the only one. */
  readonly step?: { readonly number: number; readonly of: number };
  /** What is wrong with a text, trimmed; undefined if nothing is. Told while it is typed. */
  readonly problem: (text: string) => string | undefined;
  /** Whether someone who has typed that has just begun, so that it is no mistake yet; an empty text always is. */
  readonly isUnfinished?: (text: string) => boolean;
  /** Told what is typed so far when the user goes back to the question before. */
  readonly onBack?: (text: string) => void;
  /** A button beside the field, and what it does. */
  readonly help?: { readonly tooltip: string; readonly show: () => void };
}

/** Asks for a line of text that has nothing wrong with it, trimmed; undefined if the user thinks better of it. */
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
