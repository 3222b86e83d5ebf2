import type { GridComponentOption, TitleComponentOption } from 'echarts';
import { ink, muted } from './palette';
import { fontFamily, fontSize, wrap } from './text';

/** Width of every picture, in px. */
export const width = 720;

/** Height of a line of text, in px. */
export const lineHeight = 18;

/** Between two blocks of a picture, in px. */
export const space = 12;

const titleSize = 16;
const titleLine = 22;
const belowTitle = 4;

/** The title at the upper left, with what is counted in a line below it. */
export function heading(title: string, counted: string) {
  const titleLines = wrap(title, width, titleSize);
  const countedLines = wrap(counted, width);
  const option: TitleComponentOption = {
    text: titleLines.join('\n'),
    subtext: countedLines.join('\n'),
    left: 0,
    top: 0,
    padding: 0,
    itemGap: belowTitle,
    textStyle: {
      fontSize: titleSize,
      fontWeight: 'bold',
      fontFamily,
      lineHeight: titleLine,
      color: ink.light,
    },
    subtextStyle: { fontSize, fontFamily, lineHeight, color: muted.light },
  };
  const height = titleLines.length * titleLine + belowTitle + countedLines.length * lineHeight;
  return { option, bottom: height + space } as const;
}

/** A place for the axes that is known to the px: nothing is moved to make room for a label. */
export function place(box: Pick<GridComponentOption, 'left' | 'top' | 'width' | 'height'>) {
  return { ...box, outerBoundsMode: 'none' } satisfies GridComponentOption;
}
