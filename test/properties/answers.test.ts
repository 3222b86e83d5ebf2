import { ServerClock } from '../../src/core/code/serverclock';
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
import { grouped, seed, printRun } from './seed';
import { Tally } from './tally';

const runs = 100_000;
/** How often each kind of answer must occur for the run to be meaningful. */
const minimum = 100;

/** Sends the only request of an exchange. */
async function perform(exchange: Exchange): Promise<Outcome> {
  const [notes, asked]: [TimelineEntry[], string[]] = [[], []];
  const gateway = wawp.connect({
    serverClock: new ServerClock(),
    endpoint: { base: `${origin}/api`, origin },
    instanceId,
    token: () => Promise.resolve(exchange.token),
    credentials: exchange.credentials,
    fetch: fetchOf(exchange, asked),
    clock: clockThatPasses(exchange.takes),
    note: (entry) => notes.push(entry),
  });
  const answer = await gateway.request(exchange.request, new AbortController().signal);
  return { exchange, answer, notes, asked };
}

/** A clock on which this many ms pass between the first and the next reading; its timers never fire. */
function clockThatPasses(ms: number): Clock {
  let looks = 0;
  return {
    now: () => epoch + (looks++ === 0 ? 0 : ms),
    wall: (at) => at,
    elapsed: () => 0,
    at: () => () => undefined,
  };
}

/** The kind of an answer, or of its failure. */
function kindOf(answer: Answer): string {
  return answer.kind === 'failure' ? answer.failure.kind : answer.kind;
}

describe('the answers of a gateway', () => {
  it(`meet every claim, ${grouped(runs)} times`, async () => {
    const tally = new Tally();
    printRun(`${grouped(runs)} answers and ${Object.keys(exchangeClaims).length} claims about each`);
    const started = performance.now();
    await fc.assert(
      fc.asyncProperty(arbitraryExchange(tokens), async (exchange) => {
        const outcome = await perform(exchange);
        for (const [name, claim] of Object.entries(exchangeClaims))
          try {
            claim(outcome);
          } catch (error) {
            throw new Error(`Claim not met: ${name}.`, { cause: error });
          }
        tally.add(kindOf(outcome.answer));
      }),
      { seed, numRuns: runs },
    );
    const seconds = Math.round((performance.now() - started) / 1_000);
    console.log(`      in ${seconds} s, read as ${tally.toString()}`);
    for (const kind of ['code', 'status', 'empty', 'done', 'protocol', 'unavailable', 'token', 'instance'])
      assert.ok(tally.of(kind) >= minimum, `too few answers of the kind ${kind}`);
  }).timeout(300_000);
});
