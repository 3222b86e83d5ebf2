import type { Translate } from '../text/translate';

/** The style of a code: sRGB colors as #rrggbb, a logo as a data URI, and a caption below the code. */
export interface CodeStyle {
  readonly foreground: string;
  readonly background: string;
  readonly logo?: string;
  readonly caption?: string;
}

/** The settings for colors and caption; a settings file can contain any value. */
export type StyleSettings = Readonly<Record<'foreground' | 'background' | 'caption', unknown>>;

/** Why the colors or the caption of a style are refused. */
export type StyleProblem = 'foreground' | 'background' | 'inverted' | 'contrast' | 'caption';

/** A valid style, or why it is refused. */
export type CheckedStyle =
  { readonly ok: true; readonly style: CodeStyle } | { readonly ok: false; readonly problem: StyleProblem };

/** Colors of the plain code. */
const plain = { foreground: '#000000', background: '#ffffff' };

/**
 * Minimum difference between the luminance of the two colors. Source: ISO/IEC 15415, symbol contrast, best grade: for its
 * contrast, a styled code gets the same grade as a plain one. Only light backgrounds pass, since a passing background has
 * at least this luminance.
 */
export const minContrast = 0.7;
/** Minimum ratio of the two colors' luminance. Source: WCAG 2.2, 1.4.3; the caption below the code has this contrast too. */
export const minRatio = 4.5;
/** Maximum length of a caption: two lines below a code of the usual size. */
const maxCaptionLength = 80;

/** Checks the settings; an empty text means the value of the plain code. */
export function checkStyle(settings: StyleSettings): CheckedStyle {
  const foreground = color(settings.foreground, plain.foreground);
  if (foreground === undefined) return { ok: false, problem: 'foreground' };
  const background = color(settings.background, plain.background);
  if (background === undefined) return { ok: false, problem: 'background' };
  const problem = colorProblem(foreground, background);
  if (problem) return { ok: false, problem };
  const { caption } = settings;
  if (!isCaption(caption)) return { ok: false, problem: 'caption' };
  const text = caption.trim();
  return { ok: true, style: { foreground, background, ...(text !== '' && { caption: text }) } };
}

/** Whether a style is the plain one. */
export function isPlain({ foreground, background, logo, caption }: CodeStyle): boolean {
  return (
    foreground === plain.foreground &&
    background === plain.background &&
    logo === undefined &&
    caption === undefined
  );
}

/** A color #rgb or #rrggbb as #rrggbb in lower case; undefined if the text has another form. */
export function parseColor(text: string): string | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text.trim().toLowerCase())?.[1];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

/** Relative luminance of a color, #rrggbb, from 0 to 1. Source: WCAG 2.2. */
export function luminance(parsed: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(parsed.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What is wrong with a style, as a sentence for the user. */
export function explainStyle(problem: StyleProblem, t: Translate): string {
  switch (problem) {
    case 'foreground':
      return t('The foreground color must have the form #rgb or #rrggbb.');
    case 'background':
      return t('The background color must have the form #rgb or #rrggbb.');
    case 'inverted':
      return t(
        'The foreground is lighter than the background. Many phones read only dark codes on a light background.',
      );
    case 'contrast':
      return t(
        'The contrast between the two colors is too low. Phones need a darker foreground or a lighter background.',
      );
    case 'caption':
      return t('The caption must be one line of at most {0} characters.', maxCaptionLength);
    default:
      return problem satisfies never;
  }
}

function color(setting: unknown, fallback: string): string | undefined {
  if (typeof setting !== 'string') return undefined;
  return setting.trim() === '' ? fallback : parseColor(setting);
}

function colorProblem(foreground: string, background: string): StyleProblem | undefined {
  const [dark, light] = [luminance(foreground), luminance(background)];
  if (dark > light) return 'inverted';
  const ratio = (light + 0.05) / (dark + 0.05);
  return light - dark < minContrast || ratio < minRatio ? 'contrast' : undefined;
}

/** Whether a setting is a caption: one line without invisible characters that reverse the text. */
function isCaption(setting: unknown): setting is string {
  if (typeof setting !== 'string' || /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(setting)) return false;
  return Array.from(setting.trim()).length <= maxCaptionLength;
}
