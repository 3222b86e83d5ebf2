import type { Capability } from '../gateways/dialect';
import type { Explanation, Target } from '../failures/explain';
import { explain, quote } from '../failures/explain';
import type { SessionMemory } from '../pairing/memory';
import type { Phase, InstanceCommand } from '../pairing/phase';
import type { Translate } from '../text/translate';
import type { Action, Intent } from './intent';

/** The button for a session command. */
export function commandAction(command: InstanceCommand, t: Translate): Action {
  switch (command) {
    case 'restart':
      return { intent: 'restartInstance', label: t('Restart and show code') };
    case 'start':
      return { intent: 'startInstance', label: t('Start and show code') };
    // A pairing sends a stop only before a start.
    case 'stop':
      return { intent: 'startInstance', label: t('Start and show code') };
    case 'logout':
      return { intent: 'unlink', label: t('Unlink phone') };
    default:
      return command satisfies never;
  }
}

/** Explains why a pairing has failed; if a session command failed, the first button sends it again, with what follows it. */
export function explainFailed(
  { failure, during }: Extract<Phase, { kind: 'failed' }>,
  { unlinks }: Pick<SessionMemory, 'unlinks'>,
  target: Target,
  t: Translate,
): Omit<Explanation, 'actions'> & { readonly actions: readonly Action[] } {
  const explanation = explain(failure, target, t);
  if (!during) return explanation;
  if (failure.kind === 'instance' && (during === 'start' || during === 'restart'))
    return {
      ...explanation,
      headline: t('The gateway doesn’t find the instance'),
      details: [...quote(failure, t), t('{0} may not be running, or no longer exist.', target.instanceId)],
      actions: [commandAction('start', t), ...explanation.actions],
    };
  const again: Action =
    during === 'logout' && !unlinks
      ? { intent: 'unlinkAndShow', label: t('Unlink and show code') }
      : commandAction(during, t);
  return { ...explanation, actions: [again, ...explanation.actions] };
}

/** What a gateway must be able to do for a button to work. */
const neededFor: Readonly<Partial<Record<Intent, Capability>>> = {
  startInstance: 'start',
  restartInstance: 'restart',
  unlink: 'logout',
  unlinkAndShow: 'logout',
  pairingCode: 'pairingCode',
};

/** The buttons that work with what a gateway can do. */
export function offered<T extends Action>(
  actions: readonly T[],
  capabilities: ReadonlySet<Capability>,
): readonly T[] {
  return actions.filter(({ intent }) => {
    const needed = neededFor[intent];
    return needed === undefined || capabilities.has(needed);
  });
}
