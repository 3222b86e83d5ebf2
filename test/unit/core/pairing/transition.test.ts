import { nextWake } from '../../../../src/core/pairing/wake';
import assert from 'node:assert/strict';
import type { Event, Pairing, Phase } from '../../../../src/core/pairing/pairing';
import { begin } from '../../../../src/core/pairing/pairing';
import { requestFor, transition } from '../../../../src/core/pairing/transition';
import { entries } from '../../samples/entries';
import type { Outcome } from '../../samples/outcome';
import { outcome } from '../../samples/outcome';
import {
  backoff,
  broken,
  calling,
  code,
  inSeconds,
  now,
  pairing,
  phases,
  planned,
} from '../../samples/pairings';

const postponed = inSeconds(30);
const anHourLater = inSeconds(3_600);

/** Everything that can happen to a pairing but an answer to the call under way, which is {@link answered}'s part. */
const events = {
  stop: { type: 'stop', at: now },
  'nothing due': { type: 'due', at: now, chance: 0 },
  'due after sleep': { type: 'due', at: anHourLater, chance: 0 },
  postpone: { type: 'postpone', at: postponed },
  hide: { type: 'visible', at: now, visible: false },
  show: { type: 'visible', at: now, visible: true },
  retry: { type: 'retry', at: now },
  'stray answer': {
    type: 'answered',
    at: now,
    request: 'start',
    answer: { kind: 'code', value: 'late', known: true },
    chance: 0,
    interval: 6_000,
  },
} as const satisfies Record<string, Event>;
type EventName = keyof typeof events;

const hidden = { visible: false };

/** One pairing of every phase, each with the call that it usually plans, and some of the same phases in other circumstances. */
const situations = {
  connecting: planned(phases.connecting, 'qr', 4),
  waiting: planned(phases.waiting, 'qr', 9),
  scannable: planned(phases.scannable, 'qr', 5),
  expired: planned(phases.expired, 'qr', 4),
  paused: planned(phases.paused, 'qr', 9, { ...hidden, last: { session: inSeconds(-1) } }),
  linking: planned(phases.linking, 'session', 4),
  passkey: planned(phases.passkey, 'session', 9),
  linked: planned(phases.linked, 'session', 4),
  unlinked: pairing(phases.unlinked),
  stopped: pairing(phases.stopped),
  locked: pairing(phases.locked),
  failed: pairing(phases.failed),
  'connecting, calling': calling(phases.connecting, 'qr'),
  'connecting, slowed down': planned(phases.connecting, 'qr', 29, { link: backoff({ kind: 'rateLimit' }) }),
  'connecting, slowed down, hidden': planned(phases.connecting, 'qr', 29, {
    ...hidden,
    link: backoff({ kind: 'rateLimit' }),
  }),
  'waiting, hidden': planned(phases.waiting, 'qr', 9, hidden),
  'waiting, calling': calling(phases.waiting, 'qr'),
  'scannable, calling': calling(phases.scannable, 'qr'),
  'scannable, hidden': planned(phases.scannable, 'qr', 9, hidden),
  'scannable, cut off': planned(phases.scannable, 'qr', 9, { link: broken }),
  'scannable, cut off, hidden': planned(phases.scannable, 'qr', 29, { ...hidden, link: broken }),
  'linking, calling': calling(phases.linking, 'session'),
  'passkey, cut off, hidden': planned(phases.passkey, 'session', 39, { ...hidden, link: broken }),
  'linked, calling': calling(phases.linked, 'session'),
  'linked, account known': pairing(phases.linked),
} as const satisfies Record<Phase['kind'], Pairing> & Record<string, Pairing>;
type Situation = keyof typeof situations;

/** What most events mean to a pairing that goes on by itself, and to one that has ended. */
const ignored = {
  'nothing due': 'same',
  'stray answer': 'same',
} as const;
const over = {
  ...ignored,
  stop: 'same',
  'due after sleep': 'same',
  postpone: 'same',
  retry: 'same',
} as const;

