import { readFile } from 'node:fs/promises';
import { readVsix } from '../../supply/vsix';
import type { Table } from '../report/section';

/** The size of something that is shipped. */
export interface Size {
  readonly name: string;
  readonly bytes: number;
  /** Maximum in bytes, if there is one. */
  readonly goal?: number;
}

/** The modules that a window loads for its first pairing, by the start of their names. */
const firstPairing = ['openwindow', 'clients', 'windowlocks', 'pairingtools'];

/** The sizes of the package and of what is loaded from it. */
export async function measureSizes(vsix: string): Promise<readonly Size[]> {
  return sizesOf(await readFile(vsix));
}

/** The same for a package in memory. */
export function sizesOf(zip: Buffer): readonly Size[] {
  const files = new Map(
    readVsix(zip)
      .filter(({ name }) => /^extension\/dist\/[^/]+\.(m?js|css)$/.test(name))
      .map(({ name, text }) => [name.replace('extension/dist/', ''), text]),
  );
  const bytesOf = (names: Iterable<string>): number =>
    Array.from(names, (name) => Buffer.byteLength(files.get(name) ?? '')).reduce(
      (sum, bytes) => sum + bytes,
      0,
    );
  const modules = [...files.keys()].filter((name) => name.endsWith('.mjs'));
  const forCode = modules.filter((name) => firstPairing.some((first) => name.startsWith(`${first}-`)));
  return [
    { name: 'activation', bytes: bytesOf(imported(files, ['extension.mjs'])), goal: 20_000 },
    {
      name: 'activation and a first code, without its page',
      bytes: bytesOf(imported(files, ['extension.mjs', ...forCode])),
      goal: 70_000,
    },
    { name: 'all that runs in the extension host', bytes: bytesOf(modules) },
    ...['panel.js', 'panel.css', 'grid.js', 'style.js'].map((name) => ({ name, bytes: bytesOf([name]) })),
    { name: 'the .vsix', bytes: zip.length },
  ];
}

/** These modules and all that they import at once. */
function imported(files: ReadonlyMap<string, string>, names: readonly string[]): ReadonlySet<string> {
  const found = new Set(names);
  for (const name of found)
    for (const [, next = ''] of (files.get(name) ?? '').matchAll(/(?:from|import)"\.\/([^"]+)"/g))
      found.add(next);
  return found;
}

/** The table of the sizes. */
export function sizeTable(sizes: readonly Size[]): Table {
  return {
    caption: 'Bytes in the package (production build)',
    columns: ['what', 'bytes', 'goal'],
    rows: sizes.map(({ name, bytes, goal }) => [
      name,
      grouped(bytes),
      goal === undefined ? '' : `under ${grouped(goal)}`,
    ]),
  };
}

function grouped(bytes: number): string {
  return bytes.toLocaleString('en').replaceAll(',', ' ');
}
