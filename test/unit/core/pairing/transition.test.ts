import { nextWake } from '../../../../src/core/pairing/wake';
import assert from 'node:assert/strict';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import type { Event } from '../../../../src/core/pairing/event';
import type { Phase } from '../../../../src/core/pairing/phase';
import { begin } from '../../../../src/core/pairing/pairing';
import { requestFor } from '../../../../src/core/pairing/reply';
import { transition } from '../../../../src/core/pairing/transition';
import { entries } from '../../samples/entries';
import type { Outcome } from '../../samples/outcome';
import { outcome } from '../../samples/outcome';
import {
  backoff,
  broken,
  requesting,
  code,
  inSeconds,
  now,
  pairing,
  phases,
  planned,
} from '../../samples/pairings';

const postponed = inSeconds(30);
const anHourLater = inSeconds(3_600);

/** Every event except an answer to the request under way, which `answered` handles. */
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

/** One pairing in every phase with its usual planned request, and some phases in other situations. */
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
  'connecting, requesting': requesting(phases.connecting, 'qr'),
  'connecting, rate limited': planned(phases.connecting, 'qr', 29, { link: backoff({ kind: 'rateLimit' }) }),
  'connecting, rate limited, hidden': planned(phases.connecting, 'qr', 29, {
    ...hidden,
    link: backoff({ kind: 'rateLimit' }),
  }),
  'waiting, hidden': planned(phases.waiting, 'qr', 9, hidden),
  'waiting, requesting': requesting(phases.waiting, 'qr'),
  'scannable, requesting': requesting(phases.scannable, 'qr'),
  'scannable, hidden': planned(phases.scannable, 'qr', 9, hidden),
  'scannable, unreachable': planned(phases.scannable, 'qr', 9, { link: broken }),
  'scannable, unreachable, hidden': planned(phases.scannable, 'qr', 29, { ...hidden, link: broken }),
  'linking, requesting': requesting(phases.linking, 'session'),
  'passkey, unreachable, hidden': planned(phases.passkey, 'session', 39, { ...hidden, link: broken }),
  'linked, requesting': requesting(phases.linked, 'session'),
  'linked, account known': pairing(phases.linked),
} as const satisfies Record<Phase['kind'], Pairing> & Record<string, Pairing>;
type Situation = keyof typeof situations;