const table: Record<Situation, Record<EventName, Outcome>> = {
  connecting: {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'connecting qr +0',
    postpone: 'connecting qr +30',
    hide: 'connecting session +10',
    show: 'same',
    retry: 'connecting qr +4',
  },
  waiting: {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'waiting qr +0',
    postpone: 'waiting qr +30',
    hide: 'waiting session +9',
    show: 'same',
    retry: 'waiting qr +4',
  },
  scannable: {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'expired qr +0',
    postpone: 'scannable qr +30',
    hide: 'scannable session +10',
    show: 'same',
    retry: 'scannable qr +4',
  },
  expired: {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'expired qr +0',
    postpone: 'expired qr +30',
    hide: 'paused session +10',
    show: 'same',
    retry: 'expired qr +4',
  },
  paused: {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'paused session +0',
    postpone: 'paused session +30',
    hide: 'same',
    show: 'connecting qr +0',
    retry: 'paused session +4',
  },
  linking: {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'waiting qr +10',
    postpone: 'linking session +30',
    hide: 'linking session +4',
    show: 'same',
    retry: 'linking session +4',
  },
  passkey: {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'passkey session +0',
    postpone: 'passkey session +30',
    hide: 'passkey session +9',
    show: 'same',
    retry: 'passkey session +4',
  },
  linked: {
    ...ignored,
    stop: 'linked',
    'due after sleep': 'linked session +0',
    postpone: 'linked session +30',
    hide: 'linked session +4',
    show: 'same',
    retry: 'same',
  },
  unlinked: { ...over, hide: 'unlinked', show: 'same' },
  stopped: { ...over, hide: 'stopped', show: 'same' },
  locked: { ...over, stop: 'stopped', hide: 'locked', show: 'same' },
  failed: {
    ...over,
    hide: 'failed',
    show: 'same',
  },
  'connecting, calling': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'same',
    postpone: 'same',
    hide: 'connecting qr …',
    show: 'same',
    retry: 'same',
  },
  'connecting, slowed down': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'connecting qr +0',
    postpone: 'connecting qr +30',
    hide: 'connecting session +29',
    show: 'same',
    retry: 'connecting qr +4',
  },
  'connecting, slowed down, hidden': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'connecting session +0',
    postpone: 'connecting session +30',
    hide: 'same',
    show: 'connecting qr +29',
    retry: 'connecting session +0',
  },
  'waiting, hidden': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'waiting session +0',
    postpone: 'waiting session +30',
    hide: 'same',
    show: 'waiting qr +4',
    retry: 'waiting session +0',
  },
  'waiting, calling': {
    ...ignored,
    stop: 'stopped',
    // It is stuck by then, while the call goes on.
    'due after sleep': 'waiting qr …',
    postpone: 'same',
    hide: 'waiting qr …',
    show: 'same',
    retry: 'same',
  },
  'scannable, calling': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'expired qr …',
    postpone: 'same',
    hide: 'scannable qr …',
    show: 'same',
    retry: 'same',
  },
  'scannable, hidden': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'paused session +0',
    postpone: 'scannable session +30',
    hide: 'same',
    show: 'scannable qr +4',
    retry: 'scannable session +0',
  },
  'scannable, cut off': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'expired qr +0',
    postpone: 'scannable qr +30',
    hide: 'scannable session +9',
    show: 'same',
    retry: 'scannable qr +4',
  },
  'scannable, cut off, hidden': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'paused session +0',
    postpone: 'scannable session +30',
    hide: 'same',
    show: 'scannable qr +4',
    retry: 'scannable session +0',
  },
  'linking, calling': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'same',
    postpone: 'same',
    hide: 'linking session …',
    show: 'same',
    retry: 'same',
  },
  'passkey, cut off, hidden': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'passkey session +0',
    postpone: 'same',
    hide: 'same',
    show: 'passkey session +4',
    retry: 'passkey session +4',
  },
  'linked, calling': {
    ...ignored,
    stop: 'linked',
    'due after sleep': 'same',
    postpone: 'same',
    hide: 'linked session …',
    show: 'same',
    retry: 'same',
  },
  'linked, account known': { ...over, hide: 'linked', show: 'same' },
};

