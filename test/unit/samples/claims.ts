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

/** Requests that change the session. */
const commands: ReadonlySet<PairingRequest | undefined> = new Set(['start', 'stop', 'restart', 'logout']);

/** Whether an event answers the request under way or the session check beside it. */
function isAnswered({ before, event }: Moment): boolean {
  if (event.type !== 'answered') return false;
  return (
    event.request === before.inFlight || (event.request === 'session' && before.checkSince !== undefined)
  );
}

/** The kinds of request that begin, and those that end or are given up. */
function changesOf({ before, after }: Moment): {
  readonly begun: readonly PairingRequest[];
  readonly ended: readonly PairingRequest[];
} {
  const begun: PairingRequest[] = [];
  const ended: PairingRequest[] = [];
  if (before.inFlight !== after.inFlight || before.startedAt !== after.startedAt) {
    if (before.inFlight) ended.push(before.inFlight);
    if (after.inFlight) begun.push(after.inFlight);
  }
  if (before.checkSince !== after.checkSince) {
    if (before.checkSince !== undefined) ended.push('session');
    if (after.checkSince !== undefined) begun.push('session');
  }
  return { begun, ended };
}

/** The request that is planned or under way. */
function nextRequest(pairing: Pairing): PairingRequest | undefined {
  return pairing.plan?.request ?? pairing.inFlight;
}

