import type { Table } from '../report/section';
import { distortions } from './conditions';
import type { RenderingResult } from './renderingresult';
import type { Sample } from './sweep';
import { ofDistortion, shareRead } from './sweep';
import { percent } from './wording';

/** Photographs in which at least one reader reads the other’s code and none reads the panel’s, with the same conditions and seed. */
export function missed(panel: RenderingResult, other: RenderingResult): readonly Sample[] {
  return other.samples.filter(
    ({ distortion, step, seed, reading }) =>
      reading.best.length > 0 &&
      panel.samples.some(
        (sample) =>
          sample.distortion === distortion &&
          sample.step === step &&
          sample.seed === seed &&
          sample.reading.best.length === 0,
      ),
  );
}

/** The picture of the panel with the same room on the same screen, or the closest. */
export function comparablePanel(
  other: RenderingResult,
  all: readonly RenderingResult[],
): RenderingResult | undefined {
  return all
    .filter(({ isPanel, ratio }) => isPanel && ratio === other.ratio)
    .sort((a, b) => Math.abs(a.room - other.room) - Math.abs(b.room - other.room))[0];
}

/** Compares each other rendering with the panel at the same room, and lists where only the other is read. */
export function comparisonTable(all: readonly RenderingResult[]): Table {
  const rows = all
    .filter(({ isPanel }) => !isPanel)
    .flatMap((other) => {
      const panel = comparablePanel(other, all);
      return panel ? [row(panel, other)] : [];
    });
  return {
    caption: 'The panel and the others with the same room, or the closest measured room',
    columns: [
      'Other',
      'Ratio',
      'Room of the other',
      'Panel',
      'Room of the panel',
      'Other read',
      'Panel read',
      'Only the other read at',
    ],
    rows,
  };
}

function row(panel: RenderingResult, other: RenderingResult): readonly string[] {
  const missedSamples = missed(panel, other);
  const descriptions = distortions.flatMap(({ name }) => {
    const samples = ofDistortion(missedSamples, name);
    if (samples.length === 0) return [];
    const steps = [...new Set(samples.map(({ step }) => step))].sort((a, b) => a - b);
    const readers = [...new Set(samples.flatMap(({ reading }) => reading.best))];
    return [`${name} ${steps.join(', ')} (${readers.join(', ')})`];
  });
  return [
    other.name,
    String(other.ratio),
    `${Math.round(other.room)} px`,
    panel.name,
    `${Math.round(panel.room)} px`,
    percent(shareRead(other.samples)),
    percent(shareRead(panel.samples)),
    descriptions.length === 0 ? 'none' : descriptions.join('; '),
  ];
}
