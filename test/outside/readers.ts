import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Picture } from './reader/main';
import type { Readings } from './reader/reading';

export type { Readings };

const program = path.resolve('out/test/outside/reader/main.mjs');

const waiting = new Map<number, (readings: Readings) => void>();
let worker: Worker | undefined;
let count = 0;

/** Reads the QR code in a PNG in a thread of its own: that takes long, and the gateways of this process must answer in the meantime. */
export async function readCode(png: Uint8Array): Promise<Readings> {
  worker ??= startWorker();
  const picture: Picture = { number: ++count, png };
  worker.ref();
  const read = new Promise<Readings>((resolve) => waiting.set(picture.number, resolve));
  worker.postMessage(picture);
  return await read;
}

function startWorker(): Worker {
  const started = new Worker(program);
  started.on('message', ({ number, readings }: { number: number; readings: Readings }) => {
    waiting.get(number)?.(readings);
    waiting.delete(number);
    // Otherwise the process would never end.
    if (waiting.size === 0) started.unref();
  });
  return started;
}
