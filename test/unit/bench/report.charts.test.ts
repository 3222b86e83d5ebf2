import assert from 'node:assert/strict';
import sharp from 'sharp';
import { svg } from '../../bench/report/charts';
import { colors, gap, rule, seriesColors } from '../../bench/report/palette';
import type { BarChart, LineChart } from '../../bench/report/section';

const bars: BarChart = {
  kind: 'bars',
  file: 'bars',
  title: 'Time <to> a "code" & more',
  alt: 'A & B are <close>.',
  axis: 'ms',
  groups: ['at once', 'after 300 ms'],
  series: [
    { name: 'ours', values: [412, 433] },
    { name: 'bare call', values: [4.2, undefined] },
  ],
};
const lines: LineChart = {
  kind: 'lines',
  file: 'lines',
  title: 'Share read',
  alt: 'Ours goes furthest.',
  xTitle: 'step',
  yTitle: 'share',
  series: ['ours', 'theirs'].map((name, index) => ({
    name,
    points: Array.from({ length: 8 }, (_, step) => [step + 1, 1 - step / (10 - 2 * index)] as const),
  })),
};
const dead: BarChart = {
  kind: 'bars',
  file: 'dead',
  title: 'Dead',
  alt: 'Dead.',
  axis: 's',
  logarithmic: true,
  groups: ['none', 'few', 'many'],
  series: [{ name: 'mean', values: [0, 2.9, 80] }],
};

/** Texts in the order in which they are drawn. */
function texts(picture: string): readonly string[] {
  return Array.from(picture.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text = '']) => text);
}

/** Lengths of the bars in the color of that series. */
function lengths(picture: string, series: number): readonly number[] {
  const fill = seriesColors[series]?.light ?? '';
  const bar = new RegExp(`<path d="M[\\d.]+ [\\d.]+l([\\d.]+) 0l0 [\\d.]+l[^"]*" fill="${fill}"`, 'g');
  return Array.from(picture.matchAll(bar), ([, length]) => Number(length));
}

/** In how many columns of the plot, without legend, the color is found beside what marks the points. */
async function painted(picture: string, color: string): Promise<number> {
  // Text is left out too: looking for fonts would take seconds.
  const other = /<path [^>]*transform="matrix[^>]*><\/path>|<text.*?<\/text>/g;
  const image = sharp(Buffer.from(picture.replace(other, ''))).flatten({ background: '#ffffff' });
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const columns = new Set<number>();
  for (let pixel = 0; pixel < info.width * info.height; pixel++) {
    const column = pixel % info.width;
    // The legend of lines stands at the right, that of bars above.
    if (column > 560 || pixel / info.width < 80) continue;
    if (wanted.every((part, at) => Math.abs(part - (data[3 * pixel + at] ?? 0)) < 8)) columns.add(column);
  }
  return columns.size;
}

describe('charts of the bench', () => {
  for (const chart of [bars, lines, dead]) {
    it(`${chart.file}: is complete in itself and loads nothing`, () => {
      const picture = svg(chart);
      assert.match(picture, /^<svg [^>]* role="img" aria-labelledby="title desc">\n<title id="title">/);
      assert.doesNotMatch(
        picture.replace('xmlns="http://www.w3.org/2000/svg"', ''),
        /https?:|href|<script|@import|url\((?!#)|<foreignObject/,
      );
      assert.match(picture, /@media \(prefers-color-scheme:dark\)/);
      assert.ok(Buffer.byteLength(picture) < 40_000);
    });

    it(`${chart.file}: the same bytes for the same figures`, () => {
      assert.equal(svg(chart), svg(structuredClone(chart)));
    });

    it(`${chart.file}: has a dark variant of every color`, () => {
      const used = svg(chart)
        .replace(/<style>.*?<\/style>/s, '')
        .matchAll(/(?:fill|stroke)="(?!none|url)([^"]*)"/g);
      for (const [, color] of used)
        assert.ok(
          colors.some(({ light }) => light === color),
          color,
        );
    });
  }

  it('draws bars and lines inside the chart', async () => {
    const long = bars.series.map(({ name }) => ({ name, values: [300, 400] }));
    for (const chart of [{ ...bars, series: long }, lines]) {
      const [ours = 0, theirs = 0] = await Promise.all(
        [0, 1].map((series) => painted(svg(chart), seriesColors[series]?.light ?? '')),
      );
      assert.ok(ours > 20 && theirs > 20, `${chart.file}: ${ours} and ${theirs} columns`);
    }
  });

  it('escapes title, description and names', () => {
    const picture = svg({ ...bars, groups: ['<script>', '\u0007 \ud800 "x"'] });
    assert.match(picture, /<title id="title">Time &lt;to&gt; a &quot;code&quot; &amp; more<\/title>/);
    assert.match(picture, /<desc id="desc">A &amp; B are &lt;close&gt;\.<\/desc>/);
    assert.ok(texts(picture).includes('&lt;script&gt;'));
    assert.ok(texts(picture).includes('\u{FFFD} \u{FFFD} &quot;x&quot;'));
  });

  it('labels each bar with its value, or as not measured', () => {
    const picture = svg(bars);
    for (const label of ['412', '433', '4.2', 'not measured'])
      assert.ok(texts(picture).includes(label), label);
    assert.equal(lengths(picture, 0).length, 2);
    assert.equal(lengths(picture, 1).length, 1);
  });

  it('draws no bar for zero on a logarithmic axis, and equal lengths for equal ratios', () => {
    const picture = svg(dead);
    assert.ok(texts(picture).includes('0'));
    assert.equal(lengths(picture, 0).length, 2);
    const [one = 0, two = 0, three = 0] = lengths(
      svg({ ...dead, groups: ['a', 'b', 'c'], series: [{ name: 'x', values: [10, 100, 1_000] }] }),
      0,
    );
    assert.ok(Math.abs(two - 2 * one) <= 0.2 && Math.abs(three - 3 * one) <= 0.2, `${one}, ${two}, ${three}`);
  });

  it('shows 0 if everything is zero on a logarithmic axis', () => {
    const picture = svg({ ...dead, series: [{ name: 'mean', values: [0, 0, 0] }] });
    assert.equal(lengths(picture, 0).length, 0);
    assert.ok(!texts(picture).some((text) => text.includes('logarithmic')));
  });

  it('draws something without any figures', () => {
    assert.match(svg({ ...bars, series: [{ name: 'none', values: [] }] }), /not measured/);
    assert.match(svg({ ...lines, series: [] }), /Share read/);
  });

  it('refuses more series than a reader can tell apart', () => {
    const series = Array.from({ length: 9 }, (_, index) => ({ name: `${index}`, values: [1, 2] }));
    assert.throws(() => svg({ ...bars, series }), RangeError);
  });
});

describe('the colors of the charts', () => {
  const grounds = { light: ['#ffffff', '#f6f8fa'], dark: ['#0d1117', '#1f1f1f'] } as const;
  for (const [index, color] of colors.entries()) {
    if (color === rule || color === gap) continue;
    const least = seriesColors.includes(color) ? 3 : 4.5;
    it(`number ${index} stands out from the page by ${least}`, () => {
      for (const scheme of ['light', 'dark'] as const) {
        for (const ground of grounds[scheme]) {
          const ratio = contrast(color[scheme], ground);
          assert.ok(ratio >= least, `${color[scheme]} on ${ground}: ${ratio}`);
        }
      }
    });
  }
});

/** As WCAG 2 reckons it. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
