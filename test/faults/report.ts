import path from 'node:path';
import type { Result } from './case';

/** How a report may be written. */
export interface Paper {
  /** Characters in a line, or undefined where lines may be of any length. */
  readonly width: number | undefined;
  readonly colour: boolean;
}

/** The paper that standard output is. */
export function standardOutput(): Paper {
  const { isTTY, columns } = process.stdout;
  return isTTY
    ? { width: columns, colour: process.env['NO_COLOR'] === undefined }
    : { width: undefined, colour: false };
}

/** A case in a line: what was done, what should happen, what happened. */
export function reportLine(
  { lane, done, expected, happened, passed, picture }: Result,
  paper: Paper,
): string {
  const paint = painter(paper.colour);
  const mark = passed ? paint('✔', 32) : paint('✘', 31);
  const parts = [
    `${lane}: ${done}`,
    `should: ${expected}`,
    `did: ${passed ? happened : paint(happened, 31)}`,
    ...(picture === undefined ? [] : [`picture: ${path.relative('.', picture)}`]),
  ];
  const line = `${mark} ${parts.join(paint(' │ ', 2))}`;
  // On a terminal a line that would be broken anywhere is broken between its parts.
  const fits = paper.width === undefined || `x ${parts.join(' │ ')}`.length <= paper.width;
  const [first = '', ...rest] = parts;
  return fits
    ? line
    : [`${mark} ${first}`, ...rest.map((part) => `    ${paint(part, passed ? 2 : 0)}`)].join('\n');
}

function painter(colour: boolean): (text: string, code: number) => string {
  return (text, code) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
}
