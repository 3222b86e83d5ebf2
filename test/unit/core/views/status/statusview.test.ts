import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pairing } from '../../../../../src/core/pairing/pairing';
import { isOver } from '../../../../../src/core/pairing/pairing';
import type { StatusView } from '../../../../../src/core/views/status/statusview';
import { statusView } from '../../../../../src/core/views/status/statusview';
import { english } from '../../../fakes/english';
import { arbitraryLife } from '../../../samples/arbitraries';
import { permanentKinds } from '../../../samples/answers';
import { entries } from '../../../samples/entries';
import { live } from '../../../samples/life';
import {
  backoff,
  broken,
  requesting,
  code,
  unlinking,
  inSeconds,
  now,
  pairing,
  phases,
  planned,
} from '../../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };

function view(state: Pairing, at = now): StatusView | undefined {
  return statusView(state, target, at, english);
}

function shown(state: Pairing, at = now): StatusView {
  const status = view(state, at);
  assert.ok(status);
  return status;
}

/** A wait of 10 s with 700 ms of jitter. */
const waiting = pairing(phases.waiting, { plan: { request: 'qr', at: inSeconds(10.7), seconds: 10 } });
const limited = planned(phases.connecting, 'qr', 30, { link: backoff({ kind: 'rateLimit' }) });

