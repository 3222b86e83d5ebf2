import type { CodeStyle } from '../../code/style';
import type { Action } from '../intent';
import type { Translate } from '../../text/translate';

/** Why a page draws a code plain although its style is valid; known only once there is a code. */
export type PlainCause = 'unread' | 'tooLong' | 'tooSmall' | 'logo' | 'misleading';

/** How codes look in a panel; the host writes it into the document, and nothing in it is secret. */
export interface CodeLook {
  /** Absent if the style in the settings is refused. */
  readonly style?: CodeStyle;
  /** Message beside a plain code if the style in the settings is refused. */
  readonly refused?: string;
  /** Messages beside a code that the page itself draws plain. */
  readonly causes: Readonly<Record<PlainCause, string>>;
  /** The button for the setting of the style. */
  readonly setting: Action;
}

/** Makes a look with a style, or without one for a reason, which is a whole sentence. */
export function makeCodeLook(
  made: { readonly style: CodeStyle } | { readonly reason: string },
  t: Translate,
): CodeLook {
  const plain = (reason: string): string => t('The code is drawn plain, without your style. {0}', reason);
  return {
    ...('style' in made ? { style: made.style } : { refused: plain(made.reason) }),
    causes: {
      unread: plain(t('A QR reader could not read the styled code.')),
      tooLong: plain(t('The code is too long to leave room for a logo.')),
      tooSmall: plain(t('The panel is too small for the style.')),
      logo: plain(t('The logo can’t be shown. The file may be damaged.')),
      misleading: plain(
        t('The logo contains a shape that looks like a corner of a QR code, which confuses phones.'),
      ),
    },
    setting: { intent: 'styleSetting', label: t('Open setting') },
  };
}
