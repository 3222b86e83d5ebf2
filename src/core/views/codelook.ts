import type { CodeStyle } from '../code/style';
import type { Action } from './intent';
import type { Translate } from '../text/translate';

/** Why a page draws a code plain although its style was found good: found only when the code is there. */
export type PlainCause = 'unread' | 'tooLong' | 'tooSmall' | 'logo' | 'misleading';

/** How a panel's codes are to look; the host writes it into the document, and nothing in it is secret. */
export interface CodeLook {
  /** Absent if the settings ask for a style that is refused. */
  readonly style?: CodeStyle;
  /** What is said of a code that is drawn plain, once a style was refused. */
  readonly refused?: string;
  /** What is said where the page itself draws plain. */
  readonly causes: Readonly<Record<PlainCause, string>>;
  /** Where the style can be changed. */
  readonly setting: Action;
}

/** A look with a style, or without one for a reason, which is a whole sentence. */
export function makeCodeLook(
  made: { readonly style: CodeStyle } | { readonly reason: string },
  t: Translate,
): CodeLook {
  const plainly = (reason: string): string => t('The code is drawn plain, without your style: {0}', reason);
  return {
    ...('style' in made ? { style: made.style } : { refused: plainly(made.reason) }),
    causes: {
      unread: plainly(t('Read back, it was not the same.')),
      tooLong: plainly(t('It is too long to leave room for a logo.')),
      tooSmall: plainly(t('The panel is too small for it.')),
      logo: plainly(t('The logo can’t be shown; it may be damaged.')),
      misleading: plainly(t('The logo has a shape like the corners of a code, which misleads phones.')),
    },
    setting: { intent: 'styleSetting', label: t('Open setting') },
  };
}
