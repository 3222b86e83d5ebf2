import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSnapshot, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process holds at a quiet moment. */
export interface Resources {
  /** Bytes of the heap in use after a collection. */
  readonly heap: number;
  /** What of that a program makes itself. The rest is compiled code and what the runtime learns of it, and grows whenever a line is run for the first time. */
  readonly data: number;
  readonly timers: number;
  /** TCP gateways and servers, of either side. */
  readonly sockets: number;
  /** Listeners of the process itself. */
  readonly listeners: number;
}

/** Takes stock of what is left after a collection. */
export async function takeStock(): Promise<Resources> {
  await collect();
  const active = process.getActiveResourcesInfo();
  return {
    heap: process.memoryUsage().heapUsed,
    timers: active.filter((name) => name === 'Timeout').length,
    sockets: active.filter((name) => name.startsWith('TCP')).length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    data: await measureData(),
  };
}

/** Collects garbage until nothing more comes of it. */
export async function collect(): Promise<void> {
  // The flag counts for contexts made from now on, so the function is fetched from a new one.
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  // What finalizers let go of falls to the next collection.
  for (let round = 0; round < 5; round++) {
    await sleep(50);
    collectGarbage();
  }
}

/** The part of a heap snapshot that is read here: nodes are rows of numbers, one after the other. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
}

/** Types of nodes that are a program's data. */
const dataTypes = [
  'object',
  'array',
  'string',
  'concatenated string',
  'sliced string',
  'closure',
  'number',
  'regexp',
];

async function measureData(): Promise<number> {
  const { snapshot, nodes } = (await json(getHeapSnapshot())) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let sum = 0;
  for (let row = 0; row < nodes.length; row += fields.length)
    if (dataTypes.includes(types[0][nodes[row + type] ?? 0] ?? '')) sum += nodes[row + size] ?? 0;
  return sum;
}
