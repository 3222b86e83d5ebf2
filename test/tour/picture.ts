import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';
import type { World } from '../outside/world';
import { HumanError } from '../vscode/humanerror';

/** A picture for the README. */
export interface Picture {
  readonly file: string;
  readonly bytes: number;
}

/** The size of the window, in pixels. */
export const viewport = { width: 1_280, height: 800 };

const folder = 'media/readme';
/** The limit of a picture's size, in bytes: every reader of the README downloads all of them. */
const maxBytes = 120_000;

/** Suits even areas and letters, which make up most of a window. */
const compression = { colorType: 2, filterType: 0, deflateStrategy: 0 } as const;

/** Takes a picture of the window, with the pointer out of the way, and writes it. */
export async function takePicture({ workbench: { page } }: World, name: string): Promise<Picture> {
  await page.mouse.move(0, 0);
  const file = path.join(folder, `${name}.png`);
  const data = PNG.sync.write(PNG.sync.read(await page.screenshot()), compression);
  if (data.length > maxBytes)
    throw new HumanError(`${file} has ${data.length} bytes; the limit is ${maxBytes}.`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, data);
  return { file, bytes: data.length };
}
