import { parentPort } from 'node:worker_threads';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Levels } from '../camera';
import { levelsOf, photograph } from '../camera';
import type { Conditions } from '../conditions';
import type { Picture } from '../picture';
import { readAll } from '../readers';

/** One photograph to take and to read. */
export interface Task {
  readonly number: number;
  readonly picture: number;
  readonly conditions: Conditions;
  readonly seed: number;
  /** Whether white on black is looked for too. */
  readonly inverted: boolean;
  /** Where the photograph is kept for people to look at. */
  readonly file?: string;
}

/** What the thread is told: pictures first, then what to do with them. */
export type Order =
  | { readonly id: number; readonly picture: Picture; readonly text: string }
  | { readonly forget: number }
  | Task;

const subjects = new Map<number, { picture: Picture; text: string; levels?: Levels }>();

async function work({ number, picture: id, conditions, seed, inverted, file }: Task): Promise<void> {
  const subject = subjects.get(id);
  if (!subject) throw new Error(`There is no picture ${id}.`);
  subject.levels ??= levelsOf(subject.picture);
  const photo = await photograph(subject.picture, subject.levels, conditions, seed);
  const reading = await readAll(photo, subject.text, inverted);
  if (file !== undefined) {
    const { width, height, pixels } = photo;
    await mkdir(path.dirname(file), { recursive: true });
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .png()
      .toFile(file);
  }
  parentPort?.postMessage({ number, reading });
}

parentPort?.on('message', (order: Order) => {
  if ('id' in order) subjects.set(order.id, { picture: order.picture, text: order.text });
  else if ('forget' in order) subjects.delete(order.forget);
  // What goes wrong ends the thread, and with it the measurement.
  else void work(order);
});
