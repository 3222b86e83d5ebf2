import type { HiddenCode, HideCodeMode, PanelCode, PanelView } from './paneldata';
import type { Translate } from '../text/translate';

/** The view with its code hidden, if it has one. */
export function withHiddenCode(view: PanelView, mode: HideCodeMode, t: Translate): PanelView {
  if (!view.code || mode === 'off') return view;
  const hideCode: HiddenCode = {
    mode,
    text: t('The code is hidden because of the setting “Hide Code”.'),
    show: mode === 'hold' ? t('Hold to show the code') : t('Show the code'),
    hide: mode === 'hold' ? t('Release to hide the code') : t('Hide the code'),
  };
  const code: PanelCode = { ...view.code, hideCode };
  return { ...view, code };
}
