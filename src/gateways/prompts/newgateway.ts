import type { Credentials } from '../../core/gateways/gateway';
import * as vscode from 'vscode';
import type { Gateway } from '../../core/gateways/gateway';
import { gatewayKinds } from '../../core/gateways/gateway';
import { gatewayNameProblem } from '../../core/gateways/gatewaylist';
import type { Endpoint } from '../../core/gateways/endpoint';
import { parseEndpoint } from '../../core/gateways/endpoint';
import { nameSentence } from './choosegateway';
import { endpointSentence } from './endpointproblem';
import { askText, back } from '../../platform/textinput';
import { askTokenStep } from './tokenprompt';

/** The answers to all questions about a new gateway. */
export interface NewGateway {
  readonly gateway: Gateway;
  readonly token: string;
}

/** Number of questions about a new gateway: name, endpoint, token. Once there are several kinds, a question about the kind comes first. */
const steps = 3;

/** Asks for a new gateway. The user can go back; undefined if the user cancels. */
export async function askNewGateway(
  taken: readonly string[],
  suggested: string,
  credentials: Credentials,
): Promise<NewGateway | undefined> {
  const [kind] = gatewayKinds;
  let name = suggested;
  let typed = 'https://';
  let endpoint: Endpoint | undefined;
  for (let number = 1; ;) {
    const step = { number, of: steps };
    const gateway = endpoint && { name, kind, endpoint, credentials };
    const answer =
      number === 1
        ? await askName(name, taken, step)
        : number === 2 || !gateway
          ? await askEndpoint(typed, step, (text) => (typed = text))
          : await askTokenStep(gateway, step);
    if (answer === undefined) return undefined;
    if (answer === back) {
      number--;
      continue;
    }
    if (number === 3 && gateway) return { gateway, token: answer };
    if (number === 1) name = answer;
    else {
      typed = answer;
      const parsed = parseEndpoint(typed);
      endpoint = parsed.ok ? parsed.endpoint : undefined;
    }
    number++;
  }
}

/** Asks for a new name for a gateway; undefined if the user cancels. */
export async function askGatewayName(present: string, taken: readonly string[]): Promise<string | undefined> {
  const others = taken.filter((name) => name !== present);
  const name = await askText({
    title: vscode.l10n.t('Rename gateway'),
    prompt: vscode.l10n.t('If workspace settings contain the old name, it is not changed there'),
    value: present,
    problem: (text) => nameProblem(text, others),
  });
  return name === back ? undefined : name;
}

function askName(
  value: string,
  taken: readonly string[],
  step: { readonly number: number; readonly of: number },
): ReturnType<typeof askText> {
  return askText({
    title: vscode.l10n.t('Add gateway'),
    prompt: vscode.l10n.t('Name of the gateway, for example the name of a customer or an account'),
    value,
    step,
    problem: (text) => nameProblem(text, taken),
  });
}

function askEndpoint(
  value: string,
  step: { readonly number: number; readonly of: number },
  onBack: (text: string) => void,
): ReturnType<typeof askText> {
  return askText({
    title: vscode.l10n.t('Add gateway'),
    prompt: vscode.l10n.t('Base URL of the gateway, for example https://api.wawp.net'),
    value,
    step,
    onBack,
    // Don't show a problem while the user types the scheme.
    isUnfinished: (text) => 'https://'.startsWith(text) || 'http://'.startsWith(text),
    problem: endpointProblem,
  });
}

function nameProblem(text: string, taken: readonly string[]): string | undefined {
  const problem = gatewayNameProblem(text);
  if (problem) return nameSentence(problem);
  return taken.includes(text) ? vscode.l10n.t('Another gateway has that name.') : undefined;
}

function endpointProblem(text: string): string | undefined {
  const parsed = parseEndpoint(text);
  return parsed.ok ? undefined : endpointSentence(parsed.problem);
}
