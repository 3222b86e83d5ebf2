import type { Chart, Progress, Section, Table } from '../report/section';
import { profileTable, runProfiles } from './profiling';
import { median, ratio, spread, spreadText } from './figures';
import type { Measurement, Opening } from './rounds';
import { runRounds } from './rounds';
import { delays, TimedWindow } from './window';

const defaultRounds = 20;
const maxProfiles = 5;

/** Measures the time from a command to a scannable QR code, next to the two times that it can’t go below. */
export async function measureOpening(
  { rounds = defaultRounds }: { rounds?: number },
  progress: Progress,
): Promise<Section> {
  progress('Opening: starting VS Code');
  const window = await TimedWindow.open();
  try {
    const opening = await runRounds(window, rounds, progress);
    const section = sectionOf(opening, rounds, window.world.server.version);
    const profiles = await runProfiles(window, Math.min(rounds, maxProfiles), progress);
    return { ...section, tables: [...section.tables, profileTable(profiles)] };
  } finally {
    await window.close();
  }
}

/** The report’s section with these figures. */
export function sectionOf(opening: Opening, rounds: number, version: string): Section {
  const reads = opening.measurements.map(({ read }) => read);
  const [found, tried] = [
    reads.reduce((sum, each) => sum + each.found, 0),
    reads.reduce((sum, each) => sum + each.tried, 0),
  ];
  return {
    title: 'Time to a scannable code',
    paragraphs: [
      `VS Code ${version} in a browser, ${rounds} runs of each kind, in turn. The time starts with the key press that runs the command (token and instance ID are known). It ends with the frame after the one that shows the code: the code’s picture and the styles are in the panel’s page, and the editor shows the page.`,
      'Cold: the window was just loaded and had time to finish starting, no panel was open in it before, and the extension had done nothing except activate. Warm: a panel was open in the window before and was closed. The browser’s cache is warm in both cases.',
      'The empty panel belongs to an extension that only opens a panel with one line of text, by the same kind of key press. The bare request is the same request to the same stand-in gateway, sent by Node’s `fetch` outside of the editor. Goal: at most 1.10 × the larger of the two, and never their sum.',
      'The profiles are recorded after the timed runs, every 0.2 ms, which slows what is profiled. What Node and the browser do counts for the code that calls them. The extension is Pair WhatsApp in one column and the empty panel’s in the other; the editor’s code includes its `fetch` and its frame around the page.',
      `A reader (ZXing-C++) found the gateway’s current code in ${found} of ${tried} screenshots, one of each kind.`,
    ],
    tables: [timesTable(opening), stagesTable(opening)],
    charts: [chart(opening)],
  };
}

function timesTable({ measurements, emptyPanel, bareRequest }: Opening): Table {
  return {
    caption: 'From the key press to the code on the screen in ms: median (quartiles)',
    columns: [
      'window, gateway’s delay',
      'Pair WhatsApp',
      'empty panel',
      'bare request',
      'Pair WhatsApp ÷ the larger',
      'empty panel + request',
    ],
    rows: measurements.map((each) => {
      const [panel, request] = [spread(emptyPanel[each.state]), spread(bareRequest.get(each.delay) ?? [])];
      const pairWhatsApp = spread(each.pairWhatsApp);
      return [
        nameOf(each),
        spreadText(pairWhatsApp),
        spreadText(panel),
        spreadText(request),
        ratio(pairWhatsApp.median, panel.median, request.median).toFixed(2),
        (panel.median + request.median).toFixed(0),
      ];
    }),
  };
}

function stagesTable({ measurements }: Opening): Table {
  return {
    caption: 'Where the time goes: after the key press, in ms: median (quartiles)',
    columns: [
      'window, gateway’s delay',
      'the request arrives at the gateway',
      'the panel has its document',
      'from the later of document and answer to the code',
    ],
    rows: measurements.map((each) => [
      nameOf(each),
      spreadText(spread(each.request)),
      spreadText(spread(each.document)),
      spreadText(spread(remainders(each))),
    ]),
  };
}

/** What is left, in ms, once there is both the panel’s document and the gateway’s answer. */
function remainders({ pairWhatsApp, request, document, delay }: Measurement): readonly number[] {
  return pairWhatsApp.map(
    (code, index) => code - Math.max(document[index] ?? 0, (request[index] ?? 0) + delay),
  );
}

function chart({ measurements, emptyPanel, bareRequest }: Opening): Chart {
  const series = [
    { name: 'Pair WhatsApp', values: measurements.map(({ pairWhatsApp }) => median(pairWhatsApp)) },
    { name: 'empty panel', values: measurements.map(({ state }) => median(emptyPanel[state])) },
    { name: 'bare request', values: measurements.map(({ delay }) => median(bareRequest.get(delay) ?? [])) },
  ];
  const descriptions = measurements.map((each, index) => {
    const [pairWhatsApp, panel, request] = series.map(({ values }) => Math.round(values[index] ?? 0));
    return `${nameOf(each)}: ${pairWhatsApp} ms, empty panel ${panel} ms, bare request ${request} ms`;
  });
  return {
    kind: 'bars',
    file: 'opening',
    title: 'From the command to a scannable code',
    alt: `Bars of median times with gateways that answer after ${delays.join(', ')} ms. ${descriptions.join('. ')}.`,
    axis: 'median in ms',
    groups: measurements.map(nameOf),
    series,
  };
}

function nameOf({ state, delay }: Pick<Measurement, 'state' | 'delay'>): string {
  return `${state}, ${delay} ms`;
}
