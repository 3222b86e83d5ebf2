import type { Progress, Section, Table } from '../report/section';
import { randomFrom } from './random';
import type { Statistics } from './figures';
import { statisticsOf } from './figures';
import { pairWhatsApp } from './product';
import type { RealRun } from './realrun';
import { realRun } from './realrun';
import type { PairingRecord } from './record';
import { plainManner } from './gateway';
import { watchTime } from './scenario';
import { spread } from './summary';
import { formatNumber } from './format';

/** Runs one session in a real VS Code, and the same session in the simulation. */
export async function confirmLife(progress: Progress): Promise<Section> {
  const real = await realRun(progress);
  const simulated = await simulate(real);
  const { lifetime, record, roundTrips, edition } = real;
  const phase = formatNumber((record.begins - lifetime.ready) / 1_000, 3);
  const median = formatNumber(spread(roundTrips).median, 3);
  return {
    title: 'Lifetime of a QR code: one session in VS Code',
    paragraphs: [
      `One session of ${(lifetime.end - lifetime.ready) / 1_000} s in ${edition}, at real speed, with the packaged extension and a stand-in gateway with \`expiry\`. The panel was open and recorded when *Restart and show code* started the session. The first request for a code arrived ${phase} s after the gateway issued the first code, and the median round trip was ${median} s. Each change of the page’s picture was recorded as the document changed; the screen follows with the next frame. ZXing read from each picture which code it shows.`,
      'The simulation runs a pairing that begins at the same moment of the same session, with equally short round trips. The difference between the two is the time that timers, messages and drawing take.',
    ],
    tables: [
      {
        caption: 'One session, real and simulated',
        columns: [
          'run',
          'expired code on screen, s',
          'longest without a break, s',
          'valid code not on screen, s',
          'new code shown after, median s',
          'after, max. s',
          'codes never shown',
          'requests',
          'closer than 5 s',
        ],
        rows: [
          ['VS Code', ...cells(statisticsOf(lifetime, record))],
          ['simulation', ...cells(statisticsOf(lifetime, simulated))],
        ],
      },
      codeTable(real, simulated),
    ],
    charts: [],
  };
}

/** Simulates the same session. It begins with a restart, as the real one does, so that the first request for a code arrives at the same moment. */
async function simulate({ lifetime, record, roundTrips }: RealRun): Promise<PairingRecord> {
  const trip = 2 * Math.max(Math.round((spread(roundTrips).median ?? 0) * 500), 1);
  return await pairWhatsApp()({
    lifetime,
    begins: record.begins - trip,
    latest: lifetime.end + watchTime.afterEnd,
    expiry: true,
    clockOffset: 0,
    dateOffset: 0,
    manner: plainManner,
    restarts: true,
    restartTime: 0,
    meanDelay: trip,
    random: randomFrom(1),
    trips: () => () => ({ there: 0, back: trip }),
  });
}

function cells({
  expired,
  longestExpired,
  notShown,
  delays,
  neverShown,
  requests,
  closeRequests,
}: Statistics): readonly string[] {
  const { median, max } = spread(delays);
  return [
    formatNumber(expired / 1_000, 3),
    formatNumber(longestExpired / 1_000, 3),
    formatNumber(notShown / 1_000),
    formatNumber(median),
    formatNumber(max),
    `${neverShown}`,
    `${requests}`,
    `${closeRequests}`,
  ];
}

/** When each code appeared and disappeared. */
function codeTable({ lifetime, record }: RealRun, simulated: PairingRecord): Table {
  const [shownAt, removedAt] = [
    ({ displays }: PairingRecord, code: number) => displays.find((each) => each.code === code)?.from,
    ({ displays }: PairingRecord, code: number) => displays.findLast((each) => each.code === code)?.until,
  ];
  const after = (end: number | undefined, since: number): string =>
    end === undefined ? '–' : formatNumber((end - since) / 1_000, 3);
  return {
    caption: 'Each code of this session, in seconds',
    columns: [
      'code',
      'issued at',
      'shown after, VS Code',
      'shown after, simulation',
      'removed after its expiry, VS Code',
      'removed after its expiry, simulation',
    ],
    rows: lifetime.codes.map((code, index) => [
      `${index + 1}`,
      formatNumber((code.from - lifetime.ready) / 1_000, 0),
      after(shownAt(record, index), code.from),
      after(shownAt(simulated, index), code.from),
      after(removedAt(record, index), code.until),
      after(removedAt(simulated, index), code.until),
    ]),
  };
}
