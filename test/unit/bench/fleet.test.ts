import assert from 'node:assert/strict';
import type { HostFigures } from '../../bench/cost/helper';
import { costPerPairing, momentTable } from '../../bench/fleet/atonce';
import { codesTable, sectionOf } from '../../bench/fleet/fleet';
import type { InARow } from '../../bench/fleet/inarow';
import { maxConcurrent, rowTable } from '../../bench/fleet/inarow';
import type { IssuedCode, CodeFigures } from '../../bench/fleet/codecheck';
import { checkCodes } from '../../bench/fleet/codecheck';
import { regularity } from '../../bench/fleet/regularity';
import type { ViewOpening } from '../../bench/fleet/openview';
import { groupThousands, openingRatios } from '../../bench/fleet/openview';
import type { Refresh } from '../../bench/fleet/refresh';
import { overBudget, perRequest, refreshTable, timeUntilAllChecked } from '../../bench/fleet/refresh';
import type { Display } from '../../bench/fleet/displays';
import { Displays } from '../../bench/fleet/displays';
import { RequestLog } from '../../gateway/requestlog';

const drawing = (svg: string) => ({ svg, instance: 'HUNDR0000001' });
const showing = (svg: string, from: number, until: number): Display => ({ ...drawing(svg), from, until });

describe('the time for which a code is visible', () => {
  it('needs a panel that draws it and a window that shows the panel, in any order', () => {
    const drawnFirst = new Displays();
    drawnFirst.draw('a', drawing('one'), 10, 5);
    drawnFirst.setVisible(['a'], 20, 15);
    assert.deepEqual(drawnFirst.until(30), [showing('one', 20, 30)]);
    const seenFirst = new Displays();
    seenFirst.setVisible(['a'], 10, 5);
    seenFirst.draw('a', drawing('one'), 20, 15);
    assert.deepEqual(seenFirst.until(30), [showing('one', 20, 30)]);
    assert.deepEqual(
      seenFirst.current.map(({ svg }) => svg),
      ['one'],
    );
  });

  it('ends when the code was last seen, whatever ends it', () => {
    const showings = new Displays();
    showings.setVisible(['a', 'b'], 0, 0);
    showings.draw('a', drawing('one'), 10, 5);
    showings.draw('b', drawing('two'), 10, 5);
    showings.draw('a', undefined, 30, 25);
    showings.setVisible(['a'], 50, 45);
    assert.deepEqual(showings.until(99), [showing('one', 10, 25), showing('two', 10, 45)]);
    assert.deepEqual(showings.current, []);
  });

  it('continues with the next picture, and again when its panel returns', () => {
    const showings = new Displays();
    showings.setVisible(['a'], 0, 0);
    showings.draw('a', drawing('one'), 10, 5);
    showings.draw('a', drawing('two'), 20, 15);
    showings.setVisible([], 30, 25);
    showings.setVisible(['a'], 40, 35);
    assert.deepEqual(showings.until(50), [
      showing('one', 10, 15),
      showing('two', 20, 25),
      showing('two', 40, 50),
    ]);
  });

  it('never ends before it begins', () => {
    const showings = new Displays();
    showings.setVisible(['a'], 0, 0);
    showings.draw('a', drawing('one'), 10, 5);
    showings.setVisible([], 11, 9);
    assert.deepEqual(showings.until(50), [showing('one', 10, 10)]);
  });
});

describe('the check of visible codes', () => {
  const delivered = new Map<string, IssuedCode>([
    ['one', { value: 'one', until: 1_000, instance: 'HUNDR0000001' }],
    ['other', { value: 'other', until: 90_000, instance: 'HUNDR0000002' }],
  ]);
  const verdictOn = (...showings: readonly Display[]) =>
    checkCodes(showings, delivered, (svg) => Promise.resolve(svg === 'blank' ? undefined : svg));

  it('shows how long expired codes were visible', async () => {
    const verdict = await verdictOn(
      showing('one', 0, 1_001),
      showing('one', 0, 1_250),
      showing('one', 0, 1_000),
    );
    assert.deepEqual([verdict.shown, verdict.expired, verdict.longestExpired], [3, 2, 250]);
  });

  it('shows how long before their expiry the other codes were covered', async () => {
    const verdict = await verdictOn(showing('one', 0, 900), showing('one', 0, 700), showing('other', 0, 500));
    assert.deepEqual([verdict.expired, verdict.removed, verdict.shortestMargin], [0, 2, 100]);
  });

  it('shows what wasn’t read, and what was in the wrong panel', async () => {
    const verdict = await verdictOn(showing('blank', 0, 1), showing('strange', 0, 1), showing('other', 0, 1));
    assert.deepEqual([verdict.unread, verdict.misplaced, verdict.instances], [2, 1, 1]);
    assert.equal(verdict.shortestMargin, undefined);
  });
});

