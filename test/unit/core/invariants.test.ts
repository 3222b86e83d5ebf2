import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTransient } from '../../../src/core/failure';
import type { Call } from '../../../src/core/gateway';
import { callGap } from '../../../src/core/pace';
import { isOver, nextWake } from '../../../src/core/pairing';
import { arbitraryLife } from '../samples/arbitraries';
import type { Moment } from '../samples/life';
import { live } from '../samples/life';

/** Says that something holds at every moment of every life. */
function always(claim: (moment: Moment) => void): void {
  fc.assert(
    fc.property(arbitraryLife, (steps) => {
      live(steps, claim);
    }),
    { numRuns: 2_000 },
  );
}

describe('Whatever happens to a pairing', () => {
  it('no code is scannable from its death on', () => {
    always(({ event, after, at }) => {
      if (after.phase.kind !== 'scannable') return;
      const { deadAt } = after.phase.code;
      if (event.type === 'due') assert.ok(deadAt > at);
      assert.ok((nextWake(after) ?? Infinity) <= deadAt, 'nobody is woken to cover it');
    });
  });

  it('a code that is still good survives every transient failure', () => {
    always(({ before, event, after, at }) => {
      if (before.phase.kind !== 'scannable' || before.phase.code.deadAt <= at) return;
      if (event.type !== 'answered' || before.flight !== event.call) return;
      if (event.answer.kind !== 'failure' || !isTransient(event.answer.failure)) return;
      const misreads = before.link.kind === 'backoff' ? before.link.misreads : 0;
      if (event.answer.failure.kind === 'protocol' && misreads === 3) return;
      assert.equal(after.phase, before.phase);
    });
  });

  it('no call begins while another is under way', () => {
    always(({ before, after, event }) => {
      if (after.flight !== undefined && after.flight !== before.flight) {
        assert.equal(before.flight, undefined);
        assert.equal(event.type, 'due');
      }
      assert.ok(!(after.flight && after.plan), 'a plan beside a flight');
    });
  });

  it('two calls of one kind are never less than 5 s apart, from the end of one to the start of the next', () => {
    fc.assert(
      fc.property(arbitraryLife, (steps) => {
        const ended = new Map<Call, number>();
        live(steps, ({ before, after, at }) => {
          if (before.flight === after.flight) return;
          if (before.flight) ended.set(before.flight, at);
          if (after.flight === 'qr' || after.flight === 'session')
            assert.ok(at - (ended.get(after.flight) ?? -Infinity) >= callGap, `${after.flight} too soon`);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('an end is silent, but for the one call that names the account', () => {
    always(({ before, after }) => {
      if (!isOver(after)) return;
      if (after.phase.kind === 'linked')
        assert.equal(after.plan?.call ?? after.flight ?? 'session', 'session');
      else assert.ok(!after.plan && !after.flight);
      if (!after.plan) assert.equal(nextWake(after), undefined);
      if (isOver(before) && !before.plan && !before.flight) assert.ok(!after.plan && !after.flight);
    });
  });

  it('an end is never left', () => {
    always(({ before, after }) => {
      if (isOver(before)) assert.equal(after.phase.kind, before.phase.kind);
    });
  });

  it('a linked account is asked for once', () => {
    fc.assert(
      fc.property(arbitraryLife, (steps) => {
        let asked = 0;
        live(steps, ({ before, after }) => {
          if (after.phase.kind !== 'linked') asked = 0;
          else if (after.flight && !before.flight) asked++;
          assert.ok(asked <= 1);
        });
      }),
    );
  });

  it('one that has not ended has a call planned or under way', () => {
    always(({ after }) => {
      assert.ok(isOver(after) || after.plan !== undefined || after.flight !== undefined);
    });
  });

  it('no code is asked for while nobody looks', () => {
    always(({ before, after }) => {
      if (after.flight === 'qr' && before.flight !== 'qr') assert.ok(after.visible);
    });
  });

  it('a covered code is kept only for someone who looks, and a pause only for nobody', () => {
    always(({ after }) => {
      if (after.phase.kind === 'lapsed') assert.ok(after.visible);
      if (after.phase.kind === 'paused') assert.ok(!after.visible);
    });
  });

  it('a session is neither started nor restarted by itself', () => {
    always(({ after }) => {
      const call = after.plan?.call ?? after.flight;
      assert.ok(call !== 'start' && call !== 'restart');
    });
  });

  it('a wait that is announced is not shorter, and at most a tenth longer', () => {
    always(({ before, event, after, at }) => {
      const { plan } = after;
      if (event.type === 'postpone' || plan?.seconds === undefined || plan === before.plan) return;
      const wait = plan.at - at;
      assert.ok(wait >= plan.seconds * 1_000 && wait <= plan.seconds * 1_100);
    });
  });
});
