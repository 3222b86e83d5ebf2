import type { Translate } from '../../text/translate';
import type { StatusView } from './statusview';

/** The status bar item for a pairing that ended because the editor closed it. */
export function endedView(t: Translate): StatusView {
  return {
    icon: 'debug-restart',
    text: t('Pairing ended · Pair again'),
    severity: 'normal',
    click: 'startOver',
    details: [t('It ended because its tab was closed. No more requests are sent for it.')],
    actions: [{ intent: 'startOver', label: t('Pair again') }],
  };
}
