import type { Action } from './intent';
import type { PanelView } from './panelview';
import type { StatusView } from './statusview';
import type { Translate } from '../text/translate';

/**
 * The panel of a pairing that goes on in another window: of that name, foreign text and '' where it isn't known, or
 * undefined once it goes on in none.
 */
export function elsewhereView(title: string, where: string | undefined, t: Translate): PanelView {
  const headline = headlineOf(where, t);
  const details = detailsOf(where, t);
  return {
    ...{ tone: 'rest', title, headline, details, steps: [], notes: [] },
    actions: actionsOf(t),
    announcement: { id: `elsewhere ${where ?? '-'}`, text: [headline, ...details].join('. ') },
  };
}

/** The status bar item of such a pairing. */
export function elsewhereStatus(where: string | undefined, t: Translate): StatusView {
  return {
    icon: 'multiple-windows',
    text: where === undefined ? t('Pair here') : t('In another window'),
    severity: 'normal',
    click: where === undefined ? 'pairHere' : 'show',
    details: [headlineOf(where, t), ...detailsOf(where, t)],
    actions: [...actionsOf(t), { intent: 'show', label: t('Show panel') }],
  };
}

function headlineOf(where: string | undefined, t: Translate): string {
  return where === undefined
    ? t('No longer being paired in another window')
    : t('Being paired in another window');
}

function detailsOf(where: string | undefined, t: Translate): string[] {
  // Which of the two it came to only the gateway knows, and it is asked no more than the user wants.
  if (where === undefined)
    return [t('“Pair here” tells whether the phone is linked, and goes on if it isn’t.')];
  const place =
    where === ''
      ? t('This pairing goes on in another window.')
      : t('This pairing goes on in another window: “{0}”.', where);
  return [place, t('Only one window at a time asks the gateway about an instance.')];
}

function actionsOf(t: Translate): Action[] {
  return [
    { intent: 'pairHere', label: t('Pair here') },
    { intent: 'stop', label: t('Stop') },
  ];
}
