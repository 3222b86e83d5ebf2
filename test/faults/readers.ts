import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Readings } from '../outside/readers';
import type { Picture } from './reader/main';

const program = path.resolve('out/test/faults/reader/main.mjs');

/** Runs the readers in their own thread: they take long, and the gateways of this process must answer in the meantime. */
export class Readers {
  readonly #worker = new Worker(program);
  readonly #waiting = new Map<number, (readings: Readings) => void>();
  #count = 0;

  constructor() {
    this.#worker.on('message', ({ number, readings }: { number: number; readings: Readings }) => {
      this.#waiting.get(number)?.(readings);
      this.#waiting.delete(number);
    });
  }

  /** What the readers find in a PNG. */
  async read(png: Uint8Array): Promise<Readings> {
    this.#count += 1;
    const picture: Picture = { number: this.#count, png };
    const read = new Promise<Readings>((resolve) => this.#waiting.set(picture.number, resolve));
    this.#worker.postMessage(picture);
    return await read;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
