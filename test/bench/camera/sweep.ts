import type { Distortion } from './conditions';
import { distortions } from './conditions';
import type { Lab } from './lab';
import type { Picture } from './picture';
import type { Reading } from './readers';
import { readerNames } from './readers';

/** The result of one photograph. */
export interface Sample {
  readonly distortion: string;
  /** Starts at 1. */
  readonly step: number;
  readonly seed: number;
  readonly reading: Reading;
}

/** The photographs to take of a picture. */
export interface Sweep {
  /** Starts at 1. */
  readonly steps: readonly number[];
  readonly seeds: (distortion: Distortion) => readonly number[];
  readonly inverted: boolean;
  /** The file in which a photograph is saved. Undefined to save none. */
  readonly file?: (distortion: Distortion, step: number) => string | undefined;
}

/** Takes and reads all photographs of a picture. */
export async function takeSweep(
  lab: Lab,
  picture: Picture,
  text: string,
  { steps, seeds, inverted, file }: Sweep,
): Promise<readonly Sample[]> {
  const pictureId = lab.add(picture, text);
  const samples = distortions.flatMap((distortion) =>
    steps.flatMap((step) =>
      seeds(distortion).map(async (seed, index) => {
        const savedFile = index === 0 ? file?.(distortion, step) : undefined;
        const conditions = distortion.conditionsAt(distortion.levels[step - 1] ?? 0);
        const shot = { conditions, seed, inverted, ...(savedFile !== undefined && { file: savedFile }) };
        return { distortion: distortion.name, step, seed, reading: await lab.read(pictureId, shot) };
      }),
    ),
  );
  const all = await Promise.all(samples);
  lab.remove(pictureId);
  return all;
}

/** The share of successful readings by all readers, from 0 to 1. Undefined without samples. */
export function shareRead(samples: readonly Sample[], mode: keyof Reading = 'best'): number | undefined {
  if (samples.length === 0) return undefined;
  const found = samples.reduce((sum, { reading }) => sum + reading[mode].length, 0);
  return found / (samples.length * readerNames.length);
}

/** The samples of one distortion. */
export function ofDistortion(samples: readonly Sample[], distortion: string): readonly Sample[] {
  return samples.filter((sample) => sample.distortion === distortion);
}

/** The first step with a photograph that no reader could read, or that a given reader couldn’t. Undefined if there is none. */
export function firstFailure(
  samples: readonly Sample[],
  reader?: (typeof readerNames)[number],
): number | undefined {
  const failed = samples.filter(({ reading: { best } }) =>
    reader === undefined ? best.length === 0 : !best.includes(reader),
  );
  return failed.length === 0 ? undefined : Math.min(...failed.map(({ step }) => step));
}
