import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { World } from '../outside/world';
import { HumanError } from '../vscode/humanerror';

/** A picture for the documents. */
export interface Picture {
  readonly file: string;
  readonly bytes: number;
}

/** The size of the window, in pixels. */
export const viewport = { width: 1_280, height: 800 };

const folder = 'docs/pictures';
/** The limit of a picture's size, in bytes: the reader of a document downloads all of its pictures. */
const maxBytes = 60_000;

/** Takes a picture of the window, with the pointer out of the way, and writes it. */
export async function takePicture({ workbench: { page } }: World, name: string): Promise<Picture> {
  await page.mouse.move(0, 0);
  const file = path.join(folder, `${name}.png`);
  // A window has few colors, so a palette makes its picture half as large.
  const data = await sharp(await page.screenshot())
    .png({ palette: true, effort: 10 })
    .toBuffer();
  if (data.length > maxBytes)
    throw new HumanError(`${file} has ${data.length} bytes; the limit is ${maxBytes}.`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, data);
  return { file, bytes: data.length };
}
