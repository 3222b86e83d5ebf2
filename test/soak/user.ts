import { LearnedLives } from '../../src/core/code/codelives';
import { ServerClock } from '../../src/core/code/serverclock';
import { writeLog } from '../../src/core/timeline/log';
import type { Cancel, Clock } from '../../src/core/time/clock';
import type { PairingClient } from '../../src/core/gateways/client';
import { Pace } from '../../src/core/gateways/instancepace';
import { isOver } from '../../src/core/pairing/pairing';
import { PairingRunner } from '../../src/core/pairing/runner';
import type { TimelineEntry } from '../../src/core/timeline/timeline';
import { Timeline } from '../../src/core/timeline/timeline';
import { wawp } from '../../src/core/gateways/wawp';
import type { StandInInstance } from '../gateway/instance';
import type { LeakCheck } from './leakcheck';
import { anyForm } from './randomfaults';
import { RequestTiming } from './requesttiming';
import { CodeComparison } from './codecomparison';

/** What a user needs to pair an instance. */
export interface UserParts {
  readonly url: string;
  /** How long a code is valid, in ms. */
  readonly lifetime: number;
  readonly token: string;
  readonly instance: StandInInstance;
  readonly clock: Clock;
  readonly random: () => number;
  readonly leakCheck: LeakCheck;
  /** How exactly the start of a request is known, in ms. */
  readonly precision: number;
}

/** How long a user takes at most to start, or to start again after the end of a pairing, in ms. */
const maxReaction = 6_000;
/** How long a user does nothing on average, in ms. */
const meanIdleTime = 30_000;
/** A log that keeps nothing. */
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A user who pairs one instance with the extension: hides and shows the panel, retries, and starts again after an end. */
export class User {
  readonly comparison: CodeComparison;
  readonly timeline: Timeline;
  readonly timing: RequestTiming;
  /** What the user did and received, in all pairings together. */
  readonly counts = { pairings: 0, requests: 0, codes: 0, looksAway: 0, retries: 0 };
  readonly #parts: UserParts;
  readonly #pace: Pace;
  #runner: PairingRunner | undefined;
  #timedOut = false;
  #next: Cancel = () => undefined;

  constructor(parts: UserParts) {
    const { clock, instance, lifetime, precision } = parts;
    this.#parts = parts;
    this.#pace = new Pace(clock);
    this.timeline = new Timeline(() => clock.now());
    this.timing = new RequestTiming(clock.now(), precision);
    this.comparison = new CodeComparison(instance, lifetime, () => clock.now());
    this.#plan();
  }

  /** Checks the state, between two turns of the event loop. */
  check(): void {
    this.comparison.check(this.#runner?.state);
  }

  /** Closes the panel. */
  leave(): void {
    this.timing.finish(this.#parts.clock.now());
    this.#next();
    this.#end();
  }

  #start(): void {
    this.counts.pairings++;
    this.comparison.interrupted();
    const { clock, random, leakCheck, instance } = this.#parts;
    instance.form = anyForm(random);
    const note = (entry: TimelineEntry): void => {
      this.timeline.add(entry);
      writeLog(log, entry);
    };
    const runner = new PairingRunner({
      client: this.#client(note),
      clock,
      pace: this.#pace,
      note,
      chance: random,
      interval: () => 6_000,
      learned: new LearnedLives(),
    });
    this.#runner = runner;
    runner.onDidChange((state) => {
      this.comparison.pairingChanged(state);
    });
    leakCheck.expect('runner', runner);
  }

  #end(): void {
    this.counts.codes += this.#runner?.state.codes ?? 0;
    this.#runner?.dispose();
    this.#runner = undefined;
  }

  /** A client of the gateway whose requests are recorded. */
  #client(note: (entry: TimelineEntry) => void): PairingClient {
    const { url, token, instance, clock, leakCheck } = this.#parts;
    const client = wawp.connect({
      serverClock: new ServerClock(),
      endpoint: { base: url, origin: url },
      instanceId: instance.id,
      token: () => Promise.resolve(token),
      credentials: 'body',
      fetch: (target, init) => fetch(target, init),
      clock,
      note,
    });
    leakCheck.expect('client', client);
    return {
      request: async (request, signal) => {
        this.counts.requests++;
        this.comparison.requestStarted();
        this.timing.started(request, clock.now());
        leakCheck.expect('signal', signal);
        const answer = await client.request(request, signal);
        this.comparison.requestEnded(answer);
        this.#timedOut = answer.kind === 'failure' && answer.failure.kind === 'timeout';
        this.timing.ended(request, clock.now(), this.#timedOut);
        return answer;
      },
    };
  }

  #plan(): void {
    const { clock, random } = this.#parts;
    const isEnded = this.#runner === undefined || isOver(this.#runner.state);
    this.#next = clock.at(clock.now() + (isEnded ? maxReaction : 2 * meanIdleTime) * random(), () => {
      this.#act();
      this.#plan();
    });
  }

  #act(): void {
    const runner = this.#runner;
    if (!runner || isOver(runner.state)) {
      this.#end();
      this.#start();
      return;
    }
    // A request that timed out may reach the gateway late, and count as one that follows too soon.
    if (runner.state.inFlight || this.#timedOut) return;
    const chance = this.#parts.random();
    if (!runner.state.visible) runner.setVisible(true);
    else if (chance < 0.1) {
      this.counts.looksAway++;
      this.comparison.interrupted();
      runner.setVisible(false);
    } else if (chance < 0.2) {
      this.counts.retries++;
      runner.retry();
    } else if (chance < 0.21) runner.stop();
  }
}
