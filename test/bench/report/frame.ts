import type { GridComponentOption, TitleComponentOption } from 'echarts';
import { ink, muted } from './palette';
import { fontFamily, fontSize, wrap } from './text';

/** Width of every picture, in px. */
export const width = 720;

/** Height of a line of text, in px. */
export const lineHeight = 18;

/** Gap between two blocks of a picture, in px. */
export const blockGap = 12;

const titleSize = 16;
const titleLineHeight = 22;
const titleGap = 4;

/** The title in the upper left corner, and below it what the figures count. */
export function heading(title: string, subtitle: string) {
  const titleLines = wrap(title, width, titleSize);
  const subtitleLines = wrap(subtitle, width);
  const option: TitleComponentOption = {
    text: titleLines.join('\n'),
    subtext: subtitleLines.join('\n'),
    left: 0,
    top: 0,
    padding: 0,
    itemGap: titleGap,
    textStyle: {
      fontSize: titleSize,
      fontWeight: 'bold',
      fontFamily,
      lineHeight: titleLineHeight,
      color: ink.light,
    },
    subtextStyle: { fontSize, fontFamily, lineHeight, color: muted.light },
  };
  const height = titleLines.length * titleLineHeight + titleGap + subtitleLines.length * lineHeight;
  return { option, bottom: height + blockGap } as const;
}

/** The area between the axes, with exact sizes: the library doesn’t move it to make room for a label. */
export function gridBox(box: Pick<GridComponentOption, 'left' | 'top' | 'width' | 'height'>) {
  return { ...box, outerBoundsMode: 'none' } satisfies GridComponentOption;
}
