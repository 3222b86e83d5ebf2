import type { PanelCode, PanelView } from './panelview';
import type { Translate } from '../text/translate';

/** How a code is kept from those who share the screen: not at all, shown while something is held, or shown at a press. */
export type HideCodeMode = 'off' | 'hold' | 'toggle';

/** A code that is hidden until the user wants to see it. */
export interface HiddenCode {
  readonly mode: Exclude<HideCodeMode, 'off'>;
  /** What is said in the code's place. */
  readonly text: string;
  /** What shows it, and hides it again. */
  readonly show: string;
  readonly hide: string;
}

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