/** The outcomes of events that a running pairing ignores, and of those that a finished one ignores. */
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
    // While a phone is being linked, 3 s are enough.
    retry: 'linking session +2',
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
  'connecting, requesting': {
    ...ignored,
    stop: 'stopped',
    // The request is open for so long that a session check goes beside it.
    'due after sleep': 'connecting qr …',
    postpone: 'same',
    hide: 'connecting qr …',
    show: 'same',
    retry: 'same',
  },
  'connecting, rate limited': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'connecting qr +0',
    postpone: 'connecting qr +30',
    hide: 'connecting session +29',
    show: 'same',
    retry: 'connecting qr +4',
  },
  'connecting, rate limited, hidden': {
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
  'waiting, requesting': {
    ...ignored,
    stop: 'stopped',
    // By then the session counts as stuck, while the request is still under way.
    'due after sleep': 'waiting qr …',
    postpone: 'same',
    hide: 'waiting qr …',
    show: 'same',
    retry: 'same',
  },
  'scannable, requesting': {
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
  'scannable, unreachable': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'expired qr +0',
    postpone: 'scannable qr +30',
    hide: 'scannable session +9',
    show: 'same',
    retry: 'scannable qr +4',
  },
  'scannable, unreachable, hidden': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'paused session +0',
    postpone: 'scannable session +30',
    hide: 'same',
    show: 'scannable qr +4',
    retry: 'scannable session +0',
  },
  'linking, requesting': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'same',
    postpone: 'same',
    hide: 'linking session …',
    show: 'same',
    retry: 'same',
  },
  'passkey, unreachable, hidden': {
    ...ignored,
    stop: 'stopped',
    'due after sleep': 'passkey session +0',
    postpone: 'same',
    hide: 'same',
    show: 'passkey session +4',
    retry: 'passkey session +4',
  },
  'linked, requesting': {
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
    describe(`while ${situation}`, () => {
      for (const [name, expected] of entries(row)) {
        it(`turns "${name}" into: ${expected}`, () => {
          const event = events[name];
          const before: Pairing = situations[situation];
          // The only event whose time isn't the time when it happens.
          const happened = event.type === 'postpone' ? now : event.at;
          assert.equal(outcome(before, transition(before, event), happened), expected);
        });
      }
    });
  }

  it('covers a code exactly at its expiry, not a millisecond before', () => {
    const before = requesting(phases.scannable, 'qr', { checkSince: now });
    assert.equal(transition(before, { type: 'due', at: code.expiresAt - 1, chance: 0 }), before);
    assert.deepEqual(transition(before, { type: 'due', at: code.expiresAt, chance: 0 }).phase, {
      kind: 'expired',
      code,
      because: 'ended',
    });
  });

  it('starts a request exactly 5 s after the gap to the last one began to count, and postpones one that is due sooner', () => {
    const before = pairing(phases.connecting, {
      plan: { request: 'qr', at: now },
      last: { qr: now - 4_999 },
    });
    const later = transition(before, { type: 'due', at: now, chance: 0 });
    assert.deepEqual(later, { ...before, plan: { request: 'qr', at: now + 1 } });
    assert.equal(transition(later, { type: 'due', at: now + 1, chance: 0 }).inFlight, 'qr');
  });

  it('stops waiting for linking after its time, and says when the next request is', () => {
    const before = planned({ kind: 'linking', until: inSeconds(2) }, 'session', 4);
    const after = transition(before, { type: 'due', at: inSeconds(2), chance: 0.5 });
    // The session has been starting since the scan.
    assert.deepEqual(after.phase, {
      kind: 'waiting',
      refusals: 1,
      since: inSeconds(-58),
      stuck: true,
      cause: 'STARTING',
    });
    assert.deepEqual(after.plan, { request: 'qr', at: inSeconds(12.5), seconds: 10 });
  });

  it('counts a session as stuck after exactly a minute of starting, and only once', () => {
    const before = planned({ ...phases.waiting, since: inSeconds(-58) }, 'qr', 9);
    const due = { type: 'due', chance: 0 } as const;
    assert.equal(transition(before, { ...due, at: inSeconds(2) - 1 }), before);
    const after = transition(before, { ...due, at: inSeconds(2) });
    assert.deepEqual(after, { ...before, phase: { ...before.phase, stuck: true } });
    assert.equal(nextWake(before), inSeconds(2));
    assert.equal(nextWake(after), inSeconds(9));
  });

  it('keeps a rate limit when it stops waiting for linking', () => {
    const link = backoff({ kind: 'rateLimit', retryAfterMs: 30_000 });
    const plan = { request: 'session', at: inSeconds(25), seconds: 30 } as const;
    const before = pairing({ kind: 'linking', until: inSeconds(2) }, { plan, link });
    const after = transition(before, { type: 'due', at: inSeconds(2), chance: 0 });
    assert.equal(after.phase.kind, 'waiting');
    assert.deepEqual(after.plan, { ...plan, request: 'qr' });
  });

  it('remembers when an abandoned request ended, so that the next one keeps the gap', () => {
    const stopped = transition(requesting(phases.connecting, 'qr'), { type: 'stop', at: now });
    assert.equal(stopped.last.qr, now);
    const linked = transition(requesting(phases.linked, 'session'), { type: 'stop', at: now });
    assert.equal(linked.last.session, now);
  });

  it('forgets the shown wait after the user retries', () => {
    const before = pairing(phases.waiting, { plan: { request: 'qr', at: inSeconds(9), seconds: 10 } });
    assert.deepEqual(transition(before, { type: 'retry', at: now }).plan, { request: 'qr', at: now });
  });
});

describe('requestFor', () => {
  it('checks the session instead of requesting a code while the panel is hidden', () => {
    const plan = { request: 'qr', at: now } as const;
    assert.equal(requestFor(begin(now, true), plan), 'qr');
    assert.equal(requestFor(begin(now, false), plan), 'session');
    assert.equal(requestFor(begin(now, false), { request: 'restart', at: now }), 'restart');
  });
});

describe('A lock of another window', () => {
  const lock = (by: string | undefined): Event => ({ type: 'locked', at: now, by });

  it('ends a running pairing, and doesn’t change one that has ended', () => {
    for (const [kind, phase] of entries(phases)) {
      const after = transition(requesting(phase, 'qr'), lock('other'));
      const over = ['linked', 'unlinked', 'stopped', 'failed'].includes(kind);
      assert.equal(after.phase.kind, over ? kind : 'locked', kind);
      assert.equal(nextWake(over ? pairing(phase) : after), undefined, kind);
    }
  });

  it('can move from window to window, until no window has it', () => {
    const locked = transition(pairing(phases.connecting), lock('acme'));
    assert.equal(transition(locked, lock('acme')), locked);
    assert.deepEqual(transition(locked, lock('other')).phase, { kind: 'locked', by: 'other' });
    assert.deepEqual(transition(locked, lock(undefined)).phase, { kind: 'locked', by: undefined });
  });
});
