import { parentPort } from 'node:worker_threads';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { Pyramid } from '../camera';
import { pyramidOf, photograph } from '../camera';
import type { Conditions } from '../conditions';
import type { Picture } from '../picture';
import { readAll } from '../readers';

/** One photograph to take and to read. */
export interface Task {
  readonly number: number;
  readonly picture: number;
  readonly conditions: Conditions;
  readonly seed: number;
  /** Whether readers also look for a white code on black. */
  readonly inverted: boolean;
  /** Where the photograph is saved for viewing. */
  readonly file?: string;
}

/** A message to the thread: a picture to add, a picture to remove, or a task. */
export type Message =
  | { readonly id: number; readonly picture: Picture; readonly text: string }
  | { readonly remove: number }
  | Task;

const subjects = new Map<number, { picture: Picture; text: string; levels?: Pyramid }>();

async function work({ number, picture: id, conditions, seed, inverted, file }: Task): Promise<void> {
  const subject = subjects.get(id);
  if (!subject) throw new Error(`There is no picture ${id}.`);
  subject.levels ??= pyramidOf(subject.picture);
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

parentPort?.on('message', (message: Message) => {
  if ('id' in message) subjects.set(message.id, { picture: message.picture, text: message.text });
  else if ('remove' in message) subjects.delete(message.remove);
  // An error ends the thread, and with it the measurement.
  else void work(message);
});
