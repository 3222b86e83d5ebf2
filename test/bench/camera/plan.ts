import path from 'node:path';
import type { Distortion } from './conditions';
import { steps } from './conditions';
import type { Extent } from './experiment';
import type { PanelPicture, PanelSize } from './panels';
import type { Sweep } from './sweep';

/** What is photographed, and how often. */
export interface Plan {
  readonly themes: number;
  readonly sizes: readonly PanelSize[];
  readonly ratios: readonly number[];
  /** Whether a picture of the panel is compared with the others. */
  readonly isCompared: (panel: PanelPicture) => boolean;
  /** Whether a picture is in the table of all pictures of the panel. */
  readonly isListed: (panel: PanelPicture) => boolean;
  /** The photographs of what is compared. */
  readonly detailedSweep: (name: string, inverted: boolean) => Sweep;
  /** The photographs of each picture of the panel. */
  readonly roughSweep: Sweep;
  readonly drawings: Extent;
  readonly thresholdSeeds: readonly number[];
}

/** At this width, the code has as much room as the others’ 256 px. */
const equalWidth = 272;
/** Distortions in which the sizes of the panel differ most. */
const significant = new Set(['distance', 'blur', 'glare', 'hand-held']);
/** The folder of photographs that are saved for viewing. */
const folder = path.join('out', 'bench', 'camera');

/** The full measurement of the report. */
export function fullPlan(seed: number): Plan {
  const ratios = [1, 2];
  const sizes = [240, 400, 800].flatMap((width) =>
    [100, 200].flatMap((zoom) => [1, 1.25, 1.5, 2].map((ratio) => ({ width, zoom, ratio }))),
  );
  return {
    themes: 4,
    sizes: [...sizes, ...ratios.map((ratio) => ({ width: equalWidth, zoom: 100, ratio }))],
    ratios,
    isCompared: ({ theme, zoom, ratio }) => theme === 'dark' && zoom === 100 && ratios.includes(ratio),
    isListed: ({ width }) => width !== equalWidth,
    detailedSweep: (name, inverted) => ({
      steps: Array.from({ length: steps }, (_, step) => step + 1),
      seeds: () => [seed],
      inverted,
      file: photographFile(name),
    }),
    roughSweep: {
      steps: [2, 4],
      seeds: ({ name }) => (significant.has(name) ? [seed] : []),
      inverted: false,
    },
    drawings: { rooms: [240, 400], ratios, borders: [1, 2, 3, 4, 6], seeds: [seed] },
    thresholdSeeds: Array.from({ length: 4 }, (_, count) => seed + count),
  };
}

/** A quick run for development. */
export function quickPlan(seed: number): Plan {
  const ratios = [1];
  return {
    ...fullPlan(seed),
    themes: 1,
    ratios,
    sizes: [240, equalWidth, 800].map((width) => ({ width, zoom: 100, ratio: 1 })),
    detailedSweep: (_, inverted) => ({ steps: [3], seeds: () => [seed], inverted }),
    roughSweep: { steps: [2], seeds: () => [seed], inverted: false },
    drawings: { rooms: [240], ratios, borders: [2, 4], seeds: [seed] },
    thresholdSeeds: [seed],
  };
}

function photographFile(name: string): (distortion: Distortion, step: number) => string | undefined {
  const file = name.replace(/[^a-z0-9.]+/gi, '-');
  return ({ name: distortion }, step) =>
    distortion === 'hand-held' && step % 2 === 0 ? path.join(folder, `${file}-step-${step}.png`) : undefined;
}
