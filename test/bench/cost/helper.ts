import type { TinyExtension } from '../opening/addextension';

/** What the helper answers about the process in which extensions run. */
export interface Stock {
  /** Bytes of the JavaScript heap in use after a collection. */
  readonly heap: number;
  /** What keeps the process alive, by kind, as Node lists it. */
  readonly resources: Readonly<Record<string, number>>;
  /** Timers that are running and were set by code of the extension under test. */
  readonly ownTimers: number;
  /** Milliseconds of processor time since the process began. */
  readonly cpu: number;
  /** When this was, in ms on a steady clock. */
  readonly at: number;
}

/** An extension that looks at its process from inside; it writes the port on which it answers into that file. */
export function helper(portFile: string): TinyExtension {
  // The first to be active, so that it sees every timer that is set.
  const manifest = { activationEvents: ['*'], extensionKind: ['workspace'] };
  return { publisher: 'bench', name: 'helper', manifest, source: sourceFor(portFile) };
}

function sourceFor(portFile: string): string {
  return `
const http = require('node:http');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');
const vscode = require('vscode');

const own = new Set();
for (const kind of ['setTimeout', 'setInterval', 'setImmediate']) {
  const set = globalThis[kind];
  globalThis[kind] = (run, ...rest) => {
    // Only who calls directly: what the editor sets on behalf of an extension is the editor's.
    const [, , caller = ''] = new Error().stack.split('\\n');
    const ours = /pair-whatsapp\\.pair-whatsapp/.test(caller);
    if (!ours) return set(run, ...rest);
    const timer = set((...given) => {
      if (kind !== 'setInterval') own.delete(timer);
      run(...given);
    }, ...rest);
    own.add(timer);
    return timer;
  };
}
for (const kind of ['clearTimeout', 'clearInterval', 'clearImmediate']) {
  const clear = globalThis[kind];
  globalThis[kind] = (timer) => {
    own.delete(timer);
    clear(timer);
  };
}

// How long each file takes to be read, compiled and run, with the files it asks for.
const loads = new Map();
const loadFile = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  const from = performance.now();
  try {
    return loadFile(module, file);
  } finally {
    loads.set(file, performance.now() - from);
  }
};

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function stock() {
  for (let round = 0; round < 5; round++) {
    await sleep(50);
    collect();
  }
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return { heap: process.memoryUsage().heapUsed, resources, ownTimers: own.size, ...spent() };
}

function spent() {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, at: performance.now() };
}

const actions = {
  stock,
  spent,
  pair: async ({ ids }) => {
    for (const id of ids) await vscode.commands.executeCommand('pairWhatsApp.pair', id);
  },
  run: async ({ command, given }) => {
    // What a command answers may be more than JSON can say.
    await vscode.commands.executeCommand(command, ...given);
  },
  close: () => vscode.commands.executeCommand('workbench.action.closeAllEditors'),
  activate: async ({ ids }) => {
    for (const id of ids) await vscode.extensions.getExtension(id)?.activate();
  },
  loaded: ({ id }) => {
    const { extensionPath, packageJSON } = vscode.extensions.getExtension(id);
    return loads.get(require.resolve(path.join(extensionPath, packageJSON.main))) ?? null;
  },
  startup: async () => {
    await vscode.commands.executeCommand('perfview.show');
    const found = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    for (let tries = 0; tries < 100 && !found()?.getText().includes('Activation Stats'); tries++) await sleep(100);
    return found()?.getText() ?? '';
  },
};

exports.activate = (context) => {
  const server = http.createServer(async (request, response) => {
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const result = await actions[request.url.slice(1)](JSON.parse(Buffer.concat(chunks).toString()));
      response.end(JSON.stringify(result ?? null));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  server.listen(0, '127.0.0.1', () => fs.writeFileSync(${JSON.stringify(portFile)}, String(server.address().port)));
  context.subscriptions.push({ dispose: () => server.close() });
};
`;
}
