import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSnapshot, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process holds while nothing happens. */
export interface Resources {
  /** Bytes of the heap in use after a garbage collection. */
  readonly heap: number;
  /** The part of the heap that is the program's own data. The rest is compiled code and the runtime's feedback, which grows whenever a line runs for the first time. */
  readonly data: number;
  readonly timers: number;
  /** TCP connections and servers, on either side. */
  readonly sockets: number;
  /** Event listeners of the process. */
  readonly listeners: number;
}

/** Measures the resources after a garbage collection. */
export async function measureResources(): Promise<Resources> {
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

/** Collects garbage until nothing more is freed. */
export async function collect(): Promise<void> {
  // The flag applies only to new contexts, so the function comes from a new one.
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  // What finalizers release is freed by the next collection.
  for (let round = 0; round < 5; round++) {
    await sleep(50);
    collectGarbage();
  }
}

/** The parts of a heap snapshot that are needed here: nodes are rows of numbers in one list. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
}

/** Node types that are a program's data. */
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
