import { readFile } from 'node:fs/promises';
import { readVsix } from '../../supply/vsix';
import type { Table } from '../report/section';

/** The size of a shipped file. */
export interface Size {
  readonly name: string;
  readonly bytes: number;
}

/** Maximum size of the two main bundles. */
const sizeGoal = 40_000;

/** The sizes of the package’s bundles and of the package. */
export async function measureSizes(vsix: string): Promise<readonly Size[]> {
  const zip = await readFile(vsix);
  return sizesOf(zip);
}

/** The same for a package in memory. */
export function sizesOf(zip: Buffer): readonly Size[] {
  const bundles = readVsix(zip)
    .filter(({ name }) => /^extension\/dist\/[^/]+\.m?js$/.test(name))
    .map(({ name, text }) => ({ name: name.replace('extension/', ''), bytes: Buffer.byteLength(text) }));
  return [...bundles, { name: 'the .vsix', bytes: zip.length }];
}

/** The table of the sizes. */
export function sizeTable(sizes: readonly Size[]): Table {
  return {
    caption: 'Bytes in the package (production build)',
    columns: ['file', 'bytes', 'goal'],
    rows: sizes.map(({ name, bytes }) => [name, grouped(bytes), goalOf(name)]),
  };
}

function goalOf(name: string): string {
  if (name.endsWith('/extension.mjs') || name.endsWith('/panel.js')) return `under ${grouped(sizeGoal)}`;
  if (name.endsWith('.mjs')) return 'none';
  return name.endsWith('.js') ? 'none: loaded at first use' : '';
}

function grouped(bytes: number): string {
  return bytes.toLocaleString('en').replaceAll(',', ' ');
}
