import path from 'node:path';
import type { Result } from './case';

/** The style of a report. */
export interface OutputStyle {
  /** Characters per line, or undefined if lines may be of any length. */
  readonly width: number | undefined;
  readonly color: boolean;
}

/** The style for standard output. */
export function standardOutput(): OutputStyle {
  const { isTTY, columns } = process.stdout;
  return isTTY
    ? { width: columns, color: process.env['NO_COLOR'] === undefined }
    : { width: undefined, color: false };
}

/** A case in one line: what was done, what should happen, what happened. */
export function reportLine(
  { lane, done, expected, happened, passed, picture }: Result,
  style: OutputStyle,
): string {
  const paint = painter(style.color);
  const mark = passed ? paint('✔', 32) : paint('✘', 31);
  const parts = [
    `${lane}: ${done}`,
    `expected: ${expected}`,
    `actual: ${passed ? happened : paint(happened, 31)}`,
    ...(picture === undefined ? [] : [`screenshot: ${path.relative('.', picture)}`]),
  ];
  const line = `${mark} ${parts.join(paint(' │ ', 2))}`;
  // On a terminal, a line that doesn't fit is broken between its parts.
  const fits = style.width === undefined || `x ${parts.join(' │ ')}`.length <= style.width;
  const [first = '', ...rest] = parts;
  return fits
    ? line
    : [`${mark} ${first}`, ...rest.map((part) => `    ${paint(part, passed ? 2 : 0)}`)].join('\n');
}

function painter(color: boolean): (text: string, code: number) => string {
  return (text, code) => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
}
