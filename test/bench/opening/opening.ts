import type { Chart, Progress, Section, Table } from '../report/section';
import { median, ratio, spread, spreadText } from './figures';
import type { Measured, Opening } from './rounds';
import { runRounds } from './rounds';
import { delays, TimedWindow } from './window';

const defaultRounds = 20;

/** Measures how long it takes from accepting the command to a code that can be scanned, beside what it can't undercut. */
export async function measureOpening(
  { rounds = defaultRounds }: { rounds?: number },
  progress: Progress,
): Promise<Section> {
  progress('Opening: starting VS Code');
  const window = await TimedWindow.open();
  try {
    const opening = await runRounds(window, rounds, progress);
    return sectionOf(opening, rounds, window.world.server.version);
  } finally {
    await window.close();
  }
}

/** The section that tells what was measured. */
export function sectionOf(opening: Opening, rounds: number, version: string): Section {
  const reads = opening.measured.map(({ read }) => read);
  const [found, tried] = [
    reads.reduce((sum, each) => sum + each.found, 0),
    reads.reduce((sum, each) => sum + each.tried, 0),
  ];
  return {
    title: 'Time to a scannable code',
    paragraphs: [
      `VS Code ${version} in a browser, ${rounds} tries of each kind, in turn. Time runs from the key press that runs the command (token and instance ID known) until the frame after the one that has the code: the code’s picture is in the panel’s page, its styles are there, and the editor shows the page.`,
      'Cold: the window was just loaded and left alone until it was up, no panel was open in it before, and the extension had done nothing yet but activate. Warm: a panel was open in the window before and was closed. The browser’s cache is warm in both.',
      'The floor is the panel of an extension that does nothing but open one with a line of text, by the same kind of key press. The bare call is the same request to the same stand-in gateway, made by Node’s `fetch` outside of the editor. Goal: at most 1.10 × the larger of the two, and never their sum.',
      `A reader (ZXing-C++) found the gateway’s live code in ${found} of ${tried} screenshots, one of each kind.`,
    ],
    tables: [times(opening), calls(opening)],
    charts: [chart(opening)],
  };
}

function times({ measured, floor, bare }: Opening): Table {
  return {
    caption: 'From the key press to the pixels in ms: median (quartiles)',
    columns: ['window, gateway’s delay', 'ours', 'floor', 'bare call', 'ours ÷ the larger', 'floor + call'],
    rows: measured.map((each) => {
      const [panel, call] = [spread(floor[each.state]), spread(bare.get(each.delay) ?? [])];
      const ours = spread(each.ours);
      return [
        nameOf(each),
        spreadText(ours),
        spreadText(panel),
        spreadText(call),
        ratio(ours.median, panel.median, call.median).toFixed(2),
        (panel.median + call.median).toFixed(0),
      ];
    }),
  };
}

function calls({ measured }: Opening): Table {
  return {
    caption: 'From the key press to the arrival of the call at the gateway in ms: median (quartiles)',
    columns: ['window, gateway’s delay', 'the call arrives after'],
    rows: measured.map((each) => [nameOf(each), spreadText(spread(each.call))]),
  };
}

function chart({ measured, floor, bare }: Opening): Chart {
  const series = [
    { name: 'Pair WhatsApp', values: measured.map(({ ours }) => median(ours)) },
    { name: 'empty panel', values: measured.map(({ state }) => median(floor[state])) },
    { name: 'bare call', values: measured.map(({ delay }) => median(bare.get(delay) ?? [])) },
  ];
  const told = measured.map((each, index) => {
    const [ours, panel, call] = series.map(({ values }) => Math.round(values[index] ?? 0));
    return `${nameOf(each)}: ${ours} ms, empty panel ${panel} ms, bare call ${call} ms`;
  });
  return {
    kind: 'bars',
    file: 'opening',
    title: 'From the command to a scannable code',
    alt: `Bars of median times with gateways that answer after ${delays.join(', ')} ms. ${told.join('. ')}.`,
    axis: 'median in ms',
    groups: measured.map(nameOf),
    series,
  };
}

function nameOf({ state, delay }: Pick<Measured, 'state' | 'delay'>): string {
  return `${state}, ${delay} ms`;
}
