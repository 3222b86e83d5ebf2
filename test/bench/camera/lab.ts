import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Conditions } from './conditions';
import type { Picture } from './picture';
import type { Order, Task } from './reader/main';
import type { Reading } from './readers';

/** One of this machine's processors is left to whoever works at it, if it has many. */
const most = 4;

/** How a photograph is taken and read. */
export interface Shot {
  readonly conditions: Conditions;
  readonly seed: number;
  /** Whether white on black is looked for too. */
  readonly inverted?: boolean;
  readonly file?: string;
}

/** Takes and reads photographs in threads of its own, as many at a time as there are processors. */
export class Lab {
  readonly #workers: Worker[];
  readonly #idle: Worker[];
  readonly #queue: Task[] = [];
  readonly #waiting = new Map<
    number,
    { done: (reading: Reading) => void; failed: (error: unknown) => void }
  >();
  #pictures = 0;
  #tasks = 0;

  constructor(program = fileURLToPath(new URL('./camera/reader/main.mjs', import.meta.url))) {
    this.#workers = Array.from({ length: Math.min(availableParallelism(), most) }, () => new Worker(program));
    this.#idle = [...this.#workers];
    for (const worker of this.#workers) {
      worker.on('message', ({ number, reading }: { number: number; reading: Reading }) => {
        this.#waiting.get(number)?.done(reading);
        this.#waiting.delete(number);
        this.#idle.push(worker);
        this.#next();
      });
      worker.on('error', (error) => {
        for (const { failed } of this.#waiting.values()) failed(error);
        this.#waiting.clear();
      });
    }
  }

  /** Makes a picture known that shows that text; returns its number. */
  show(picture: Picture, text: string): number {
    const id = ++this.#pictures;
    for (const worker of this.#workers) worker.postMessage({ id, picture, text } satisfies Order);
    return id;
  }

  /** Makes room: nobody will photograph that picture any more. */
  forget(id: number): void {
    for (const worker of this.#workers) worker.postMessage({ forget: id } satisfies Order);
  }

  /** Photographs a picture and lets all readers look for its text. */
  async read(picture: number, { conditions, seed, inverted = false, file }: Shot): Promise<Reading> {
    const number = ++this.#tasks;
    const read = new Promise<Reading>((done, failed) => this.#waiting.set(number, { done, failed }));
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
