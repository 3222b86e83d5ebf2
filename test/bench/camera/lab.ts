import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Conditions } from './conditions';
import type { Picture } from './picture';
import type { Message, Task } from './reader/main';
import type { Reading } from './readers';

/** The maximum number of threads, so that a machine with many processors stays usable. */
const maxWorkers = 4;

/** How to take and read a photograph. */
export interface Shot {
  readonly conditions: Conditions;
  readonly seed: number;
  /** Whether readers also look for a white code on black. */
  readonly inverted?: boolean;
  readonly file?: string;
}

/** Takes and reads photographs in threads, as many at once as there are processors. */
export class Lab {
  readonly #workers: Worker[];
  readonly #idle: Worker[];
  readonly #queue: Task[] = [];
  readonly #waiting = new Map<
    number,
    { resolve: (reading: Reading) => void; reject: (error: unknown) => void }
  >();
  #pictures = 0;
  #tasks = 0;

  constructor(program = fileURLToPath(new URL('./camera/reader/main.mjs', import.meta.url))) {
    this.#workers = Array.from(
      { length: Math.min(availableParallelism(), maxWorkers) },
      () => new Worker(program),
    );
    this.#idle = [...this.#workers];
    for (const worker of this.#workers) {
      worker.on('message', ({ number, reading }: { number: number; reading: Reading }) => {
        this.#waiting.get(number)?.resolve(reading);
        this.#waiting.delete(number);
        this.#idle.push(worker);
        this.#next();
      });
      worker.on('error', (error) => {
        for (const { reject } of this.#waiting.values()) reject(error);
        this.#waiting.clear();
      });
    }
  }

  /** Adds a picture that shows a text. Returns its number. */
  add(picture: Picture, text: string): number {
    const id = ++this.#pictures;
    for (const worker of this.#workers) worker.postMessage({ id, picture, text } satisfies Message);
    return id;
  }

  /** Removes a picture to free its memory. */
  remove(id: number): void {
    for (const worker of this.#workers) worker.postMessage({ remove: id } satisfies Message);
  }

  /** Photographs a picture and lets all readers look for its text. */
  async read(picture: number, { conditions, seed, inverted = false, file }: Shot): Promise<Reading> {
    const number = ++this.#tasks;
    const read = new Promise<Reading>((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
    this.#queue.push({ number, picture, conditions, seed, inverted, ...(file !== undefined && { file }) });
    this.#next();
    return await read;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #next(): void {
    const worker = this.#idle.pop();
    if (!worker) return;
    const task = this.#queue.shift();
    if (task) worker.postMessage(task);
    else this.#idle.push(worker);
  }
}
