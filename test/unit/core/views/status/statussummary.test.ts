import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pairing } from '../../../../../src/core/pairing/pairing';
import type { Noteworthy, StatusSummary } from '../../../../../src/core/views/status/statussummary';
import {
  sortByUrgency,
  statusSummary,
  urgencies,
  urgencyOf,
} from '../../../../../src/core/views/status/statussummary';
import { statusView } from '../../../../../src/core/views/status/statusview';
import { english } from '../../../fakes/english';
import {
  backoff,
  broken,
  requesting,
  inSeconds,
  now,
  pairing,
  phases,
  planned,
} from '../../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const scan = planned(phases.scannable, 'qr', 5);
const waiting = planned(phases.waiting, 'qr', 8);
const failed = pairing(phases.failed);
const linking = planned(phases.linking, 'session', 4);
const passkey = planned(phases.passkey, 'session', 9);
const linked = pairing(phases.linked);
const connecting = requesting(phases.connecting, 'qr');
const locked = pairing(phases.locked);
/** A pairing whose lock another window has released. */
const free = pairing({ kind: 'locked', by: undefined });

function noteworthy(state: Pairing, at = now): Noteworthy {
  const view = statusView(state, target, at, english);
  assert.ok(view, 'The status bar shows nothing for it.');
  return { state, view };
}

function sum(states: readonly Pairing[], at = now): StatusSummary<Noteworthy> {
  const [first, ...others] = states.map((state) => noteworthy(state, at));
  assert.ok(first);
  return statusSummary([first, ...others], at, english);
}

describe('statusSummary', () => {
  const table: readonly (readonly [string, readonly Pairing[]])[] = [
    ['2 to scan · 1 retry in 8 s', [scan, waiting, scan]],
    ['1 failed · 1 to scan', [scan, failed]],
    ['1 failed · 1 to scan · 1 passkey needed · +2', [linking, linked, passkey, scan, failed]],
    ['2 passkeys needed · 1 linking', [passkey, linking, passkey]],
    [
      '3 retries, next in 8 s',
      [planned(phases.waiting, 'qr', 20), waiting, requesting(phases.waiting, 'qr')],
    ],
    ['2 retrying', [requesting(phases.waiting, 'qr'), requesting(phases.waiting, 'qr')]],
    ['1 connecting · 1 linked', [linked, connecting]],
    ['1 unlinked · 1 locked by another window', [locked, pairing(phases.unlinked)]],
    [
      '1 unlinked · 1 no longer locked · 1 locked by another window',
      [locked, free, pairing(phases.unlinked)],
    ],
    ['3 to scan', [scan, planned(phases.expired, 'qr', 4), planned(phases.paused, 'session', 9)]],
    ['2 to scan', [scan, planned(phases.scannable, 'qr', 20, { link: broken })]],
    ['1 to scan · 1 retry in 20 s', [planned(phases.expired, 'qr', 20, { link: broken }), scan]],
  ];
  for (const [text, states] of table)
    it(`says “${text}”`, () => {
      assert.equal(sum(states).text, text);
    });

  it('has the icon of the most urgent pairing and the highest severity', () => {
    assert.deepEqual([sum([scan, failed]).icon, sum([scan, failed]).severity], ['error', 'error']);
    const failing = planned(phases.connecting, 'qr', 9, { link: backoff({ kind: 'network' }, 3) });
    assert.deepEqual(
      [sum([failing, scan]).icon, sum([failing, scan]).severity],
      ['device-mobile', 'warning'],
    );
    assert.equal(sum([scan, linking]).severity, 'normal');
  });

  it('changes with the countdown of a retry and the end of a result, but not with that of a code', () => {
    assert.equal(sum([scan, scan]).changesAt, undefined);
    assert.equal(sum([scan, waiting]).changesAt, inSeconds(1));
    assert.equal(sum([scan, linked]).changesAt, inSeconds(9));
    assert.equal(sum([waiting, waiting], inSeconds(7.5)).changesAt, inSeconds(8));
  });

  it('lists each pairing by urgency, with a text without a time', () => {
    assert.deepEqual(
      sum([linked, waiting, scan, failed]).rows.map(({ of, text }) => [of.state.phase.kind, text]),
      [
        ['failed', 'Pairing stopped'],
        ['scannable', 'Scan to pair'],
        ['waiting', 'Retrying automatically'],
        ['linked', 'Linked'],
      ],
    );
  });

  it('keeps the order of equally urgent pairings', () => {
    const [one, other] = [noteworthy(scan), noteworthy(scan)];
    assert.deepEqual(
      sortByUrgency([one, noteworthy(failed), other], now).map(({ state }) => state),
      [failed, scan, scan],
    );
    assert.equal(sortByUrgency([one, other], now)[0], one);
  });

  it('is sorted by urgency, lists every pairing once, and changes only in the future', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(linked, waiting, scan, failed), { minLength: 2, maxLength: 8 }),
        (states) => {
          const known = states.filter((state) => statusView(state, target, now, english));
          if (known.length < 2) return;
          const summary = sum(known);
          assert.equal(summary.rows.length, known.length);
          const ranks = summary.rows.map(({ of }) => urgencies.indexOf(urgencyOf(of, now)));
          assert.deepEqual(
            ranks,
            ranks.toSorted((one, other) => one - other),
          );
          assert.ok(summary.text.split(' · ').length <= 4, summary.text);
          assert.ok(summary.changesAt === undefined || summary.changesAt > now);
        },
      ),
    );
  });
});
