import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';
import type { World } from '../outside/world';
import { HumanError } from '../vscode/humanerror';

/** A picture of the README that was written. */
export interface Picture {
  readonly file: string;
  readonly bytes: number;
}

/** The size of the window, in pixels. */
export const viewport = { width: 1_280, height: 800 };

const folder = 'media/readme';
/** Who reads the README waits for all of them. */
const mostBytes = 120_000;

/** For even areas and letters, which is what a window is made of. */
const compression = { colorType: 2, filterType: 0, deflateStrategy: 0 } as const;

/** Takes a picture of the window as it is, but without the pointer's traces, and writes it. */
export async function take({ workbench: { page } }: World, name: string): Promise<Picture> {
  await page.mouse.move(0, 0);
  const file = path.join(folder, `${name}.png`);
  const data = PNG.sync.write(PNG.sync.read(await page.screenshot()), compression);
  if (data.length > mostBytes)
    throw new HumanError(`${file} would have ${data.length} bytes, which is too many.`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, data);
  return { file, bytes: data.length };
}
