import type { HiddenCode, HideCodeMode, PanelCode, PanelView } from './paneldata';
import type { Translate } from '../text/translate';

/** A view whose code, if it has one, is shielded in that way. */
export function withHiddenCode(view: PanelView, mode: HideCodeMode, t: Translate): PanelView {
  if (!view.code || mode === 'off') return view;
  const hideCode: HiddenCode = {
    mode,
    text: t('The code is hidden, as the setting “Shield” wants.'),
    show: mode === 'hold' ? t('Hold to show the code') : t('Show the code'),
    hide: mode === 'hold' ? t('Let go to hide the code') : t('Hide the code'),
  };
  const code: PanelCode = { ...view.code, hideCode };
  return { ...view, code };
}
