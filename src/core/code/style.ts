import type { Translate } from '../text/translate';

/** How a code looks if it is not plain: sRGB colours as #rrggbb, a picture as a data URI, text below it. */
export interface CodeStyle {
  readonly foreground: string;
  readonly background: string;
  readonly logo?: string;
  readonly caption?: string;
}

/** Everything the settings say about colours and caption; a settings file can hold anything. */
export type StyleSettings = Readonly<Record<'foreground' | 'background' | 'caption', unknown>>;

/** Why the colours or the caption of a style are refused. */
export type StyleProblem = 'foreground' | 'background' | 'inverted' | 'contrast' | 'caption';

/** A style to draw, or why there is none. */
export type CheckedStyle =
  { readonly ok: true; readonly style: CodeStyle } | { readonly ok: false; readonly problem: StyleProblem };

/** Colours of the plain code. */
const plain = { foreground: '#000000', background: '#ffffff' };

/**
 * Least difference of the two colours' luminance. Source: ISO/IEC 15415, symbol contrast, its best grade: a styled code is
 * graded no lower for its contrast than a plain one. It leaves only light backgrounds: none has less luminance than this.
 */
export const minContrast = 0.7;
/** Least ratio of the two colours' luminance. Source: WCAG 2.2, 1.4.3; what people read under the code has it too. */
export const minRatio = 4.5;
/** Characters of a caption: two lines below a code of usual size. */
export const maxCaptionLength = 80;

/** Checks what the settings say; an empty text is the plain code's. */
export function checkStyle(wish: StyleSettings): CheckedStyle {
  const foreground = colour(wish.foreground, plain.foreground);
  if (foreground === undefined) return { ok: false, problem: 'foreground' };
  const background = colour(wish.background, plain.background);
  if (background === undefined) return { ok: false, problem: 'background' };
  const problem = colourProblem(foreground, background);
  if (problem) return { ok: false, problem };
  const { caption } = wish;
  if (!isCaption(caption)) return { ok: false, problem: 'caption' };
  const text = caption.trim();
  return { ok: true, style: { foreground, background, ...(text !== '' && { caption: text }) } };
}

/** Whether a code in that style is the plain one. */
export function isPlain({ foreground, background, logo, caption }: CodeStyle): boolean {
  return (
    foreground === plain.foreground &&
    background === plain.background &&
    logo === undefined &&
    caption === undefined
  );
}

/** A colour as #rrggbb in small letters, of #rgb or #rrggbb; undefined if the text is neither. */
export function parseColour(text: string): string | undefined {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text.trim().toLowerCase())?.[1];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
}

/** Relative luminance of a colour, #rrggbb, from 0 to 1. Source: WCAG 2.2. */
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
      return t('The foreground colour is not of the form #rgb or #rrggbb.');
    case 'background':
      return t('The background colour is not of the form #rgb or #rrggbb.');
    case 'inverted':
      return t('The foreground is lighter than the background; many phones read only dark on light.');
    case 'contrast':
      return t('The two colours are too alike; phones need a darker foreground or a lighter background.');
    case 'caption':
      return t('The caption must be one line of at most {0} characters.', maxCaptionLength);
    default:
      return problem satisfies never;
  }
}

function colour(wish: unknown, fallback: string): string | undefined {
  if (typeof wish !== 'string') return undefined;
  return wish.trim() === '' ? fallback : parseColour(wish);
}

function colourProblem(foreground: string, background: string): StyleProblem | undefined {
  const [dark, light] = [luminance(foreground), luminance(background)];
  if (dark > light) return 'inverted';
  const ratio = (light + 0.05) / (dark + 0.05);
  return light - dark < minContrast || ratio < minRatio ? 'contrast' : undefined;
}

/** One line, without the invisible characters that turn words around. */
function isCaption(wish: unknown): wish is string {
  if (typeof wish !== 'string' || /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(wish)) return false;
  return Array.from(wish.trim()).length <= maxCaptionLength;
}
