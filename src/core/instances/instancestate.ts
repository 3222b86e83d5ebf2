import type { Account } from '../gateways/answer';
import type { NamedState } from '../gateways/statenames';
import { stateName, stateOfSession } from '../gateways/statenames';
import type { InstanceStatus } from './instancestatus';
import type { Pairing } from '../pairing/pairing';
import { isOver } from '../pairing/pairing';
import type { Translate } from '../text/translate';
import { explain } from '../failures/explain';

/** The kinds, those that need attention most first. */
export const instanceStateKinds = [
  'failed',
  'scan',
  'passkey',
  'stopped',
  'unknown',
  'starting',
  'unchecked',
  'linked',
] as const satisfies readonly NamedState[];

/** What an instance comes to, for people. */
export type InstanceStateKind = (typeof instanceStateKinds)[number];

/** An instance's state as it is shown; plain text, in which foreign words may be. */
export interface InstanceState {
  readonly kind: InstanceStateKind;
  /** Name of one of the editor's icons. */
  readonly icon: string;
  /** One of the editor's theme colours; never the only sign. */
  readonly color?: string;
  readonly text: string;
  /** Whether a pairing tells it: then no check is made, and what the last one brought is beside the point. */
  readonly live: boolean;
  /** A few words on why the last check brought nothing, if it didn't. */
  readonly problem?: string;
  /** Whether somebody has to do something before the instance works. */
  readonly needsAttention: boolean;
  /** The more, the sooner somebody should look. */
  readonly urgency: number;
}

/** The state that follows from what the gateway last said and, where one is under way, from the pairing. */
export function instanceState(
  known: InstanceStatus,
  pairing: Pairing | undefined,
  t: Translate,
): InstanceState {
  const told = kindByPairing(pairing);
  const kind = told ?? kindByStatus(known);
  // Whom the pairing can't reach is its own affair: its panel tells.
  const failure = told ? undefined : known.failure;
  const problem = failure && explain(failure, { instanceId: '', origin: '' }, t).short;
  return {
    kind,
    ...look(kind),
    text: textOf(kind, known.account, problem, t),
    live: told !== undefined,
    ...(problem !== undefined && { problem }),
    needsAttention: kind === 'failed' || kind === 'scan' || kind === 'passkey',
    urgency: instanceStateKinds.length - instanceStateKinds.indexOf(kind),
  };
}

/** An account in words: name and number, or what there is of them. */
export function accountText({ name, number }: Account): string {
  if (name !== undefined && number !== undefined) return `${name} (${number})`;
  return name ?? number ?? '';
}

/** The kind that a phase stands for; undefined where the session's status tells more, as it does once a pairing is over. */
function kindByPairing(pairing: Pairing | undefined): InstanceStateKind | undefined {
  if (!pairing || isOver(pairing)) return undefined;
  switch (pairing.phase.kind) {
    case 'waiting':
    case 'linking':
      return 'starting';
    case 'scannable':
    case 'expired':
    case 'paused':
      // While nobody looks there is none on show, but one to scan as soon as somebody does.
      return 'scan';
    case 'passkey':
      return 'passkey';
    default:
      return undefined;
  }
}

function kindByStatus({ status, failure }: InstanceStatus): InstanceStateKind {
  if (status !== undefined) return stateOfSession[status];
  return failure ? 'unknown' : 'unchecked';
}

function look(kind: InstanceStateKind): Pick<InstanceState, 'icon' | 'color'> {
  switch (kind) {
    case 'failed':
      return { icon: 'error', color: 'list.errorForeground' };
    case 'scan':
      return { icon: 'device-mobile', color: 'list.warningForeground' };
    case 'passkey':
      return { icon: 'key', color: 'list.warningForeground' };
    case 'stopped':
      return { icon: 'debug-stop', color: 'disabledForeground' };
    case 'unknown':
      return { icon: 'question' };
    case 'starting':
      // Not the spinning one: a hundred of them would keep the window busy.
      return { icon: 'sync' };
    case 'unchecked':
      return { icon: 'circle-outline', color: 'disabledForeground' };
    case 'linked':
      return { icon: 'pass-filled', color: 'testing.iconPassed' };
    default:
      return kind satisfies never;
  }
}

function textOf(
  kind: InstanceStateKind,
  account: Account | undefined,
  problem: string | undefined,
  t: Translate,
): string {
  if (kind === 'unknown' && problem !== undefined) return problem;
  const name = kind === 'linked' && account ? accountText(account) : '';
  return name === '' ? stateName(kind, t) : t('Linked: {0}', name);
}
