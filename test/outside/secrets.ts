import assert from 'node:assert/strict';
import type { Frame, Page } from 'playwright-core';
import { filesUnder } from '../vscode/filesunder';
import { processArguments } from '../vscode/processes';
import type { Workbench } from '../vscode/workbench';
import type { World } from './world';

/** The secrets to look for, and where to look besides the disk and the browser. */
export interface SecretSearch {
  readonly token: string;
  /** Codes that were visible. */
  readonly values: readonly string[];
  /** The messages that the webview received: codes are allowed in them, the token is not. */
  readonly messages: readonly string[];
  /** A text that the extension does store; finding it proves that the search covers the storage. */
  readonly known: string;
}

/** Records the messages that the panel's page receives from now on. */
export async function recordMessages({ page, panel }: Workbench, messages: string[]): Promise<void> {
  await page.exposeBinding('recordMessage', (_, message: string) => messages.push(message));
  const frame = await panel.frame();
  await frame.evaluate(() => {
    window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      (window as unknown as { recordMessage(message: string): void }).recordMessage(JSON.stringify(data));
    });
  });
}

/** The places that contain a secret. */
export async function findSecrets(
  { server, workbench }: World,
  search: SecretSearch,
): Promise<readonly string[]> {
  const { token, values, messages, known } = search;
  const files = await filesUnder(server.userDataDir, () => true);
  const places = new Map<string, string>([
    ['the server’s output', server.output()],
    ...files.map(({ name, text }) => [name, text] as const),
    ...(await documents(workbench.page)),
    ['the browser’s databases', await databases(workbench.page)],
    ['the arguments of a process', await processArguments()],
  ]);
  assert.ok(
    places.get('the browser’s databases')?.includes(known),
    'The search did not cover the extension’s state.',
  );
  assert.ok(
    [...places].some(([place, text]) => place.endsWith('.log') && text.includes('→ scannable')),
    'The search did not cover the extension’s log.',
  );
  assert.ok(
    places.get('the arguments of a process')?.includes('--type=extensionHost'),
    'The search did not cover any process.',
  );
  const secrets = [token, ...values].flatMap(spellings);
  const found = [...places].filter(([, text]) => secrets.some((secret) => text.includes(secret)));
  const leaked = messages.some((message) => spellings(token).some((secret) => message.includes(secret)));
  return [...found.map(([place]) => place), ...(leaked ? ['a message to the webview'] : [])];
}

/** A secret as plain text, in JSON, in a URL and in Base64. */
function spellings(secret: string): readonly string[] {
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ];
}

async function documents(page: Page): Promise<[string, string][]> {
  return Promise.all(
    page
      .frames()
      .map(async (frame) => [`the document ${frame.url()}`, await contentOf(frame)] as [string, string]),
  );
}

/** The content of a document; empty if the document has disappeared in the meantime. */
async function contentOf(frame: Frame): Promise<string> {
  return await frame.content().catch((error: unknown) => {
    if (frame.isDetached()) return '';
    throw error;
  });
}

/** Everything that the workbench's origin stores in the browser, including the extension's state. */
async function databases(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => {
          resolve(request.result);
        };
        request.onerror = () => {
          reject(new Error(request.error?.message));
        };
      });
    const texts = [localStorage, sessionStorage].map((storage) => JSON.stringify(Object.entries(storage)));
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await resultOf(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        texts.push(JSON.stringify([await resultOf(objects.getAllKeys()), await resultOf(objects.getAll())]));
      }
      database.close();
    }
    return texts.join('\n');
  });
}
