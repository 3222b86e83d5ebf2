import type { Timer } from '../../../../src/core/time/countdown';
import assert from 'node:assert/strict';
import { dueWarning, timerText, untilChange } from '../../../../src/core/time/countdown';

const expires: Timer = { kind: 'clock', text: 'Expires in {0}', ms: 42_300 };
const next: Timer = { kind: 'seconds', text: 'Retrying in {0} s', ms: 10_900, max: 10 };
const since: Timer = { kind: 'since', text: 'Requested {0} ago', ms: 41_200 };
const age: Timer = { kind: 'age', text: 'Confirmed {0} s ago', ms: 1_200 };

describe('timerText', () => {
  const cases: readonly (readonly [Timer, number, string])[] = [
    [expires, 0, 'Expires in 0:43'],
    [expires, 300, 'Expires in 0:42'],
    [expires, 42_299, 'Expires in 0:01'],
    [expires, 50_000, 'Expires in 0:00'],
    [next, 0, 'Retrying in 10 s'],
    [next, 1_500, 'Retrying in 10 s'],
    [next, 1_900, 'Retrying in 9 s'],
    [next, 20_000, 'Retrying in 0 s'],
    [age, 0, 'Confirmed 1 s ago'],
    [age, 800, 'Confirmed 2 s ago'],
    [since, 0, 'Requested 0:41 ago'],
    [since, 799, 'Requested 0:41 ago'],
    [since, 138_800, 'Requested 3:00 ago'],
  ];
  for (const [timer, passed, text] of cases)
    it(`is “${text}” after ${passed} ms`, () => {
      assert.equal(timerText(timer, passed), text);
    });
});

describe('untilChange', () => {
  for (const timer of [expires, next, age, since])
    it(`is when the text of a timer of kind ${timer.kind} changes, and not before`, () => {
      const uncapped = { ...timer, max: Infinity };
      let passed = 0;
      for (let changes = 0; changes < 5; changes++) {
        const wait = untilChange(uncapped, passed);
        assert.equal(timerText(uncapped, passed + wait - 1), timerText(uncapped, passed));
        assert.notEqual(timerText(uncapped, passed + wait + 1), timerText(uncapped, passed));
        passed += wait + 1;
      }
    });

  it('is infinite once a countdown has ended', () => {
    assert.equal(untilChange(expires, 42_300), Infinity);
  });
});

describe('dueWarning', () => {
  const timer: Timer = {
    ...expires,
    warnings: [
      { ms: 30_000, text: '30' },
      { ms: 10_000, text: '10' },
    ],
  };
  const cases: readonly (readonly [number, number, string | undefined])[] = [
    [0, 12_299, undefined],
    [12_299, 12_300, '30'],
    [12_300, 13_000, undefined],
    [0, 40_000, '10'],
  ];
  for (const [before, passed, text] of cases)
    it(`says ${text ?? 'nothing'} between ${before} and ${passed} ms`, () => {
      assert.equal(dueWarning(timer, before, passed), text);
    });

  it('says nothing about more time than the code had', () => {
    assert.equal(dueWarning({ ...timer, ms: 20_000 }, 0, 5_000), undefined);
  });
});