describe('the regularity of requests', () => {
  it('is measured for each instance and each kind of request', () => {
    const log = new RequestLog();
    for (const [path, instance, at] of [
      ['/i', 'A', 0],
      ['/i', 'B', 1],
      ['/q', 'A', 5_000],
      ['/i', 'A', 11_000],
      ['/i', 'B', 11_002],
      ['/i', 'A', 21_000],
    ] as const)
      log.open('POST', path, at).instance = instance;
    assert.deepEqual(regularity(log.records, '/i', 10_000), {
      ...{ gaps: 3, longest: 11_001, late: 1 },
      slowest: 'B',
    });
    assert.deepEqual(regularity([], '/i', 10_000), {
      ...{ gaps: 0, longest: 0, late: 0 },
      slowest: undefined,
    });
  });
});

const opening = (state: ViewOpening['state'], count: number, ...times: readonly number[]): ViewOpening => ({
  ...{ state, count, times, longest: 0 },
});
const refresh = (count: number, busiest: number, host: number): Refresh => ({
  ...{
    count,
    budget: 60,
    seconds: 10,
    requests: count === 0 ? 0 : 20,
    busiest,
    untilAllChecked: undefined,
    hostCpu: host,
    hiddenCpu: 4,
    windowCpu: 5,
    longest: 0,
  },
});
const good: CodeFigures = {
  ...{
    shown: 5,
    instances: 5,
    unread: 0,
    misplaced: 0,
    expired: 0,
    longestExpired: 0,
    removed: 0,
    shortestMargin: undefined,
  },
};
const row: InARow = {
  ...{
    count: 2,
    linked: 2,
    duration: 21_000,
    turns: [9_000],
    failedScans: 0,
    codes: good,
    requestsPerInstance: 1.5,
    mostAtOnce: 2,
    requestsTooSoon: 0,
  },
};
const stock: HostFigures = { heap: 20_000_000, resources: {}, ownTimers: 2, cpu: 0, at: 0 };