describe('transition', () => {
  for (const [situation, row] of entries(table)) {
    describe(`of a pairing that is ${situation}`, () => {
      for (const [name, expected] of entries(row)) {
        it(`makes of "${name}": ${expected}`, () => {
          const event = events[name];
          const before: Pairing = situations[situation];
          // The one event that speaks of a later instant than its own.
          const happened = event.type === 'postpone' ? now : event.at;
          assert.equal(outcome(before, transition(before, event), happened), expected);
        });
      }
    });
  }

  it('covers a code at the very millisecond of its death, not one before', () => {
    const before = calling(phases.scannable, 'qr');
    assert.equal(transition(before, { type: 'due', at: code.expiresAt - 1, chance: 0 }), before);
    assert.deepEqual(transition(before, { type: 'due', at: code.expiresAt, chance: 0 }).phase, {
      kind: 'expired',
      code,
    });
  });

  it('starts a call 5 s after the end of the last one to the millisecond, and puts off one that would be sooner', () => {
    const before = pairing(phases.connecting, {
      plan: { request: 'qr', at: now },
      last: { qr: now - 4_999 },
    });
    const put = transition(before, { type: 'due', at: now, chance: 0 });
    assert.deepEqual(put, { ...before, plan: { request: 'qr', at: now + 1 } });
    assert.equal(transition(put, { type: 'due', at: now + 1, chance: 0 }).inFlight, 'qr');
  });

  it('gives up on a scan that does not show within its time, and says when the next try is', () => {
    const before = planned({ kind: 'linking', until: inSeconds(2) }, 'session', 4);
    const after = transition(before, { type: 'due', at: inSeconds(2), chance: 0.5 });
    // The session has been starting since the scan.
    assert.deepEqual(after.phase, { kind: 'waiting', refusals: 1, since: inSeconds(-58), stuck: true });
    assert.deepEqual(after.plan, { request: 'qr', at: inSeconds(12.5), seconds: 10 });
  });

  it('counts a session as stuck once it has been starting for a minute, to the millisecond, and once only', () => {
    const before = planned({ ...phases.waiting, since: inSeconds(-58) }, 'qr', 9);
    const due = { type: 'due', chance: 0 } as const;
    assert.equal(transition(before, { ...due, at: inSeconds(2) - 1 }), before);
    const after = transition(before, { ...due, at: inSeconds(2) });
    assert.deepEqual(after, { ...before, phase: { ...before.phase, stuck: true } });
    assert.equal(nextWake(before), inSeconds(2));
    assert.equal(nextWake(after), inSeconds(9));
  });

  it('keeps the patience that the gateway asked for when it gives up on a scan', () => {
    const link = backoff({ kind: 'rateLimit', retryAfterMs: 30_000 });
    const plan = { request: 'session', at: inSeconds(25), seconds: 30 } as const;
    const before = pairing({ kind: 'linking', until: inSeconds(2) }, { plan, link });
    const after = transition(before, { type: 'due', at: inSeconds(2), chance: 0 });
    assert.equal(after.phase.kind, 'waiting');
    assert.deepEqual(after.plan, { ...plan, request: 'qr' });
  });

  it('remembers when a call ended that was given up, so that the next one keeps its distance', () => {
    const stopped = transition(calling(phases.connecting, 'qr'), { type: 'stop', at: now });
    assert.equal(stopped.last.qr, now);
    const linked = transition(calling(phases.linked, 'session'), { type: 'stop', at: now });
    assert.equal(linked.last.session, now);
  });

  it('forgets an announced wait that the user cut short', () => {
    const before = pairing(phases.waiting, { plan: { request: 'qr', at: inSeconds(9), seconds: 10 } });
    assert.deepEqual(transition(before, { type: 'retry', at: now }).plan, { request: 'qr', at: now });
  });
});

describe('callFor', () => {
  it('asks for the session instead of a code that nobody would see', () => {
    const plan = { request: 'qr', at: now } as const;
    assert.equal(requestFor(begin(now, true), plan), 'qr');
    assert.equal(requestFor(begin(now, false), plan), 'session');
    assert.equal(requestFor(begin(now, false), { request: 'restart', at: now }), 'restart');
  });
});

describe('A lock that another window has', () => {
  const lock = (by: string | undefined): Event => ({ type: 'locked', at: now, by });

  it('ends whatever goes on, and keeps what has ended', () => {
    for (const [kind, phase] of entries(phases)) {
      const after = transition(calling(phase, 'qr'), lock('other'));
      const over = ['linked', 'unlinked', 'stopped', 'failed'].includes(kind);
      assert.equal(after.phase.kind, over ? kind : 'locked', kind);
      assert.equal(nextWake(over ? pairing(phase) : after), undefined, kind);
    }
  });

  it('is followed from window to window, until none has it', () => {
    const locked = transition(pairing(phases.connecting), lock('acme'));
    assert.equal(transition(locked, lock('acme')), locked);
    assert.deepEqual(transition(locked, lock('other')).phase, { kind: 'locked', by: 'other' });
    assert.deepEqual(transition(locked, lock(undefined)).phase, { kind: 'locked', by: undefined });
  });
});
