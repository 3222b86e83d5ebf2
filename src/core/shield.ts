import type { PanelCode, PanelView } from './panelview';
import type { Translate } from './translate';

/** How a code is kept from those who share the screen: not at all, shown while something is held, or shown at a press. */
export type ShieldMode = 'off' | 'hold' | 'toggle';

/** A code that is hidden until the user wants to see it. */
export interface Shield {
  readonly mode: Exclude<ShieldMode, 'off'>;
  /** What is said in the code's place. */
  readonly text: string;
  /** What shows it, and hides it again. */
  readonly show: string;
  readonly hide: string;
}

/** A view whose code, if it has one, is shielded in that way. */
export function shielded(view: PanelView, mode: ShieldMode, t: Translate): PanelView {
  if (!view.code || mode === 'off') return view;
  const shield: Shield = {
    mode,
    text: t('The code is hidden, as the setting “Shield” wants.'),
    show: mode === 'hold' ? t('Hold to show the code') : t('Show the code'),
    hide: mode === 'hold' ? t('Let go to hide the code') : t('Hide the code'),
  };
  const code: PanelCode = { ...view.code, shield };
  return { ...view, code };
}
