import type { Progress, Section, Table } from '../report/section';
import { chanceOf } from './chance';
import type { Statistics } from './figures';
import { statisticsOf } from './figures';
import { ours } from './ours';
import type { RealRun } from './realrun';
import { realRun } from './realrun';
import type { Story } from './story';
import { spread } from './summary';
import { statistic } from './tables';

/** Lets one session live in front of a real VS Code, and the same one in the simulation. */
export async function confirmLife(progress: Progress): Promise<Section> {
  const real = await realRun(progress);
  const simulated = await again(real);
  const { life, story, took, edition } = real;
  const phase = statistic((story.begins - life.ready) / 1_000, 3);
  const median = statistic(spread(took).median, 3);
  return {
    title: 'Life of a code: one session in VS Code',
    paragraphs: [
      `One session of ${(life.end - life.ready) / 1_000} s in ${edition}, at real speed, with the packed extension and a stand-in gateway with \`expiry\`: the panel was open and watched when *Restart and show code* began the session; the first question for a code came ${phase} s after its birth, and answers took ${median} s (median). Each change of the page’s picture was noted as it came into the document; its pixels follow with the next frame. Which code a picture holds was read from it by ZXing.`,
      'Beside it, the simulation of a pairing that begins at the same moment of the same life, with ways as short as those. What is left between the two is the time that timers, messages and drawing take.',
    ],
    tables: [
      {
        caption: 'One session, real and simulated',
        columns: [
          'run',
          'dead code, s',
          'dead on end, most s',
          'live code not shown, s',
          'new code shown after, median s',
          'after, most s',
          'codes never shown',
          'requests',
          'closer than 5 s',
        ],
        rows: [
          ['VS Code', ...cells(statisticsOf(life, story))],
          ['simulation', ...cells(statisticsOf(life, simulated))],
        ],
      },
      codeTable(real, simulated),
    ],
    charts: [],
  };
}

/** The simulation of the same session. */
async function again({ life, story, took }: RealRun): Promise<Story> {
  const trip = Math.max(Math.round((spread(took).median ?? 0) * 500), 1);
  return await ours()({
    ...{ life, begins: story.begins, expiry: true, clockOff: 0, chance: chanceOf(1) },
    trips: () => () => ({ there: 0, back: 2 * trip }),
  });
}

function cells({ dead, worst, missing, delays, unseen, requests, close }: Statistics): readonly string[] {
  const { median, max } = spread(delays);
  return [
    statistic(dead / 1_000, 3),
    statistic(worst / 1_000, 3),
    statistic(missing / 1_000),
    statistic(median),
    statistic(max),
    `${unseen}`,
    `${requests}`,
    `${close}`,
  ];
}

/** When each code came and went. */
function codeTable({ life, story }: RealRun, simulated: Story): Table {
  const [from, until] = [
    ({ showings }: Story, code: number) => showings.find((each) => each.code === code)?.from,
    ({ showings }: Story, code: number) => showings.findLast((each) => each.code === code)?.until,
  ];
  const after = (then: number | undefined, since: number): string =>
    then === undefined ? '–' : statistic((then - since) / 1_000, 3);
  return {
    caption: 'Each code of that session, in seconds',
    columns: [
      'code',
      'born at',
      'shown after, VS Code',
      'shown after, simulation',
      'covered after its end, VS Code',
      'covered after its end, simulation',
    ],
    rows: life.codes.map((code, index) => [
      `${index + 1}`,
      statistic((code.from - life.ready) / 1_000, 0),
      after(from(story, index), code.from),
      after(from(simulated, index), code.from),
      after(until(story, index), code.until),
      after(until(simulated, index), code.until),
    ]),
  };
}
