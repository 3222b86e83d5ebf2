import { nextWake } from '../../../src/core/pairing/wake';
import assert from 'node:assert/strict';
import { isTransient } from '../../../src/core/failures/failure';
import type { PairingRequest } from '../../../src/core/gateways/client';
import type { Pairing } from '../../../src/core/pairing/pairing';
import { isOver } from '../../../src/core/pairing/pairing';
import type { Moment } from './life';

/** Checks every moment of one life, and throws if one contradicts the claim. Made anew for each life, since some claims have a memory. */
export type Claim = () => (moment: Moment) => void;

/** A claim that a single moment can contradict, so that it needs no memory. */
function always(watch: (moment: Moment) => void): Claim {
  return () => watch;
}

/** The request that is planned or under way. */
function nextRequest(pairing: Pairing): PairingRequest | undefined {
  return pairing.plan?.request ?? pairing.inFlight;
}

/** Minimum time between two requests of one kind, in ms. */
const requestGap = 5_000;
/** How long a session may be starting before it counts as stuck, in ms. */
const startingTime = 60_000;
/** Longest time without a request for a pairing that has not ended, in ms: a `Retry-After` of an hour. */
const longestWait = 3_600_000;

/** What is true at every moment of every life of a pairing. */
export const claims = {
  'no code is scannable after it has expired': always(({ event, after, at }) => {
    if (after.phase.kind !== 'scannable') return;
    const { expiresAt } = after.phase.code;
    if (event.type === 'due') assert.ok(expiresAt > at);
    assert.ok((nextWake(after) ?? Infinity) <= expiresAt, 'no timer covers the code');
  }),

  'a code that is still valid stays through every transient failure': always(
    ({ before, event, after, at }) => {
      if (before.phase.kind !== 'scannable' || before.phase.code.expiresAt <= at) return;
      if (event.type !== 'answered' || before.inFlight !== event.request) return;
      if (event.answer.kind !== 'failure' || !isTransient(event.answer.failure)) return;
      const unreadable = before.link.kind === 'backoff' ? before.link.unreadable : 0;
      if (event.answer.failure.kind === 'protocol' && unreadable === 3) return;
      assert.equal(after.phase, before.phase);
    },
  ),

  'no request begins while another is under way': always(({ before, after, event }) => {
    if (after.inFlight !== undefined && after.inFlight !== before.inFlight) {
      assert.equal(before.inFlight, undefined);
      assert.equal(event.type, 'due');
    }
    // Only a request for a pairing code keeps the planned request.
    const keepsPlan = after.inFlight === undefined || after.inFlight === 'pairingCode';
    assert.ok(keepsPlan || !after.plan, 'a request is planned while another is under way');
  }),

  'two requests of one kind are at least 5 s apart, from the end of one to the start of the next': () => {
    const ended = new Map<PairingRequest, number>();
    return ({ before, after, at }) => {
      if (before.inFlight === after.inFlight) return;
      if (before.inFlight) ended.set(before.inFlight, at);
      if (after.inFlight !== 'qr' && after.inFlight !== 'session' && after.inFlight !== 'pairingCode') return;
      assert.ok(at - (ended.get(after.inFlight) ?? -Infinity) >= requestGap, `${after.inFlight} too soon`);
    };
  },

  'no request follows the end, except one for the account': always(({ before, after }) => {
    if (!isOver(after)) return;
    if (after.phase.kind === 'linked') assert.equal(nextRequest(after) ?? 'session', 'session');
    else assert.ok(!after.plan && !after.inFlight);
    if (!after.plan) assert.equal(nextWake(after), undefined);
    if (isOver(before) && !before.plan && !before.inFlight) assert.ok(!after.plan && !after.inFlight);
  }),

  'a pairing that has ended stays as it is, except that the user can stop one that is locked': always(
    ({ before, event, after }) => {
      const stopped = before.phase.kind === 'locked' && event.type === 'stop';
      if (isOver(before)) assert.equal(after.phase.kind, stopped ? 'stopped' : before.phase.kind);
    },
  ),

  'a linked account is requested at most once': () => {
    let requests = 0;
    return ({ before, after }) => {
      if (after.phase.kind !== 'linked') requests = 0;
      else if (after.inFlight && !before.inFlight) requests++;
      assert.ok(requests <= 1);
    };
  },

  'a pairing that has not ended has a request planned or under way': always(({ after }) => {
    assert.ok(isOver(after) || nextRequest(after) !== undefined);
  }),

  'no code is requested while the panel is hidden': always(({ before, after }) => {
    if (after.inFlight === 'qr' && before.inFlight !== 'qr') assert.ok(after.visible);
  }),

  'a covered code needs a visible panel, and a pause a hidden one': always(({ after }) => {
    if (after.phase.kind === 'expired') assert.ok(after.visible);
    if (after.phase.kind === 'paused') assert.ok(!after.visible);
  }),

  'only the first request of a pairing changes the session, and only once': () => {
    let changed = false;
    return ({ before, after }) => {
      const request = nextRequest(after);
      changed ||= request === 'qr' || request === 'session' || request === undefined;
      if (changed) assert.ok(request === undefined || request === 'qr' || request === 'session', request);
      else assert.equal(request, nextRequest(before));
    };
  },

  'a wait is not shorter than shown, and at most a tenth longer': always(({ before, event, after, at }) => {
    const { plan } = after;
    if (event.type === 'postpone' || plan?.seconds === undefined || plan.at === before.plan?.at) return;
    const wait = plan.at - at;
    assert.ok(wait >= plan.seconds * 1_000 && wait <= plan.seconds * 1_100);
  }),

  'a wait that the gateway asks for is kept, unless the user retries': () => {
    let until = -Infinity;
    return ({ before, event, after, at }) => {
      if (event.type === 'retry') until = -Infinity;
      if (event.type === 'answered' && event.request === before.inFlight && event.answer.kind === 'failure') {
        const { kind, retryAfterMs = 0 } = event.answer.failure;
        if (kind === 'rateLimit') until = at + Math.min(Math.max(retryAfterMs, requestGap), longestWait);
      }
      if (after.inFlight && !before.inFlight) assert.ok(at >= until, `requested ${until - at} ms too early`);
    };
  },

  'no wait is longer than an hour': always(({ before, event, after, at }) => {
    const { plan } = after;
    if (event.type === 'postpone' || plan === undefined || plan === before.plan) return;
    assert.ok(Number.isFinite(plan.at) && plan.at - at <= longestWait, `${plan.at - at} ms`);
  }),

  'a start counts as stuck after a minute, and no sooner': always(({ before, event, after, at }) => {
    if (after.phase.kind !== 'waiting' || after.phase === before.phase) return;
    const { since, stuck } = after.phase;
    assert.ok(since <= at && (!stuck || at - since >= startingTime));
    if (event.type === 'due') assert.equal(stuck, at - since >= startingTime);
  }),

  'a pairing code is requested only while there is a QR code, and only if the user wants one': () => {
    let wanted = false;
    return ({ before, event, after }) => {
      if (event.type === 'requestPairingCode') wanted = true;
      if (event.type === 'cancelPairingCode' || !after.pairingCode) wanted = false;
      if (after.inFlight !== 'pairingCode' || before.inFlight === 'pairingCode') return;
      assert.ok(wanted, 'the user wanted none');
      assert.ok(
        ['scannable', 'expired', 'paused', 'connecting'].includes(after.phase.kind),
        after.phase.kind,
      );
      wanted = false;
    };
  },

  'a request for a pairing code keeps the planned request': always(({ before, after }) => {
    if (after.pairingCode?.kind !== 'requested' || before.pairingCode?.kind === 'requested') return;
    assert.deepEqual(after.plan, before.plan);
  }),

  'a pairing code is shown for 3 minutes, and only while its session can be linked': always(
    ({ event, after, at }) => {
      if (after.pairingCode) assert.ok(!isOver(after) && after.phase.kind !== 'waiting');
      if (after.pairingCode?.kind !== 'shown') return;
      const expiresAt = after.pairingCode.since + 180_000;
      if (event.type === 'due') assert.ok(expiresAt > at);
      assert.ok((nextWake(after) ?? Infinity) <= expiresAt, 'no timer covers the code');
    },
  ),

  'a failed request for a pairing code does not change the QR code': always(({ before, event, after }) => {
    if (event.type !== 'answered' || before.inFlight !== 'pairingCode' || event.request !== 'pairingCode')
      return;
    if (event.answer.kind === 'status') return;
    assert.equal(after.phase, before.phase);
    if (event.answer.kind !== 'failure' || event.answer.failure.kind !== 'rateLimit')
      assert.equal(after.link, before.link);
  }),

  'codes are counted one by one, with the answers that bring them': always(({ before, event, after }) => {
    if (after.codes === before.codes) return;
    assert.equal(after.codes, before.codes + 1);
    assert.ok(event.type === 'answered' && event.answer.kind === 'code');
  }),
} as const satisfies Readonly<Record<string, Claim>>;
