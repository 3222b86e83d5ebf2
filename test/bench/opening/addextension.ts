import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Server } from '../../vscode/server';

/** An extension of one file. */
export interface TinyExtension {
  readonly publisher: string;
  readonly name: string;
  /** Its manifest, except its names, version and file. */
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Its code, as a CommonJS module. */
  readonly source: string;
}

/** Installs an extension. It takes effect in windows that open afterwards. */
export async function addExtension(
  { extensionsDir }: Pick<Server, 'extensionsDir'>,
  { publisher, name, manifest, source }: TinyExtension,
): Promise<void> {
  const version = '1.0.0';
  const folderName = `${publisher}.${name}-${version}`;
  const folder = path.join(extensionsDir, folderName);
  await mkdir(folder, { recursive: true });
  const fullManifest = {
    publisher,
    name,
    version,
    engines: { vscode: '^1.100.0' },
    main: './main.js',
    ...manifest,
  };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(fullManifest));
  await writeFile(path.join(folder, 'main.js'), source);
  // The editor reads this list, not the folder’s contents.
  const list = path.join(extensionsDir, 'extensions.json');
  const installed = JSON.parse(await readFile(list, 'utf8')) as unknown[];
  const entry = {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, path: folder, scheme: 'file' },
    relativeLocation: folderName,
    metadata: { installedTimestamp: Date.now(), source: 'vsix' },
  };
  await writeFile(list, JSON.stringify([...installed, entry]));
}
