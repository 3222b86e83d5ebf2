import { stateName } from '../gateways/statenames';
import type { Translate } from '../text/translate';
import type { Action } from './intent';

/** What is said of a pairing that is locked by another window. */
export interface LockedText {
  readonly headline: string;
  readonly details: readonly string[];
  readonly actions: readonly Action[];
}

/** The words for the window of that name (foreign text, empty where it isn't known), or for none any longer. */
export function lockedText(by: string | undefined, t: Translate): LockedText {
  const actions: readonly Action[] = [
    { intent: 'pairHere', label: t('Pair here') },
    { intent: 'stop', label: t('Stop') },
  ];
  if (by === undefined)
    return {
      headline: t('No longer locked by another window'),
      // Whether the phone is linked by now only the gateway knows, and it is sent no request that nobody asked for.
      details: [t('“Pair here” checks whether the phone is linked, and goes on if it isn’t.')],
      actions,
    };
  const window =
    by === ''
      ? t('Another window is pairing this instance.')
      : t('The window “{0}” is pairing this instance.', by);
  return {
    headline: stateName('locked', t),
    details: [window, t('Only one window at a time sends requests for an instance.')],
    actions,
  };
}
