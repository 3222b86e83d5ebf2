import type { Chart } from '../report/section';
import { distortions } from './conditions';
import type { RenderingResult } from './renderingresult';
import { ofDistortion, shareRead } from './sweep';

/** The charts of the section. */
export function cameraCharts(all: readonly RenderingResult[]): readonly Chart[] {
  return [bars(all), lines(all)];
}

function bars(all: readonly RenderingResult[]): Chart {
  const groups = [...new Set(all.map(({ name }) => name))];
  const ratios = [...new Set(all.map(({ ratio }) => ratio))];
  const share = (name: string, ratio: number): number | undefined => {
    const result = all.find((each) => each.name === name && each.ratio === ratio);
    const found = result && shareRead(result.samples);
    return found === undefined ? undefined : Math.round(found * 100);
  };
  const descriptions = groups.map(
    (name) => `${name} ${ratios.map((ratio) => `${share(name, ratio) ?? '–'} %`).join(' and ')}`,
  );
  return {
    kind: 'bars',
    file: 'camera-share',
    title: 'Codes read by the camera',
    alt: `Share of readings that found the code, at pixel ratios ${ratios.join(' and ')}: ${descriptions.join('; ')}.`,
    axis: 'share of readings that found the code, in %',
    groups,
    series: ratios.map((ratio) => ({
      name: `pixel ratio ${ratio}`,
      values: groups.map((name) => share(name, ratio)),
    })),
  };
}

/** Few enough lines to distinguish them. */
const shownAsLine = /^(the panel|Evolution|256 px PNG, level M, dark|.*dark terminal, line height 1\.0)/;

function lines(all: readonly RenderingResult[]): Chart {
  const handHeld = distortions.at(-1)?.name ?? '';
  const series = all
    .filter(({ name, ratio }) => ratio === 1 && shownAsLine.test(name))
    .map(({ name, samples }) => {
      const handHeldSamples = ofDistortion(samples, handHeld);
      const steps = [...new Set(handHeldSamples.map(({ step }) => step))].sort((a, b) => a - b);
      const points = steps.map((step): readonly [number, number] => [
        step,
        Math.round(100 * (shareRead(handHeldSamples.filter((sample) => sample.step === step)) ?? 0)),
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
    title: 'Share read when all distortions grow together',
    alt: `Share read at each step of the ${handHeld} distortion, pixel ratio 1. Read by at least one reader: ${ends.join('; ')}.`,
    xTitle: 'step',
    yTitle: 'share of readings that found the code, in %',
    series,
  };
}
