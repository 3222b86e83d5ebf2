import type { Distortion } from './conditions';
import { distortions } from './conditions';
import type { Lab } from './lab';
import type { Picture } from './picture';
import type { Reading } from './readers';
import { readerNames } from './readers';

/** A photograph that was read, or not. */
export interface Sample {
  readonly distortion: string;
  /** From 1. */
  readonly step: number;
  readonly seed: number;
  readonly reading: Reading;
}

/** Which photographs of a picture are taken. */
export interface Sweep {
  /** From 1. */
  readonly steps: readonly number[];
  readonly seeds: (distortion: Distortion) => readonly number[];
  readonly inverted: boolean;
  /** Where the photographs of the distortion with everything in it are kept. */
  readonly file?: (distortion: Distortion, step: number) => string | undefined;
}

/** Takes and reads all photographs of a picture that a sweep wants. */
export async function sweepOver(
  lab: Lab,
  picture: Picture,
  text: string,
  { steps, seeds, inverted, file }: Sweep,
): Promise<readonly Sample[]> {
  const shown = lab.show(picture, text);
  const samples = distortions.flatMap((distortion) =>
    steps.flatMap((step) =>
      seeds(distortion).map(async (seed, index) => {
        const kept = index === 0 ? file?.(distortion, step) : undefined;
        const conditions = distortion.at(distortion.levels[step - 1] ?? 0);
        const shot = { conditions, seed, inverted, ...(kept !== undefined && { file: kept }) };
        return { distortion: distortion.name, step, seed, reading: await lab.read(shown, shot) };
      }),
    ),
  );
  const all = await Promise.all(samples);
  lab.forget(shown);
  return all;
}

/** How many of all looks at the photographs found the text, from 0 to 1; undefined without any. */
export function shareRead(samples: readonly Sample[], how: keyof Reading = 'best'): number | undefined {
  if (samples.length === 0) return undefined;
  const found = samples.reduce((sum, { reading }) => sum + reading[how].length, 0);
  return found / (samples.length * readerNames.length);
}

/** The samples of one distortion. */
export function only(samples: readonly Sample[], distortion: string): readonly Sample[] {
  return samples.filter((sample) => sample.distortion === distortion);
}

/** The first step with a photograph that nobody reads, or that reader doesn't; undefined if there is none. */
export function firstFailure(
  samples: readonly Sample[],
  reader?: (typeof readerNames)[number],
): number | undefined {
  const failed = samples.filter(({ reading: { best } }) =>
    reader === undefined ? best.length === 0 : !best.includes(reader),
  );
  return failed.length === 0 ? undefined : Math.min(...failed.map(({ step }) => step));
}
