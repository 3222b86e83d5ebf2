import { nextWake } from '../../../src/core/pairing/wake';
import assert from 'node:assert/strict';
import { isTransient } from '../../../src/core/failures/failure';
import type { PairingRequest } from '../../../src/core/gateways/client';
import type { Pairing } from '../../../src/core/pairing/pairing';
import { isOver } from '../../../src/core/pairing/pairing';
import type { Moment } from './life';

/** Watches one life from its beginning and throws at the moment that belies it; made anew for each life, since some remember. */
export type Claim = () => (moment: Moment) => void;

/** Watches for what a single moment can belie. */
function always(watch: (moment: Moment) => void): Claim {
  return () => watch;
}

/** The call that is planned or under way. */
function ahead(pairing: Pairing): PairingRequest | undefined {
  return pairing.plan?.request ?? pairing.inFlight;
}

/** What two calls of one kind keep between them, in ms. */
const requestGap = 5_000;
/** How long a session may be starting before it counts as stuck, in ms. */
const startingTime = 60_000;
/** Longest that a pairing which has not ended may leave its gateway alone, in ms: a `Retry-After` of an hour. */
const longestRest = 3_600_000;

/** What holds at every moment of every life of a pairing. */
export const claims = {
  'no code is scannable from its death on': always(({ event, after, at }) => {
    if (after.phase.kind !== 'scannable') return;
    const { expiresAt } = after.phase.code;
    if (event.type === 'due') assert.ok(expiresAt > at);
    assert.ok((nextWake(after) ?? Infinity) <= expiresAt, 'nobody is woken to cover it');
  }),

  'a code that is still good survives every transient failure': always(({ before, event, after, at }) => {
    if (before.phase.kind !== 'scannable' || before.phase.code.expiresAt <= at) return;
    if (event.type !== 'answered' || before.inFlight !== event.request) return;
    if (event.answer.kind !== 'failure' || !isTransient(event.answer.failure)) return;
    const unreadable = before.link.kind === 'backoff' ? before.link.unreadable : 0;
    if (event.answer.failure.kind === 'protocol' && unreadable === 3) return;
    assert.equal(after.phase, before.phase);
  }),

  'no call begins while another is under way': always(({ before, after, event }) => {
    if (after.inFlight !== undefined && after.inFlight !== before.inFlight) {
      assert.equal(before.inFlight, undefined);
      assert.equal(event.type, 'due');
    }
    // Only a request for a pairing code leaves the plan where it is.
    const alone = after.inFlight === undefined || after.inFlight === 'pairingCode';
    assert.ok(alone || !after.plan, 'a plan beside a request that is under way');
  }),

  'two calls of one kind are never less than 5 s apart, from the end of one to the start of the next': () => {
    const ended = new Map<PairingRequest, number>();
    return ({ before, after, at }) => {
      if (before.inFlight === after.inFlight) return;
      if (before.inFlight) ended.set(before.inFlight, at);
      if (after.inFlight !== 'qr' && after.inFlight !== 'session' && after.inFlight !== 'pairingCode') return;
      assert.ok(at - (ended.get(after.inFlight) ?? -Infinity) >= requestGap, `${after.inFlight} too soon`);
    };
  },

  'an end is silent, but for the one call that names the account': always(({ before, after }) => {
    if (!isOver(after)) return;
    if (after.phase.kind === 'linked') assert.equal(ahead(after) ?? 'session', 'session');
    else assert.ok(!after.plan && !after.inFlight);
    if (!after.plan) assert.equal(nextWake(after), undefined);
    if (isOver(before) && !before.plan && !before.inFlight) assert.ok(!after.plan && !after.inFlight);
  }),

  'an end is never left': always(({ before, after }) => {
    if (isOver(before)) assert.equal(after.phase.kind, before.phase.kind);
  }),

  'a linked account is asked for once': () => {
    let asked = 0;
    return ({ before, after }) => {
      if (after.phase.kind !== 'linked') asked = 0;
      else if (after.inFlight && !before.inFlight) asked++;
      assert.ok(asked <= 1);
    };
  },

  'one that has not ended has a call planned or under way': always(({ after }) => {
    assert.ok(isOver(after) || ahead(after) !== undefined);
  }),

  'no code is asked for while nobody looks': always(({ before, after }) => {
    if (after.inFlight === 'qr' && before.inFlight !== 'qr') assert.ok(after.visible);
  }),

  'a covered code is kept only for someone who looks, and a pause only for nobody': always(({ after }) => {
    if (after.phase.kind === 'expired') assert.ok(after.visible);
    if (after.phase.kind === 'paused') assert.ok(!after.visible);
  }),

  'a session is changed only by the call that a pairing begins with, and once': () => {
    let over = false;
    return ({ before, after }) => {
      const request = ahead(after);
      over ||= request === 'qr' || request === 'session' || request === undefined;
      if (over) assert.ok(request === undefined || request === 'qr' || request === 'session', request);
      else assert.equal(request, ahead(before));
    };
  },

  'a wait that is announced is not shorter, and at most a tenth longer': always(
    ({ before, event, after, at }) => {
      const { plan } = after;
      if (event.type === 'postpone' || plan?.seconds === undefined || plan.at === before.plan?.at) return;
      const wait = plan.at - at;
      assert.ok(wait >= plan.seconds * 1_000 && wait <= plan.seconds * 1_100);
    },
  ),

  'the patience that a gateway asks for is kept, unless the user loses theirs': () => {
    let until = -Infinity;
    return ({ before, event, after, at }) => {
      if (event.type === 'retry') until = -Infinity;
      if (event.type === 'answered' && event.request === before.inFlight && event.answer.kind === 'failure') {
        const { kind, retryAfterMs = 0 } = event.answer.failure;
        if (kind === 'rateLimit') until = at + Math.min(Math.max(retryAfterMs, requestGap), longestRest);
      }
      if (after.inFlight && !before.inFlight) assert.ok(at >= until, `called ${until - at} ms early`);
    };
  },

  'the gateway is never left alone for more than an hour': always(({ before, event, after, at }) => {
    const { plan } = after;
    if (event.type === 'postpone' || plan === undefined || plan === before.plan) return;
    assert.ok(Number.isFinite(plan.at) && plan.at - at <= longestRest, `${plan.at - at} ms`);
  }),

  'a start counts as stuck after a minute, and no sooner': always(({ before, event, after, at }) => {
    if (after.phase.kind !== 'waiting' || after.phase === before.phase) return;
    const { since, stuck } = after.phase;
    assert.ok(since <= at && (!stuck || at - since >= startingTime));
    if (event.type === 'due') assert.equal(stuck, at - since >= startingTime);
  }),

  'a pairing code is asked for while there is a QR code, and only when wanted': () => {
    let wanted = false;
    return ({ before, event, after }) => {
      if (event.type === 'requestPairingCode') wanted = true;
      if (event.type === 'dropPairingCode' || !after.pairingCode) wanted = false;
      if (after.inFlight !== 'pairingCode' || before.inFlight === 'pairingCode') return;
      assert.ok(wanted, 'nobody wanted it');
      assert.ok(
        ['scannable', 'expired', 'paused', 'connecting'].includes(after.phase.kind),
        after.phase.kind,
      );
      wanted = false;
    };
  },

  'a call for a phone number leaves the plan as it was': always(({ before, after }) => {
    if (after.pairingCode?.kind !== 'requested' || before.pairingCode?.kind === 'requested') return;
    assert.deepEqual(after.plan, before.plan);
  }),

  'a pairing code lives 3 minutes, and not without a session to link': always(({ event, after, at }) => {
    if (after.pairingCode) assert.ok(!isOver(after) && after.phase.kind !== 'waiting');
    if (after.pairingCode?.kind !== 'shown') return;
    const expiresAt = after.pairingCode.since + 180_000;
    if (event.type === 'due') assert.ok(expiresAt > at);
    assert.ok((nextWake(after) ?? Infinity) <= expiresAt, 'nobody is woken to cover it');
  }),

  'failing to get one does not touch the QR code': always(({ before, event, after }) => {
    if (event.type !== 'answered' || before.inFlight !== 'pairingCode' || event.request !== 'pairingCode')
      return;
    if (event.answer.kind === 'status') return;
    assert.equal(after.phase, before.phase);
    if (event.answer.kind !== 'failure' || event.answer.failure.kind !== 'rateLimit')
      assert.equal(after.link, before.link);
  }),

  'codes are counted one by one, as they are answered': always(({ before, event, after }) => {
    if (after.codes === before.codes) return;
    assert.equal(after.codes, before.codes + 1);
    assert.ok(event.type === 'answered' && event.answer.kind === 'code');
  }),
} as const satisfies Readonly<Record<string, Claim>>;
