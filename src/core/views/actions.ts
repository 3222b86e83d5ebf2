import type { Explanation, Target } from '../failures/explain';
import { explain } from '../failures/explain';
import type { Phase, SessionCommand } from '../pairing/pairing';
import type { Translate } from '../text/translate';
import type { Action } from './intent';

/** The button for a session command. */
export function commandAction(command: SessionCommand, t: Translate): Action {
  switch (command) {
    case 'restart':
      return { intent: 'restartSession', label: t('Restart and show code') };
    case 'start':
      return { intent: 'startSession', label: t('Start and show code') };
    case 'logout':
      return { intent: 'unlink', label: t('Unlink phone') };
    default:
      return command satisfies never;
  }
}

/** Explains why a pairing has failed; if a session command failed, the first button sends it again. */
export function explainFailed(
  { failure, during }: Extract<Phase, { kind: 'failed' }>,
  target: Target,
  t: Translate,
): Omit<Explanation, 'actions'> & { readonly actions: readonly Action[] } {
  const explanation = explain(failure, target, t);
  return during
    ? { ...explanation, actions: [commandAction(during, t), ...explanation.actions] }
    : explanation;
}
