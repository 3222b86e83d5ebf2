import { getHeapCodeStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setTimeout as sleep } from 'node:timers/promises';

/** What this process holds at a quiet moment. */
export interface Resources {
  /** Bytes of the heap in use after a collection, without compiled code: how much of that there is changes all the time. */
  readonly heap: number;
  readonly code: number;
  readonly timers: number;
  /** TCP connections and servers, of either side. */
  readonly sockets: number;
  /** Listeners of the process itself. */
  readonly listeners: number;
}

/** Takes stock of what is left after a collection. */
export async function takeStock(): Promise<Resources> {
  await collect();
  const { code_and_metadata_size: machineCode, bytecode_and_metadata_size: bytecode } =
    getHeapCodeStatistics();
  const code = machineCode + bytecode;
  const active = process.getActiveResourcesInfo();
  return {
    heap: process.memoryUsage().heapUsed - code,
    code,
    timers: active.filter((name) => name === 'Timeout').length,
    sockets: active.filter((name) => name.startsWith('TCP')).length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
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
