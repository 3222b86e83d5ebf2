import type { Chart } from '../report/section';
import { distortions } from './conditions';
import type { Seen } from './seen';
import { only, shareRead } from './sweep';

/** The pictures of the section. */
export function cameraCharts(all: readonly Seen[]): readonly Chart[] {
  return [bars(all), lines(all)];
}

function bars(all: readonly Seen[]): Chart {
  const groups = [...new Set(all.map(({ name }) => name))];
  const ratios = [...new Set(all.map(({ ratio }) => ratio))];
  const share = (name: string, ratio: number): number | undefined => {
    const seen = all.find((each) => each.name === name && each.ratio === ratio);
    const found = seen && shareRead(seen.samples);
    return found === undefined ? undefined : Math.round(found * 100);
  };
  const told = groups.map(
    (name) => `${name} ${ratios.map((ratio) => `${share(name, ratio) ?? '–'} %`).join(' and ')}`,
  );
  return {
    kind: 'bars',
    file: 'camera-share',
    title: 'Read by a camera',
    alt: `Share of looks that found the code, at pixel ratios ${ratios.join(' and ')}: ${told.join('; ')}.`,
    axis: 'share of looks that found the code, in %',
    groups,
    series: ratios.map((ratio) => ({
      name: `pixel ratio ${ratio}`,
      values: groups.map((name) => share(name, ratio)),
    })),
  };
}

/** Few enough lines to be told apart. */
const shown = /^(the panel|Evolution|256 px PNG, level M, dark|.*dark terminal, line height 1\.0)/;

function lines(all: readonly Seen[]): Chart {
  const handHeld = distortions.at(-1)?.name ?? '';
  const series = all
    .filter(({ name, ratio }) => ratio === 1 && shown.test(name))
    .map(({ name, samples }) => {
      const own = only(samples, handHeld);
      const steps = [...new Set(own.map(({ step }) => step))].sort((a, b) => a - b);
      const points = steps.map((step): readonly [number, number] => [
        step,
        Math.round(100 * (shareRead(own.filter((sample) => sample.step === step)) ?? 0)),
      ]);
      return { name, points };
    });
  const ends = series.map(({ name, points }) => {
    const last = points.filter(([, share]) => share > 0).at(-1);
    return `${name} ${last ? `up to step ${last[0]}` : 'never'}`;
  });
  return {
    kind: 'lines',
    file: 'camera-hand-held',
    title: 'How far each is read when everything gets worse at once',
    alt: `Share read against the steps of the ${handHeld} distortion, pixel ratio 1. Read by at least one reader: ${ends.join('; ')}.`,
    xTitle: 'step',
    yTitle: 'share of looks that found the code, in %',
    series,
  };
}
