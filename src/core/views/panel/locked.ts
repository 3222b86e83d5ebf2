import { stateName } from '../../gateways/statenames';
import type { Translate } from '../../text/translate';
import type { Action } from '../intent';

/** The texts for a pairing that is or was locked by another window. */
export interface LockedText {
  readonly headline: string;
  readonly details: readonly string[];
  readonly actions: readonly Action[];
}

/** The texts for a lock: `by` is the name of the other window (foreign text, empty if unknown), or undefined once no window has the lock. */
export function lockedText(by: string | undefined, t: Translate): LockedText {
  const actions: readonly Action[] = [
    { intent: 'pairHere', label: t('Pair here') },
    { intent: 'stop', label: t('Stop') },
  ];
  if (by === undefined)
    return {
      headline: t('No longer locked by another window'),
      // Only the gateway knows whether a phone is linked now, and no request is sent before the user asks for it.
      details: [t('“Pair here” checks whether the phone is linked, and continues the pairing if it isn’t.')],
      actions,
    };
  const window =
    by === ''
      ? t('Another window is pairing this instance.')
      : t('The window “{0}” is pairing this instance.', by);
  return {
    headline: stateName('locked', t),
    details: [window, t('Only one window at a time pairs an instance.')],
    actions,
  };
}