/** Minimum time between two requests of one kind, in ms. */
const requestGap = 5_000;
/** The same for session checks while a phone is being linked. */
const linkingGap = 3_000;
/** A gateway that answered a request for a code within this time, in ms, is expected to do so again. */
const quickAnswer = 250;
/** A request counts as having arrived at the gateway at most so long after its start, in ms. */
const longestTravel = 1_000;
/** A session check may wait so much longer than the gateway asks, in ms: the difference between the two gaps. */
const waitSlack = requestGap - linkingGap;
/** Longest wait that the gateway doesn't ask for, in ms: 60 s and a tenth. */
const longestOwnWait = 66_000;
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

  'no code is scannable that the gateway repeats from memory, or that is older than the last start': always(
    ({ after }) => {
      if (after.phase.kind !== 'scannable') return;
      assert.ok(!after.phase.code.repeated);
      assert.notEqual(after.phase.code.value, after.history.old);
    },
  ),

  'no code is scannable that the gateway has offered for more than 75 s': () => {
    let since = Infinity;
    return ({ before, event, after, at }) => {
      if (after.history.newest?.value !== before.history.newest?.value) since = at;
      if (event.type !== 'answered' || event.answer.kind !== 'code' || before.inFlight !== 'qr') return;
      if (event.request === 'qr' && (before.startedAt ?? at) - since > 75_000)
        assert.notEqual(after.phase.kind, 'scannable');
    };
  },

  'the time in which a code came has a beginning and an end': always(({ after }) => {
    const born = after.history.newest?.born;
    if (born) assert.ok(born.after <= born.by, `it came after ${born.after} and by ${born.by}`);
  }),

  'a pairing code that is waited for is being requested': always(({ after }) => {
    if (after.pairingCode?.kind === 'requested') assert.equal(after.inFlight, 'pairingCode');
  }),

  'a code that is still valid stays through every transient failure': always((moment) => {
    const { before, event, after, at } = moment;
    if (before.phase.kind !== 'scannable' || before.phase.code.expiresAt <= at) return;
    if (event.type !== 'answered' || !isAnswered(moment)) return;
    if (event.answer.kind !== 'failure' || !isTransient(event.answer.failure)) return;
    const unreadable = before.link.kind === 'backoff' ? before.link.unreadable : 0;
    if (event.answer.failure.kind === 'protocol' && unreadable === 3) return;
    assert.equal(after.phase, before.phase);
  }),

  'no request begins while another is under way, except a session check': always((moment) => {
    const { before, after, event } = moment;
    if (after.inFlight !== undefined && after.inFlight !== before.inFlight) {
      assert.equal(before.inFlight, undefined);
      assert.equal(event.type, 'due');
    }
    if (changesOf(moment).begun.length > 0) assert.equal(event.type, 'due');
    if (after.checkSince !== undefined) {
      assert.notEqual(after.inFlight, 'session', 'two session checks');
      assert.ok(!commands.has(after.inFlight), 'a session check beside a command');
    }
    // Only a request for a pairing code keeps the planned request.
    const keepsPlan = after.inFlight === undefined || after.inFlight === 'pairingCode';
    assert.ok(keepsPlan || !after.plan, 'a request is planned while another is under way');
  }),

  'two requests of one kind are at least 5 s apart, session checks of a phone that may be about to link 3 s':
    () => {
      const begunAt = new Map<PairingRequest, number>();
      const countsFrom = new Map<PairingRequest, number>();
      return (moment) => {
        const { before, at } = moment;
        const { begun, ended } = changesOf(moment);
        for (const request of ended)
          countsFrom.set(request, Math.min((begunAt.get(request) ?? at) + longestTravel, at));
        const isStalled =
          before.inFlight === 'qr' &&
          (before.phase.kind === 'scannable' || before.phase.kind === 'expired') &&
          before.phase.code.took <= quickAnswer;
        const isLinking =
          isStalled ||
          before.phase.kind === 'linking' ||
          // After the last code, only a session check tells whether a phone has scanned it.
          (before.phase.kind === 'expired' && before.plan?.request === 'session') ||
          (before.phase.kind === 'scannable' && moment.after.phase.kind === 'expired') ||
          (before.phase.kind === 'expired' && before.phase.because === 'gone');
        for (const request of begun) {
          begunAt.set(request, at);
          if (commands.has(request)) continue;
          const gap = request === 'session' && isLinking ? linkingGap : requestGap;
          const from = countsFrom.get(request) ?? before.last[request] ?? -Infinity;
          assert.ok(at - from >= gap, `${request} after ${at - from} ms`);
        }
      };
    },

  'no request follows the end, except the checks of a link': always(({ before, after }) => {
    if (!isOver(after)) return;
    assert.equal(after.checkSince, undefined);
    if (after.phase.kind === 'linked') assert.equal(nextRequest(after) ?? 'session', 'session');
    else assert.ok(!after.plan && !after.inFlight);
    if (!after.plan) assert.equal(nextWake(after), undefined);
    if (isOver(before) && !before.plan && !before.inFlight) assert.ok(!after.plan && !after.inFlight);
  }),

  'a pairing that has ended stays as it is, except that the user can stop one that is locked, and that a link can be lost':
    always(({ before, event, after }) => {
      if (!isOver(before)) return;
      const stopped = before.phase.kind === 'locked' && event.type === 'stop';
      const { phase } = after;
      const lost = before.phase.kind === 'linked' && phase.kind === 'failed';
      if (lost) assert.equal(phase.failure.kind, 'linkLost');
      else assert.equal(phase.kind, stopped ? 'stopped' : before.phase.kind);
    }),

  'only a session check that says WORKING means linked': always((moment) => {
    const { before, event, after } = moment;
    if (after.phase.kind !== 'linked' || before.phase.kind === 'linked') return;
    assert.ok(event.type === 'answered' && event.request === 'session' && isAnswered(moment));
    assert.ok(event.answer.kind === 'status' && event.answer.status === 'WORKING');
  }),

  'a link is checked at most three times, and while that fails for at most 40 s': () => {
    let answered = 0;
    let failed = 0;
    return ({ before, event, after, at }) => {
      if (after.phase.kind !== 'linked') return;
      if (before.phase.kind !== 'linked') answered = failed = 0;
      else if (event.type === 'answered' && before.inFlight === 'session' && event.request === 'session') {
        const isWorking = event.answer.kind === 'status' && event.answer.status === 'WORKING';
        if (isWorking) answered++;
        else failed++;
      }
      const { plan } = after;
      if (!plan || plan === before.plan || event.type !== 'answered') return;
      assert.ok(answered < 3 && failed < 7, `${answered} answered and ${failed} failed checks`);
      assert.ok(at - after.phase.since < 30_000, 'checked too long after the link');
      assert.ok(plan.at <= Math.max(after.phase.since + 40_000, at + requestGap), 'planned too late');
    };
  },

  'a pairing that has not ended has a request planned or under way, so it always goes on': always(
    ({ after }) => {
      if (isOver(after)) return;
      assert.notEqual(nextRequest(after), undefined);
      const answers = after.inFlight !== undefined || after.checkSince !== undefined;
      assert.ok(answers || nextWake(after) !== undefined, 'nothing wakes it');
    },
  ),

  'no wait is longer than a minute and a tenth, unless the gateway asks for that': () => {
    let until = -Infinity;
    return (moment) => {
      const { before, event, after, at } = moment;
      if (event.type === 'answered' && isAnswered(moment) && event.answer.kind === 'failure')
        until = Math.max(until, at + Math.ceil((event.answer.failure.retryAfterMs ?? 0) / 1_000) * 1_000);
      const { plan } = after;
      if (event.type === 'postpone' || !plan || plan === before.plan) return;
      assert.ok(plan.at <= Math.max(at + longestOwnWait, until + waitSlack), `${plan.at - at} ms`);
    };
  },

  'no code is requested while the panel is hidden': always(({ before, after }) => {
    if (after.inFlight === 'qr' && before.inFlight !== 'qr') assert.ok(after.visible);
  }),

  'a covered code needs a visible panel, and a pause a hidden one': always(({ after }) => {
    if (after.phase.kind === 'expired') assert.ok(after.visible);
    if (after.phase.kind === 'paused') assert.ok(!after.visible);
  }),

  'a session is changed only as the user asked, and once more by stop and start if it refuses to start':
    () => {
      const sent: PairingRequest[] = [];
      let asked: PairingRequest | undefined;
      let refused = false;
      return (moment) => {
        const { before, event } = moment;
        if (sent.length === 0) asked ??= nextRequest(before);
        const isRefusal = event.type === 'answered' && event.answer.kind === 'failure';
        refused ||=
          isRefusal && commands.has(before.inFlight) && event.answer.failure.kind === 'alreadyStarted';
        sent.push(...changesOf(moment).begun.filter((request) => commands.has(request)));
        const allowed = [...(commands.has(asked) ? [asked] : []), ...(refused ? ['stop', 'start'] : [])];
        assert.deepEqual(sent, allowed.slice(0, sent.length));
      };
    },

  'a wait is not shorter than shown, and at most a tenth longer': always(({ before, event, after, at }) => {
    const { plan } = after;
    if (event.type === 'postpone' || plan?.seconds === undefined || plan.at === before.plan?.at) return;
    // A request that is due waits for the rest of its gap.
    if (event.type === 'due' && plan.seconds === before.plan?.seconds) return;
    const wait = plan.at - at;
    assert.ok(wait >= plan.seconds * 1_000 && wait <= plan.seconds * 1_100);
  }),

  'a wait that the gateway asks for is kept, unless the user retries or a check shows news': () => {
    let until = -Infinity;
    return (moment) => {
      const { before, event, after, at } = moment;
      const isNews = before.checkSince !== undefined && after.phase.kind !== before.phase.kind;
      if (event.type === 'retry' || isNews) until = -Infinity;
      // What a check beside an open request is refused says nothing about that one.
      const isBeside = event.type === 'answered' && event.request !== before.inFlight && before.inFlight;
      if (event.type === 'answered' && isAnswered(moment) && !isBeside && event.answer.kind === 'failure') {
        const { kind, retryAfterMs = 0 } = event.answer.failure;
        if (kind === 'rateLimit') until = at + Math.min(Math.max(retryAfterMs, requestGap), longestWait);
      }
      if (changesOf(moment).begun.length > 0) assert.ok(at >= until, `requested ${until - at} ms too early`);
    };
  },

  'no wait is longer than an hour': always(({ before, event, after, at }) => {
    const { plan } = after;
    if (event.type === 'postpone' || plan === undefined || plan === before.plan) return;
    assert.ok(Number.isFinite(plan.at) && plan.at - at <= longestWait + waitSlack, `${plan.at - at} ms`);
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
