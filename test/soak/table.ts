import { grouped } from '../properties/seed';
import type { Resources } from './resources';
import type { Statistics } from './soak';

/** What came of soaks, and what the process held before and after them, in lines. */
export function table(soaks: readonly Statistics[], stock: readonly Resources[]): string[] {
  const count = (of: (each: Statistics) => number) => soaks.map((each) => grouped(of(each)));
  const held = (of: (each: Resources) => number) => stock.map((each) => grouped(of(each)));
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
      'attempts begun',
      count(({ attempts }) => attempts),
    ),
    line(
      'calls',
      count(({ requests }) => requests),
    ),
    line(
      'faults met',
      count(({ faults }) => faults),
    ),
    line(
      'codes shown',
      count(({ shown }) => shown),
    ),
    line('missed, of those due', [...soaks.map(({ missed, quiet }) => `${missed}, ${grouped(quiet)}`)]),
    line('covered late by ms', [...soaks.map(({ late }) => late.toFixed(1))]),
    line(
      'shortest gap, ms',
      count(({ shortest }) => Math.round(shortest)),
    ),
    line(
      'longest rest, ms',
      count(({ longest }) => Math.round(longest)),
    ),
    line(
      'violations',
      count(({ violations }) => violations.length),
    ),
    line(
      'given up, arrived late',
      count(({ excused }) => excused),
    ),
    line('', ['before', 'after']),
    line(
      'heap, bytes',
      held(({ heap }) => heap),
    ),
    line(
      'of that data, bytes',
      held(({ data }) => data),
    ),
    line(
      'timers',
      held(({ timers }) => timers),
    ),
    line(
      'sockets',
      held(({ sockets }) => sockets),
    ),
    line(
      'listeners',
      held(({ listeners }) => listeners),
    ),
  ];
}

function line(name: string, cells: readonly string[]): string {
  return [name.padEnd(24), ...cells.map((cell) => cell.padStart(14))].join('');
}
