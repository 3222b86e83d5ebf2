import type { Answer } from '../../src/core/gateways/answer';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Clock } from '../../src/core/time/clock';
import type { TimelineEntry } from '../../src/core/timeline/timeline';
import { wawp } from '../../src/core/gateways/wawp';
import { epoch } from '../unit/fakes/machine';
import type { Exchange } from './exchange';
import { arbitraryExchange, fetchOf } from './exchange';
import type { Outcome } from './exchangeclaims';
import { exchangeClaims, instanceId, origin } from './exchangeclaims';
import { tokens } from './hostile';
import { grouped, seed, tell } from './seed';
import { Tally } from './tally';

const runs = 100_000;
/** How often each kind of answer must have come at least, for the run to say anything of it. */
const enough = 100;

/** Makes the one call of an exchange. */
async function have(exchange: Exchange): Promise<Outcome> {
  const [notes, asked]: [TimelineEntry[], string[]] = [[], []];
  const gateway = wawp.connect({
    endpoint: { base: `${origin}/api`, origin },
    instanceId,
    token: () => Promise.resolve(exchange.token),
    credentials: exchange.credentials,
    fetch: fetchOf(exchange, asked),
    clock: passing(exchange.takes),
    note: (entry) => notes.push(entry),
  });
  const answer = await gateway.request(exchange.request, new AbortController().signal);
  return { exchange, answer, notes, asked };
}

/** A clock on which so many ms pass from the first look at it to the next; its timers never ring. */
function passing(ms: number): Clock {
  let looks = 0;
  return { now: () => epoch + (looks++ === 0 ? 0 : ms), elapsed: () => 0, at: () => () => undefined };
}

/** The kind of an answer, and of a failure which. */
function kindOf(answer: Answer): string {
  return answer.kind === 'failure' ? answer.failure.kind : answer.kind;
}

describe('The answers of a gateway', () => {
  it(`bear out every claim, ${grouped(runs)} times over`, async () => {
    const met = new Tally();
    tell(`${grouped(runs)} answers and ${Object.keys(exchangeClaims).length} claims about each`);
    const started = performance.now();
    await fc.assert(
      fc.asyncProperty(arbitraryExchange(tokens), async (exchange) => {
        const outcome = await have(exchange);
        for (const [name, claim] of Object.entries(exchangeClaims))
          try {
            claim(outcome);
          } catch (error) {
            throw new Error(`Not so: ${name}.`, { cause: error });
          }
        met.add(kindOf(outcome.answer));
      }),
      { seed, numRuns: runs },
    );
    const seconds = Math.round((performance.now() - started) / 1_000);
    console.log(`      in ${seconds} s, read as ${met.toString()}`);
    for (const kind of ['code', 'status', 'empty', 'done', 'protocol', 'unavailable', 'token', 'instance'])
      assert.ok(met.of(kind) >= enough, `hardly ever ${kind}`);
  }).timeout(300_000);
});
