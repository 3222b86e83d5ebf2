import type { Table } from '../report/section';
import { distortions } from './conditions';
import { readerNames } from './readers';
import type { RenderingResult } from './renderingresult';
import { firstFailure, ofDistortion, shareRead } from './sweep';
import { percent, pixels, stepText } from './wording';

/** The share read of each rendering, for each distortion. */
export function shareTable(all: readonly RenderingResult[]): Table {
  return {
    caption: 'Share of readings that found the code: all steps, seeds and readers',
    columns: [
      'Rendering',
      'Ratio',
      'Room (px)',
      ...distortions.map(({ name }) => name),
      'all',
      'all, without looking for white on black',
    ],
    rows: all.map(({ name, ratio, room, samples }) => [
      name,
      String(ratio),
      pixels(room),
      ...distortions.map((distortion) => percent(shareRead(ofDistortion(samples, distortion.name)))),
      percent(shareRead(samples)),
      percent(shareRead(samples, 'plain')),
    ]),
  };
}

/** The step at which each rendering fails first. */
export function failureTable(all: readonly RenderingResult[]): Table {
  const last = distortions.at(-1)?.name ?? '';
  return {
    caption: 'First step with a photograph that no reader could read; for hand-held also by reader',
    columns: [
      'Rendering',
      'Ratio',
      ...distortions.map(({ name }) => name),
      ...readerNames.map((name) => `${last}: ${name}`),
    ],
    rows: all.map(({ name, ratio, samples }) => [
      name,
      String(ratio),
      ...distortions.map((distortion) => stepText(firstFailure(ofDistortion(samples, distortion.name)))),
      ...readerNames.map((reader) => stepText(firstFailure(ofDistortion(samples, last), reader))),
    ]),
  };
}

/** The figures of the steps of each distortion. */
export function stepsTable(): Table {
  const width = Math.max(...distortions.map(({ levels }) => levels.length));
  return {
    caption: 'Meaning of the steps',
    columns: ['Distortion', 'Unit', ...Array.from({ length: width }, (_, step) => String(step + 1))],
    rows: distortions.map(({ name, unit, levels }) => [name, unit, ...levels.map(String)]),
  };
}
