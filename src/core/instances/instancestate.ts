import type { Account } from '../gateways/answer';
import type { NamedState } from '../gateways/statenames';
import { stateName, stateOfSession } from '../gateways/statenames';
import type { InstanceStatus } from './instancestatus';
import type { Pairing } from '../pairing/pairing';
import { isOver } from '../pairing/pairing';
import type { Translate } from '../text/translate';
import { explain } from '../failures/explain';

/** The kinds of state; those that need attention most come first. */
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

/** The state of an instance on screen. */
export type InstanceStateKind = (typeof instanceStateKinds)[number];

/** An instance's state on screen, as plain text that can contain foreign text. */
export interface InstanceState {
  readonly kind: InstanceStateKind;
  /** Name of an icon of the editor. */
  readonly icon: string;
  /** A theme color of the editor; never the only difference between two states. */
  readonly color?: string;
  readonly text: string;
  /** Whether the state comes from a running pairing. Then there are no checks, and the result of the last one doesn't matter. */
  readonly live: boolean;
  /** Why the last check failed, in a few words. */
  readonly problem?: string;
  /** Whether a person has to act before the instance works. */
  readonly needsAttention: boolean;
}

/** The state from the gateway's last answer or, if a pairing is running, from the pairing. */
export function instanceState(
  known: InstanceStatus,
  pairing: Pairing | undefined,
  t: Translate,
): InstanceState {
  const live = kindByPairing(pairing);
  const kind = live ?? kindByStatus(known);
  // If the pairing can't reach the gateway, the pairing's panel shows it.
  const failure = live ? undefined : known.failure;
  const problem = failure && explain(failure, { instanceId: '', origin: '' }, t).short;
  return {
    kind,
    ...iconOf(kind),
    text: textOf(kind, known.account, problem, t),
    live: live !== undefined,
    ...(problem !== undefined && { problem }),
    needsAttention: needsAttention(kind),
  };
}

/** The kind of that state. It takes much less time, for lists of many instances. */
export function instanceStateKind(known: InstanceStatus, pairing: Pairing | undefined): InstanceStateKind {
  return kindByPairing(pairing) ?? kindByStatus(known);
}

/** Whether a person has to act before an instance in a state of this kind works. */
export function needsAttention(kind: InstanceStateKind): boolean {
  return kind === 'failed' || kind === 'scan' || kind === 'passkey';
}

/** An account as text: name and phone number, or one of them. */
export function accountText({ name, number }: Account): string {
  if (name !== undefined && number !== undefined) return `${name} (${number})`;
  return name ?? number ?? '';
}

/** The kind of state that a phase means; undefined if the session's status says more, as it does after the end of a pairing. */
function kindByPairing(pairing: Pairing | undefined): InstanceStateKind | undefined {
  if (!pairing || isOver(pairing)) return undefined;
  switch (pairing.phase.kind) {
    case 'waiting':
      return pairing.phase.cause === 'FAILED' || pairing.phase.cause === 'STOPPED'
        ? stateOfSession[pairing.phase.cause]
        : 'starting';
    case 'linking':
      return 'starting';
    case 'scannable':
    case 'expired':
    case 'paused':
      // While the panel is hidden there is no code, but there will be one when it becomes visible.
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

function iconOf(kind: InstanceStateKind): Pick<InstanceState, 'icon' | 'color'> {
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
      // Not the spinning icon: a hundred of them would keep the window busy.
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
