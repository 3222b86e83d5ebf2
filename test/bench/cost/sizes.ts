import { readFile } from 'node:fs/promises';
import { readVsix } from '../../supply/vsix';
import type { Table } from '../report/section';

/** A file that ships, and its bytes. */
export interface Size {
  readonly name: string;
  readonly bytes: number;
}

/** What the goals say a bundle may have at most. */
const goal = 40_000;

/** The bundles in a package, and the package itself. */
export async function measureSizes(vsix: string): Promise<readonly Size[]> {
  const zip = await readFile(vsix);
  return sizesOf(zip);
}

/** The same for a package in memory. */
export function sizesOf(zip: Buffer): readonly Size[] {
  const bundles = readVsix(zip)
    .filter(({ name }) => /^extension\/dist\/[^/]+\.js$/.test(name))
    .map(({ name, text }) => ({ name: name.replace('extension/', ''), bytes: Buffer.byteLength(text) }));
  return [...bundles, { name: 'the .vsix', bytes: zip.length }];
}

/** The sizes as they are read. */
export function sizeTable(sizes: readonly Size[]): Table {
  return {
    caption: 'Bytes that ship (production build, as in the package)',
    columns: ['file', 'bytes', 'goal'],
    rows: sizes.map(({ name, bytes }) => [name, grouped(bytes), goalOf(name)]),
  };
}

function goalOf(name: string): string {
  if (name.endsWith('/extension.js') || name.endsWith('/panel.js')) return `under ${grouped(goal)}`;
  return name.endsWith('.js') ? 'none: loaded at first use' : '';
}

function grouped(bytes: number): string {
  return bytes.toLocaleString('en').replaceAll(',', ' ');
}
