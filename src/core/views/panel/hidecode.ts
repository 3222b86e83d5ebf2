import { sentences } from '../../text/sentences';
import type { Translate } from '../../text/translate';
import type { HiddenCode, HideCodeMode, PanelView } from './paneldata';

/** A view whose QR code or pairing code, if it has one, is hidden in that way. */
export function withHiddenCode(view: PanelView, mode: HideCodeMode, t: Translate): PanelView {
  if (mode === 'off') return view;
  const hideCode: HiddenCode = {
    mode,
    text: t('The code is hidden because of the setting “Hide Code”.'),
    show: mode === 'hold' ? t('Hold to show the code') : t('Show the code'),
    hide: mode === 'hold' ? t('Release to hide the code') : t('Hide the code'),
  };
  const { code, pairingCode, headline, announcement } = view;
  if (code) return { ...view, code: { ...code, hideCode } };
  if (!pairingCode?.code) return view;
  return {
    ...view,
    pairingCode: { ...pairingCode, code: { ...pairingCode.code, hideCode } },
    // People who share their sound must not hear it either.
    announcement: { ...announcement, text: sentences(headline, [hideCode.text]) },
  };
}
