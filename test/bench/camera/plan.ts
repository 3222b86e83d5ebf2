import path from 'node:path';
import type { Distortion } from './conditions';
import { steps } from './conditions';
import type { Extent } from './experiment';
import type { PanelPicture, PanelSize } from './panels';
import type { Sweep } from './sweep';

/** What is photographed how often. */
export interface Plan {
  readonly themes: number;
  readonly sizes: readonly PanelSize[];
  readonly ratios: readonly number[];
  /** Whether a picture of the panel is compared with the others. */
  readonly isClose: (panel: PanelPicture) => boolean;
  /** Whether a picture is one of those that the table of all panels has. */
  readonly isListed: (panel: PanelPicture) => boolean;
  /** For what is compared. */
  readonly closely: (name: string, inverted: boolean) => Sweep;
  /** For each picture of the panel. */
  readonly coarsely: Sweep;
  readonly drawings: Extent;
  readonly thresholdSeeds: readonly number[];
}

/** At this width the code has as much room as the others' 256 px. */
const equalWidth = 272;
/** Distortions in which sizes of the panel differ most. */
const telling = new Set(['distance', 'blur', 'glare', 'hand-held']);
/** Photographs for people to look at. */
const folder = path.join('out', 'bench', 'camera');

/** Everything that the section tells. */
export function fullPlan(seed: number): Plan {
  const ratios = [1, 2];
  const sizes = [240, 400, 800].flatMap((width) =>
    [100, 200].flatMap((zoom) => [1, 1.25, 1.5, 2].map((ratio) => ({ width, zoom, ratio }))),
  );
  return {
    themes: 4,
    sizes: [...sizes, ...ratios.map((ratio) => ({ width: equalWidth, zoom: 100, ratio }))],
    ratios,
    isClose: ({ theme, zoom, ratio }) => theme === 'dark' && zoom === 100 && ratios.includes(ratio),
    isListed: ({ width }) => width !== equalWidth,
    closely: (name, inverted) => ({
      steps: Array.from({ length: steps }, (_, step) => step + 1),
      seeds: () => [seed],
      inverted,
      file: kept(name),
    }),
    coarsely: { steps: [2, 4], seeds: ({ name }) => (telling.has(name) ? [seed] : []), inverted: false },
    drawings: { rooms: [240, 400], ratios, borders: [1, 2, 3, 4, 6], seeds: [seed] },
    thresholdSeeds: Array.from({ length: 4 }, (_, count) => seed + count),
  };
}

/** A glance at everything, for whoever works at it. */
export function quickPlan(seed: number): Plan {
  const ratios = [1];
  return {
    ...fullPlan(seed),
    themes: 1,
    ratios,
    sizes: [240, equalWidth, 800].map((width) => ({ width, zoom: 100, ratio: 1 })),
    closely: (_, inverted) => ({ steps: [3], seeds: () => [seed], inverted }),
    coarsely: { steps: [2], seeds: () => [seed], inverted: false },
    drawings: { rooms: [240], ratios, borders: [2, 4], seeds: [seed] },
    thresholdSeeds: [seed],
  };
}

function kept(name: string): (distortion: Distortion, step: number) => string | undefined {
  const file = name.replace(/[^a-z0-9.]+/gi, '-');
  return ({ name: distortion }, step) =>
    distortion === 'hand-held' && step % 2 === 0 ? path.join(folder, `${file}-step-${step}.png`) : undefined;
}
