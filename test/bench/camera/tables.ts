import type { Table } from '../report/section';
import { distortions } from './conditions';
import { readerNames } from './readers';
import type { Seen } from './seen';
import { firstFailure, only, shareRead } from './sweep';
import { percent, pixels, stepText } from './wording';

/** Share read of each rendering, by distortion. */
export function shareTable(all: readonly Seen[]): Table {
  return {
    caption: 'Share of looks that found the code: all steps, seeds and readers',
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
      ...distortions.map((distortion) => percent(shareRead(only(samples, distortion.name)))),
      percent(shareRead(samples)),
      percent(shareRead(samples, 'plain')),
    ]),
  };
}

/** Where each rendering begins to fail. */
export function failureTable(all: readonly Seen[]): Table {
  const last = distortions.at(-1)?.name ?? '';
  return {
    caption: 'First step with a photograph that no reader reads; for hand-held also by reader',
    columns: [
      'Rendering',
      'Ratio',
      ...distortions.map(({ name }) => name),
      ...readerNames.map((name) => `${last}: ${name}`),
    ],
    rows: all.map(({ name, ratio, samples }) => [
      name,
      String(ratio),
      ...distortions.map((distortion) => stepText(firstFailure(only(samples, distortion.name)))),
      ...readerNames.map((reader) => stepText(firstFailure(only(samples, last), reader))),
    ]),
  };
}

/** What the steps of the distortions mean. */
export function stepsTable(): Table {
  const width = Math.max(...distortions.map(({ levels }) => levels.length));
  return {
    caption: 'What the steps mean',
    columns: ['Distortion', 'Unit', ...Array.from({ length: width }, (_, step) => String(step + 1))],
    rows: distortions.map(({ name, unit, levels }) => [name, unit, ...levels.map(String)]),
  };
}