describe('the figures of many instances', () => {
  const openings = [
    opening('cold', 100, 200),
    opening('warm', 100, 50),
    opening('cold', 10_000, 300),
    opening('warm', 10_000, 60),
  ];
  const refreshes = [refresh(0, 0, 4), refresh(10, 20, 6), refresh(1_000, 60, 24)];
  const atOnce = {
    moments: [{ name: 'before', figures: stock, cpuLoad: 3 }],
    hidden: { gaps: 9, longest: 10_100, late: 0, slowest: 'HUNDR0000009' },
    ...{ codes: good, requestsTooSoon: 0, unanswered: 0 },
  };
  const told = (changed: Partial<Parameters<typeof sectionOf>[0]> = {}): string =>
    sectionOf({ openings, refreshes, atOnce, inARow: row, ...changed }, '1.0').paragraphs.join('\n');

  it('compare the largest number of instances with the smallest, cold and warm', () => {
    assert.deepEqual(openingRatios(openings), { cold: 1.5, warm: 1.2 });
    assert.match(told(), /1\.50 × cold and 1\.20 × warm .* twice the time — reached/);
    const slow = [...openings.slice(0, 3), opening('warm', 10_000, 101)];
    assert.match(told({ openings: slow }), /twice the time — not reached/);
  });

  it('attribute to requests what exceeds the cost of a hidden view', () => {
    assert.equal(perRequest(refresh(1_000, 60, 24)), 10);
    assert.equal(perRequest(refresh(0, 0, 4)), undefined);
    assert.deepEqual(
      refreshTable(refreshes).rows.map(([name, , , , cost]) => [name, cost]),
      [
        ['view hidden', '–'],
        ['10 instances, 60', '1.0'],
        ['1\u00a0000 instances, 60', '10.0'],
      ],
    );
  });

  it('miss the goal if a request or a task takes too long', () => {
    assert.match(told(), /no task of the window over 50 ms — not reached/);
    const cheap = [refresh(0, 0, 4), refresh(1_000, 60, 14)];
    assert.match(told({ refreshes: cheap }), /no task of the window over 50 ms — reached/);
    const jerky = [...cheap, { ...refresh(10, 20, 4), longest: 51 }];
    assert.match(told({ refreshes: jerky }), /no task of the window over 50 ms — not reached/);
  });

  it('attribute to a hundred pairings what exceeds the cost of the window before', () => {
    const moment = (cpuLoad: number) => ({ name: '', figures: stock, cpuLoad });
    assert.equal(costPerPairing({ moments: [moment(3), moment(53), moment(99)] }), 0.5);
    assert.equal(costPerPairing({ moments: [moment(3)] }), undefined);
    const costly = { ...atOnce, moments: [moment(3), moment(54)] };
    assert.match(told({ atOnce: costly }), /costs 0\.51 ms .* per second — not reached/);
    const frugal = { ...atOnce, moments: [moment(3), moment(53)] };
    assert.match(told({ atOnce: frugal }), /costs 0\.50 ms .* per second — reached/);
  });

  it('show when each instance was checked', () => {
    const call = (instance: string, startedAt: number) => ({ instance, startedAt });
    const calls = [call('A', 5_000), call('B', 6_000), call('A', 7_000), call('C', 9_500), call('A', 11_000)];
    assert.equal(timeUntilAllChecked(calls, 3), 4.5);
    assert.equal(timeUntilAllChecked(calls, 4), undefined);
    assert.equal(timeUntilAllChecked([], 0), undefined);
  });

  it('find requests above the limit', () => {
    assert.deepEqual(overBudget(refreshes), []);
    const over = [...refreshes, refresh(10, 61, 5)];
    assert.equal(overBudget(over).length, 1);
    assert.match(told({ refreshes: over }), /requests than allowed — not reached/);
    assert.match(told(), /requests than allowed — reached/);
  });

  it('count every expired code against the goal, wherever it was visible', () => {
    assert.match(told(), /no expired code is visible, .* — reached/);
    const expired = { ...good, expired: 1, longestExpired: 30 };
    assert.match(
      told({ atOnce: { ...atOnce, codes: expired } }),
      /no expired code is visible, .* — not reached/,
    );
    assert.match(
      told({ inARow: { ...row, codes: expired } }),
      /no expired code is visible, .* — not reached/,
    );
    assert.match(
      told({ inARow: { ...row, failedScans: 1 } }),
      /no expired code is visible, .* — not reached/,
    );
  });

  it('miss the goal if an instance of the queue stays unlinked', () => {
    assert.match(told(), /linked without a human — reached/);
    assert.match(told({ inARow: { ...row, linked: 1 } }), /linked without a human — not reached/);
  });

  it('are shown in tables', () => {
    assert.deepEqual(momentTable(atOnce).rows, [['before', '20.00', '3.0', '2', '0']]);
    assert.deepEqual(codesTable([{ name: 'here', ...good }]).rows, [
      ['here', '5', '5', '0', '0', '0', '–', '0', '0'],
    ]);
    assert.deepEqual(
      rowTable(row).rows.map(([, statistic]) => statistic),
      ['2 of 2', '21 s', '9.0 (9.0–9.0) s', '0', '1.5', '2', '0'],
    );
  });

  it('count instances that were checked within five seconds', () => {
    const call = (instance: string, startedAt: number) => ({ instance, startedAt });
    assert.equal(maxConcurrent([]), 0);
    assert.equal(maxConcurrent([call('A', 0), call('B', 4_999), call('C', 5_000), call('A', 5_001)]), 3);
    assert.equal(maxConcurrent([call('A', 0), call('B', 5_000), call('B', 6_000)]), 1);
  });

  it('have thousands separators', () => {
    assert.deepEqual([10, 1_000, 12_345].map(groupThousands), ['10', '1\u00a0000', '12\u00a0345']);
  });
});
