import type { Table } from '../report/section';
import { distortions } from './conditions';
import type { Seen } from './seen';
import type { Sample } from './sweep';
import { only, shareRead } from './sweep';
import { percent } from './wording';

/** Photographs that some reader reads of the other and none of ours, under the same conditions and seed. */
export function lost(ours: Seen, other: Seen): readonly Sample[] {
  return other.samples.filter(
    ({ distortion, step, seed, reading }) =>
      reading.best.length > 0 &&
      ours.samples.some(
        (mine) =>
          mine.distortion === distortion &&
          mine.step === step &&
          mine.seed === seed &&
          mine.reading.best.length === 0,
      ),
  );
}

/** The panel of ours that gives the code the same room on the same screen, or the nearest. */
export function peerOf(other: Seen, all: readonly Seen[]): Seen | undefined {
  return all
    .filter(({ ours, ratio }) => ours && ratio === other.ratio)
    .sort((a, b) => Math.abs(a.room - other.room) - Math.abs(b.room - other.room))[0];
}

/** Ours beside each other at the same room, and every place where the other is read and ours is not. */
export function comparisonTable(all: readonly Seen[]): Table {
  const rows = all
    .filter(({ ours }) => !ours)
    .flatMap((other) => {
      const ours = peerOf(other, all);
      return ours ? [row(ours, other)] : [];
    });
  return {
    caption: 'Ours beside the others in the same room, or the nearest to it that was measured',
    columns: [
      'The other',
      'Ratio',
      'Its room',
      'Ours',
      'Our room',
      'Read',
      'Ours read',
      'Read where ours is not',
    ],
    rows,
  };
}

function row(ours: Seen, other: Seen): readonly string[] {
  const places = lost(ours, other);
  const told = distortions.flatMap(({ name }) => {
    const there = only(places, name);
    if (there.length === 0) return [];
    const steps = [...new Set(there.map(({ step }) => step))].sort((a, b) => a - b);
    const readers = [...new Set(there.flatMap(({ reading }) => reading.best))];
    return [`${name} ${steps.join(', ')} (${readers.join(', ')})`];
  });
  return [
    other.name,
    String(other.ratio),
    `${Math.round(other.room)} px`,
    ours.name,
    `${Math.round(ours.room)} px`,
    percent(shareRead(other.samples)),
    percent(shareRead(ours.samples)),
    told.length === 0 ? 'nowhere' : told.join('; '),
  ];
}
