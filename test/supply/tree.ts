import { cp, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

/** Folders that a checkout doesn't contain. */
const generated = new Set(['.git', '.vscode-test', 'dist', 'node_modules', 'out']);

/** Copies the project to `folder` like a checkout, with the installed packages. */
export async function copyTree(folder: string): Promise<void> {
  const filter = (file: string): boolean => !generated.has(path.relative('.', file));
  await cp('.', folder, { recursive: true, filter });
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
}

/** Packs the copy in `folder` with this umask, and returns the package. */
export async function pack(folder: string, umask: number, env: NodeJS.ProcessEnv): Promise<Buffer> {
  const before = process.umask(umask);
  const packing = execa('npm', ['run', 'package'], { cwd: folder, env, stdin: 'ignore' });
  process.umask(before);
  await packing;
  return await readFile(path.join(folder, 'dist', 'pair-whatsapp.vsix'));
}
