import { grouped } from '../properties/seed';
import type { Resources } from './resources';
import type { Statistics } from './soak';

/** The results of soaks, and the resources of the process before and after them, as lines. */
export function table(soaks: readonly Statistics[], stock: readonly Resources[]): string[] {
  const count = (of: (each: Statistics) => number) => soaks.map((each) => grouped(of(each)));
  const values = (of: (each: Resources) => number) => stock.map((each) => grouped(of(each)));
  return [
    line('', [...soaks.map(({ pairings }) => `${pairings} at once`)]),
    line(
      'seconds',
      count(({ seconds }) => Math.round(seconds)),
    ),
    line(
      'rotations',
      count(({ rotations }) => rotations),
    ),
    line(
      'pairings started',
      count(({ pairingsStarted }) => pairingsStarted),
    ),
    line(
      'requests',
      count(({ requests }) => requests),
    ),
    line(
      'faults',
      count(({ faults }) => faults),
    ),
    line(
      'codes shown',
      count(({ shown }) => shown),
    ),
    line('missed, of expected', [
      ...soaks.map(({ missed, undisturbed }) => `${missed}, ${grouped(undisturbed)}`),
    ]),
    line('covered late, ms', [...soaks.map(({ late }) => late.toFixed(1))]),
    line('over the shortest gap, ms', [...soaks.map(({ smallestMargin }) => smallestMargin.toFixed(1))]),
    line(
      'longest gap, ms',
      count(({ longestGap }) => Math.round(longestGap)),
    ),
    line(
      'violations',
      count(({ violations }) => violations.length),
    ),
    line(
      'moved by the machine',
      count(({ excused }) => excused),
    ),
    line('', ['before', 'after']),
    line(
      'heap, bytes',
      values(({ heap }) => heap),
    ),
    line(
      'thereof data, bytes',
      values(({ data }) => data),
    ),
    line(
      'timers',
      values(({ timers }) => timers),
    ),
    line(
      'sockets',
      values(({ sockets }) => sockets),
    ),
    line(
      'listeners',
      values(({ listeners }) => listeners),
    ),
  ];
}

function line(name: string, cells: readonly string[]): string {
  return [name.padEnd(24), ...cells.map((cell) => cell.padStart(14))].join('');
}
