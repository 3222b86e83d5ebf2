/** The colors of a terminal, as CSS values. */
export interface Colors {
  readonly background: string;
  readonly foreground: string;
  /** The colors of the escape sequences 30/40 and 37/47. */
  readonly black: string;
  readonly white: string;
}

/** VS Code’s terminal in its own dark and light themes. Source: its terminalColorRegistry.ts and theme files. */
export const terminals = {
  dark: { background: '#181818', foreground: '#cccccc', black: '#000000', white: '#e5e5e5' },
  light: { background: '#f8f8f8', foreground: '#3b3b3b', black: '#000000', white: '#555555' },
} as const satisfies Record<string, Colors>;

/** Converts a program’s output to HTML that looks as in a terminal. Supports only the colors that QR codes use. */
export function terminalHtml(output: string, colors: Colors): string {
  const { black, white } = colors;
  let style = { color: '', background: '' };
  const parts = output.split(/\x1b\[(\d*)m/); // eslint-disable-line no-control-regex -- escape sequences are
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return span(part, style);
      if (part === '' || part === '0') style = { color: '', background: '' };
      else if (part === '30') style = { ...style, color: black };
      else if (part === '37') style = { ...style, color: white };
      else if (part === '40') style = { ...style, background: black };
      else if (part === '47') style = { ...style, background: white };
      else throw new Error(`Unknown escape sequence: ${part}.`);
      return '';
    })
    .join('');
}

function span(text: string, { color, background }: { color: string; background: string }): string {
  if (text === '') return '';
  // The end of a line has no background, because a terminal colors only the cells that contain characters.
  return text
    .split('\n')
    .map((line) =>
      line === '' ? '' : `<span style="color:${color};background:${background}">${line}</span>`,
    )
    .join('\n');
}
