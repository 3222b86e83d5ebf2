import type { TinyExtension } from '../opening/addextension';

/** The helper’s figures of the process in which extensions run. */
export interface HostFigures {
  /** Bytes of the JavaScript heap in use, after garbage collections. */
  readonly heap: number;
  /** What keeps the process alive, by kind, as Node lists it. */
  readonly resources: Readonly<Record<string, number>>;
  /** Running timers that the code of the extension under test has set. */
  readonly ownTimers: number;
  /** Milliseconds of processor time since the start of the process. */
  readonly cpu: number;
  /** The time of these figures, in ms on a monotonic clock. */
  readonly at: number;
}

/** An extension that measures the process in which it runs. It writes the port of its server into a file. */
export function helper(portFile: string): TinyExtension {
  // It must become active first, because it sees only the timers that are set afterwards.
  const manifest = { activationEvents: ['*'], extensionKind: ['workspace'] };
  return { publisher: 'bench', name: 'helper', manifest, source: sourceFor(portFile) };
}

function sourceFor(portFile: string): string {
  return `
const http = require('node:http');
const fs = require('node:fs');
const v8 = require('node:v8');
const vm = require('node:vm');
const { Session } = require('node:inspector/promises');
const vscode = require('vscode');

const inspector = new Session();
const ownTimers = new Set();
let counting = true;
for (const kind of ['setTimeout', 'setInterval', 'setImmediate']) {
  const set = globalThis[kind];
  globalThis[kind] = (run, ...rest) => {
    if (!counting) return set(run, ...rest);
    // Only the direct caller counts: a timer that the editor sets for an extension belongs to the editor.
    // A longer stack takes the editor so long to prepare that the measurement would measure itself.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 2;
    const [, , caller = ''] = new Error().stack.split('\\n');
    Error.stackTraceLimit = stackTraceLimit;
    const isOwn = /pair-whatsapp\\.pair-whatsapp/.test(caller);
    if (!isOwn) return set(run, ...rest);
    const timer = set((...args) => {
      if (kind !== 'setInterval') ownTimers.delete(timer);
      run(...args);
    }, ...rest);
    ownTimers.add(timer);
    return timer;
  };
}
for (const kind of ['clearTimeout', 'clearInterval', 'clearImmediate']) {
  const clear = globalThis[kind];
  globalThis[kind] = (timer) => {
    ownTimers.delete(timer);
    clear(timer);
  };
}

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function figures() {
  for (let round = 0; round < 5; round++) {
    await sleep(50);
    collect();
  }
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return { heap: process.memoryUsage().heapUsed, resources, ownTimers: ownTimers.size, ...cpuTime() };
}

function cpuTime() {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, at: performance.now() };
}

const actions = {
  figures,
  cpuTime,
  count: ({ timers }) => {
    counting = timers;
  },
  pair: async ({ ids }) => {
    for (const id of ids) await vscode.commands.executeCommand('pairWhatsApp.pair', id);
  },
  run: async ({ command, args }) => {
    // The command’s result is not returned, because JSON may be unable to represent it.
    await vscode.commands.executeCommand(command, ...args);
  },
  startProfile: async () => {
    inspector.connect();
    await inspector.post('Profiler.enable');
    await inspector.post('Profiler.setSamplingInterval', { interval: 200 });
    await inspector.post('Profiler.start');
  },
  stopProfile: async () => {
    const { profile } = await inspector.post('Profiler.stop');
    inspector.disconnect();
    return profile;
  },
  close: () => vscode.commands.executeCommand('workbench.action.closeAllEditors'),
  activate: async ({ ids }) => {
    for (const id of ids) await vscode.extensions.getExtension(id)?.activate();
  },
  startup: async () => {
    await vscode.commands.executeCommand('perfview.show');
    const found = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    for (let checks = 0; checks < 100 && !found()?.getText().includes('Activation Stats'); checks++) await sleep(100);
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