describe('statusView', () => {
  const table = {
    'a valid code': [
      planned({ kind: 'scannable', code: { ...code, expiresAt: inSeconds(42) } }, 'qr', 5),
      'Scan to pair 0:42',
    ],
    'a valid code with an estimated end': [
      planned({ kind: 'scannable', code: { ...code, end: 'estimated', expiresAt: inSeconds(14) } }, 'qr', 5),
      'Scan to pair: about 0:14',
    ],
    'a code that the gateway repeats': [
      planned({ ...phases.expired, because: 'repeated' }, 'qr', 6),
      'Old code repeated',
    ],
    'a code that is gone': [
      planned({ ...phases.expired, because: 'gone' }, 'session', 0),
      'Waiting for a new code',
    ],
    'a valid code without an expiry': [
      planned({ kind: 'scannable', code: { ...code, end: 'unknown' } }, 'qr', 5),
      'Scan to pair',
    ],
    'an expired code': [planned(phases.expired, 'qr', 4), 'Waiting for a new code'],
    'a 422 STARTING': [planned(phases.waiting, 'qr', 9), 'Retrying in 9 s'],
    'the end of a wait': [requesting(phases.waiting, 'qr'), 'Retrying…'],
    'a scan': [planned(phases.linking, 'session', 4), 'Linking…'],
    'a linked phone': [pairing(phases.linked), 'Linked'],
    'an unlinked phone': [pairing(phases.unlinked), 'Unlinked'],
    'a request to unlink': [requesting(phases.connecting, 'logout'), 'Unlinking…'],
    'a check whether the phone is unlinked': [
      planned(phases.connecting, 'session', 5, { memory: unlinking }),
      'Unlinking…',
    ],
    FAILED: [pairing(phases.failed), 'Pairing stopped'],
    STOPPED: [pairing({ kind: 'failed', failure: { kind: 'sessionStopped' } }), 'Instance stopped'],
    'a passkey': [planned(phases.passkey, 'session', 9), 'Passkey needed'],
    'a 429': [limited, 'Retrying in 30 s'],
    'an unreachable gateway': [planned(phases.connecting, 'qr', 20, { link: broken }), 'Retrying in 20 s'],
    'an unreachable gateway with a valid code': [
      planned(phases.scannable, 'qr', 20, { link: broken }),
      'Retrying in 20 s',
    ],
    'a hidden panel': [planned(phases.paused, 'qr', 9, { visible: false }), 'Show code'],
    'the first request': [requesting(phases.connecting, 'qr'), 'Connecting…'],
  } as const;

  for (const [name, [state, text]] of entries(table)) {
    it(`says “${text}” for ${name}`, () => {
      assert.equal(shown(state).text, text);
    });
  }

  it('says nothing after a stop, and after a result has been shown for 10 s', () => {
    assert.equal(view(pairing(phases.stopped)), undefined);
    for (const kind of ['linked', 'unlinked'] as const) {
      const result = pairing({ kind, since: now });
      assert.equal(shown(result, inSeconds(9.999)).changesAt, inSeconds(10));
      assert.equal(view(result, inSeconds(10)), undefined);
    }
  });

  it('offers a restart if the session has been starting for too long', () => {
    const stuck = planned({ ...phases.waiting, stuck: true }, 'qr', 9);
    assert.deepEqual(
      shown(stuck).actions.map(({ intent }) => intent),
      ['restartInstance', 'retry', 'show', 'stop'],
    );
    assert.equal(shown(stuck).text, 'Retrying in 9 s');
  });

  it('offers a restart if the gateway repeats an old code or reports FAILED', () => {
    for (const phase of [
      { ...phases.expired, because: 'repeated' },
      { ...phases.waiting, cause: 'FAILED' },
    ] as const)
      assert.equal(shown(planned(phase, 'qr', 5)).actions[0]?.intent, 'restartInstance');
    assert.ok(
      shown(planned(phases.expired, 'qr', 5)).actions.every(({ intent }) => intent !== 'restartInstance'),
    );
  });

  it('treats a stopped instance as normal, since somebody has stopped it', () => {
    const { severity, icon, click } = shown(pairing({ kind: 'failed', failure: { kind: 'sessionStopped' } }));
    assert.deepEqual([severity, icon, click], ['normal', 'debug-stop', 'startInstance']);
  });

  it('has a spinning icon only while it waits', () => {
    const spinning = entries(table).filter(([, [state]]) => shown(state).icon.endsWith('~spin'));
    assert.deepEqual(
      spinning.map(([, [, text]]) => text.replace(/\d+/, '…')),
      [
        'Waiting for a new code',
        'Waiting for a new code',
        'Retrying in … s',
        'Retrying…',
        'Linking…',
        'Unlinking…',
        'Unlinking…',
        'Retrying in … s',
        'Retrying in … s',
        'Retrying in … s',
        'Connecting…',
      ],
    );
  });

  it('shows a warning from the third failure on, and an error only at the end', () => {
    const severity = (failures: number): string =>
      shown(planned(phases.connecting, 'qr', 9, { link: backoff({ kind: 'network' }, failures) })).severity;
    assert.deepEqual([1, 2, 3, 4].map(severity), ['normal', 'normal', 'warning', 'warning']);
    for (const kind of permanentKinds)
      assert.equal(shown(pairing({ kind: 'failed', failure: { kind } })).severity, 'error');
  });

  describe('on a click', () => {
    it('does what helps most: a retry, or the fix for the failure', () => {
      assert.equal(shown(waiting).click, 'retry');
      assert.equal(shown(pairing(phases.failed)).click, 'restartInstance');
      assert.equal(shown(pairing({ kind: 'failed', failure: { kind: 'token' } })).click, 'setToken');
      assert.equal(shown(planned(phases.scannable, 'qr', 5)).click, 'show');
    });

    it('offers no other instance in a queue or the grid', () => {
      const lost = pairing({ kind: 'failed', failure: { kind: 'instance', status: 404 } });
      assert.equal(shown(lost).click, 'chooseInstance');
      const shared = statusView(lost, target, now, english, true);
      assert.equal(shared?.click, 'startOver');
      assert.ok(shared.actions.every(({ intent }) => intent !== 'chooseInstance'));
    });

    it('shows the panel if it is hidden', () => {
      for (const phase of [phases.waiting, phases.failed, phases.paused, phases.scannable])
        assert.equal(shown(planned(phase, 'qr', 5, { visible: false })).click, 'show');
    });
  });

  it('offers to stop while the pairing runs, and always offers to show the panel', () => {
    for (const [name, [state]] of entries(table)) {
      const intents = shown(state).actions.map(({ intent }) => intent);
      assert.ok(intents.includes('show'), name);
      assert.equal(intents.includes('stop'), !isOver(state), name);
    }
  });

  it('explains the state in the tooltip', () => {
    assert.match(shown(waiting).details.join(), /reports STARTING/);
    // There was no 422, so none is mentioned.
    const empty = planned({ ...phases.waiting, cause: 'empty' }, 'qr', 9);
    assert.doesNotMatch(shown(empty).details.join(), /STARTING|422/);
    assert.match(shown(limited).details.join(), /Rate limited by the gateway/);
    assert.deepEqual(shown(pairing(phases.linked)).details, ['Jane Doe', '+201012345678']);
  });

  describe('changes', () => {
    it('every second until a code expires', () => {
      const state = planned(phases.scannable, 'qr', 60);
      assert.equal(shown(state, now).changesAt, inSeconds(1));
      assert.equal(shown(state, inSeconds(1)).changesAt, inSeconds(2));
      assert.equal(shown(state, inSeconds(19.5)).changesAt, inSeconds(20));
      assert.equal(shown(state, inSeconds(20)).changesAt, undefined);
    });

    it('every second for an estimated end too', () => {
      const state = planned({ kind: 'scannable', code: { ...code, end: 'estimated' } }, 'qr', 60);
      assert.equal(shown(state).text, 'Scan to pair: about 0:20');
      assert.equal(shown(state, now).changesAt, inSeconds(1));
    });

    it('every second until the next request, starting with the announced number', () => {
      assert.deepEqual(shown(waiting).text, 'Retrying in 10 s');
      assert.equal(shown(waiting).changesAt, inSeconds(1.7));
      assert.equal(shown(waiting, inSeconds(1.7)).text, 'Retrying in 9 s');
      assert.equal(shown(waiting, inSeconds(10.7)).text, 'Retrying in 0 s');
      assert.equal(shown(waiting, inSeconds(10.7)).changesAt, undefined);
    });

    it('only with the pairing if there is no countdown', () => {
      for (const state of [
        planned(phases.expired, 'qr', 4),
        planned(phases.linking, 'session', 4),
        planned(phases.passkey, 'session', 4),
        requesting(phases.waiting, 'qr'),
        pairing(phases.failed),
        planned({ kind: 'scannable', code: { ...code, end: 'unknown' } }, 'qr', 5),
      ])
        assert.equal(shown(state).changesAt, undefined);
    });

    it('exactly at the announced time, at every moment of every life', () => {
      fc.assert(
        fc.property(arbitraryLife, fc.nat(3_000), (steps, later) => {
          live(steps, ({ after, at }) => {
            const time = at + later;
            const before = view(after, time);
            if (before?.changesAt === undefined) return;
            const { changesAt, text } = before;
            assert.ok(changesAt > time);
            assert.equal(view(after, changesAt - 1)?.text, text);
            assert.notEqual(view(after, changesAt)?.text, text);
          });
        }),
        { numRuns: 300 },
      );
    });
  });

  it('is complete at every moment of every life, and never contains the code', () => {
    fc.assert(
      fc.property(arbitraryLife, (steps) => {
        live(steps, ({ after, at }) => {
          const status = view(after, at);
          if (!status) {
            assert.ok(isOver(after));
            return;
          }
          assert.notEqual(status.text, '');
          assert.ok(status.actions.length > 0);
          assert.doesNotMatch(JSON.stringify(status), /\{\d\}|undefined|NaN/);
        });
      }),
      { numRuns: 300 },
    );
    assert.ok(!JSON.stringify(view(planned(phases.scannable, 'qr', 5))).includes(code.value));
  });
});
