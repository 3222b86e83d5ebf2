import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import * as v from 'valibot';

/** The VS Code versions that the tests run in. */
export const editionNames = ['oldest', 'newest'] as const;

/** The name of a version. */
export type EditionName = (typeof editionNames)[number];

/** A VS Code, as the npm package `code-server` contains it, and the major version of Node that it runs on. */
export interface Edition {
  readonly name: EditionName;
  readonly codeServer: string;
  readonly nodeMajor: number;
}

/** The folder of everything that is downloaded for a real VS Code; @vscode/test-electron uses the same name. */
export const cacheFolder = path.resolve('.vscode-test');

/** The version in `engines.vscode` of the manifest. */
const oldest = { codeServer: '4.100.3', nodeMajor: 20 };
/** Used if npm can't be reached and was never reached before. */
const newestKnown = { codeServer: '4.139.1', nodeMajor: 24 };

const newestFile = path.join(cacheFolder, 'newest.json');
const day = 24 * 60 * 60 * 1_000;
const lookupTimeout = 20_000;

const Found = v.object({ codeServer: v.string(), nodeMajor: v.number(), at: v.number() });
const Listing = v.object({ version: v.string(), 'engines.node': v.string() });

/** Whether `text` names an edition. */
export function isEditionName(text: string): text is EditionName {
  return editionNames.some((name) => name === text);
}

/** The edition with this name; looks up the newest version on npm at most once a day. */
export async function findEdition(name: EditionName): Promise<Edition> {
  return name === 'oldest' ? { name, ...oldest } : { name, ...(await findNewest()) };
}

async function findNewest(): Promise<Omit<Edition, 'name'>> {
  const known = await lastFound();
  if (known && Date.now() - known.at < day) return known;
  const found = await askNpm();
  if (!found) return known ?? newestKnown;
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(newestFile, JSON.stringify(found));
  return found;
}

async function lastFound(): Promise<v.InferOutput<typeof Found> | undefined> {
  try {
    return v.parse(Found, JSON.parse(await readFile(newestFile, 'utf8')));
  } catch {
    return undefined;
  }
}

async function askNpm(): Promise<v.InferOutput<typeof Found> | undefined> {
  const query = ['view', 'code-server@latest', 'version', 'engines.node', '--json', '--fetch-retries=0'];
  try {
    const { stdout } = await execa('npm', query, { timeout: lookupTimeout });
    const listing = v.parse(Listing, JSON.parse(stdout));
    const nodeMajor = Number.parseInt(/\d+/.exec(listing['engines.node'])?.[0] ?? '', 10);
    return v.parse(Found, { codeServer: listing.version, nodeMajor, at: Date.now() });
  } catch {
    return undefined;
  }
}
