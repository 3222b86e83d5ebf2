import * as vscode from 'vscode';
import { connectionNameProblem } from '../core/connectionsetting';
import { parseEndpoint } from '../core/endpoint';
import { DisposableStore } from '../disposables';
import { nameSentence } from './connection';
import { endpointSentence } from './endpoint';

/** Questions before the connection is saved: name, endpoint, token. */
const steps = 3;

/** Asks for the name and the endpoint of a new connection, with a way back; undefined if the user thinks better of it. */
export async function askNewConnection(
  taken: readonly string[],
  suggested: string,
): Promise<{ readonly name: string; readonly endpoint: string } | undefined> {
  let name = suggested;
  let endpoint = 'https://';
  for (let step = 1; step <= 2;) {
    const answer =
      step === 1
        ? await ask({
            ...{ step, value: name },
            prompt: vscode.l10n.t('Name of the connection, such as the customer’s or the account’s'),
            problem: (text) => nameProblem(text, taken),
          })
        : await ask({
            ...{ step, value: endpoint },
            prompt: vscode.l10n.t('Base URL of the gateway, like https://api.wawp.net'),
            problem: endpointProblem,
          });
    if (!answer) return undefined;
    if (step === 1) name = answer.text;
    else endpoint = answer.text;
    step += answer.kind === 'back' ? -1 : 1;
  }
  return { name, endpoint };
}

/** Asks for another name of a connection; undefined if the user thinks better of it. */
export async function askConnectionName(
  present: string,
  taken: readonly string[],
): Promise<string | undefined> {
  const given = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename connection'),
    prompt: vscode.l10n.t('The team’s settings may name it too: they don’t change with it'),
    value: present,
    ignoreFocusOut: true,
    validateInput: (text) =>
      nameProblem(
        text.trim(),
        taken.filter((name) => name !== present),
      ),
  });
  return given?.trim();
}

function nameProblem(text: string, taken: readonly string[]): string | undefined {
  const problem = connectionNameProblem(text);
  if (problem) return nameSentence(problem);
  return taken.includes(text) ? vscode.l10n.t('Another connection has that name.') : undefined;
}

function endpointProblem(text: string): string | undefined {
  const parsed = parseEndpoint(text);
  return parsed.ok ? undefined : endpointSentence(parsed.problem);
}

interface Question {
  readonly step: number;
  readonly prompt: string;
  readonly value: string;
  readonly problem: (text: string) => string | undefined;
}

function ask({
  step,
  prompt,
  value,
  problem,
}: Question): Promise<{ readonly kind: 'next' | 'back'; readonly text: string } | undefined> {
  const store = new DisposableStore();
  const box = store.add(vscode.window.createInputBox());
  box.title = vscode.l10n.t('Add connection');
  box.step = step;
  box.totalSteps = steps;
  box.prompt = prompt;
  box.value = value;
  box.ignoreFocusOut = true;
  if (step > 1) box.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<{ readonly kind: 'next' | 'back'; readonly text: string } | undefined>((resolve) => {
    store.add(
      box.onDidChangeValue((text) => {
        // What was wrong may be right now; what is still being typed is no mistake yet.
        if (box.validationMessage !== undefined) box.validationMessage = problem(text.trim());
      }),
    );
    store.add(
      box.onDidAccept(() => {
        const text = box.value.trim();
        box.validationMessage = problem(text);
        if (box.validationMessage === undefined) resolve({ kind: 'next', text });
      }),
    );
    store.add(
      box.onDidTriggerButton(() => {
        resolve({ kind: 'back', text: box.value.trim() });
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
