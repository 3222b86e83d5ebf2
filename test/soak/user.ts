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
import type { Litter } from './litter';
import { anyForm } from './chaos';
import { Rhythm } from './rhythm';
import { Watch } from './watch';

/** What a user needs to sit down and pair. */
export interface UserParts {
  readonly url: string;
  /** How long a code lives, in ms. */
  readonly life: number;
  readonly token: string;
  readonly instance: StandInInstance;
  readonly clock: Clock;
  readonly random: () => number;
  readonly litter: Litter;
}

/** How long a user takes at most to begin, or to begin anew after an end, in ms. */
const reaction = 6_000;
/** How long a user does nothing, on average, in ms. */
const idleness = 30_000;
/** Lines that a log gets, which nobody keeps. */
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Someone who pairs one instance, as the extension does it for them: looks away and back, loses patience, begins again after an end. */
export class User {
  readonly watch: Watch;
  readonly timeline: Timeline;
  readonly rhythm: Rhythm;
  /** Attempts begun, calls made and codes counted in all of them. */
  readonly did = { attempts: 0, requests: 0, codes: 0, looksAway: 0, retries: 0 };
  readonly #parts: UserParts;
  readonly #pace: Pace;
  #session: PairingRunner | undefined;
  #gaveUp = false;
  #next: Cancel = () => undefined;

  constructor(parts: UserParts) {
    const { clock, instance, life } = parts;
    this.#parts = parts;
    this.#pace = new Pace(clock);
    this.timeline = new Timeline(() => clock.now());
    this.rhythm = new Rhythm(clock.now());
    this.watch = new Watch(instance, life, () => clock.now());
    this.#plan();
  }

  /** Takes a look at everything, between two turns of the machine. */
  look(): void {
    this.watch.look(this.#session?.state);
  }

  /** Closes the panel. */
  leave(): void {
    this.rhythm.over(this.#parts.clock.now());
    this.#next();
    this.#end();
  }

  #begin(): void {
    this.did.attempts++;
    this.watch.disturbed();
    const { clock, random, litter, instance } = this.#parts;
    instance.form = anyForm(random);
    const note = (entry: TimelineEntry): void => {
      this.timeline.add(entry);
      writeLog(log, entry);
    };
    const session = new PairingRunner({
      ...{ client: this.#door(note), clock, pace: this.#pace, note, chance: random },
      interval: () => 6_000,
    });
    this.#session = session;
    session.onDidChange((state) => {
      this.watch.changed(state);
    });
    litter.expect('session', session);
  }

  #end(): void {
    this.did.codes += this.#session?.state.codes ?? 0;
    this.#session?.dispose();
    this.#session = undefined;
  }

  /** The door to the gateway, with an ear at it. */
  #door(note: (entry: TimelineEntry) => void): PairingClient {
    const { url, token, instance, clock, litter } = this.#parts;
    const door = wawp.connect({
      endpoint: { base: url, origin: url },
      instanceId: instance.id,
      token: () => Promise.resolve(token),
      credentials: 'body',
      fetch: (target, init) => fetch(target, init),
      ...{ clock, note },
    });
    litter.expect('gateway', door);
    return {
      request: async (request, signal) => {
        this.did.requests++;
        this.watch.asked();
        this.rhythm.begins(request, clock.now());
        litter.expect('signal', signal);
        const answer = await door.request(request, signal);
        this.watch.heard(answer);
        this.#gaveUp = answer.kind === 'failure' && answer.failure.kind === 'timeout';
        this.rhythm.ends(request, clock.now(), this.#gaveUp);
        return answer;
      },
    };
  }

  #plan(): void {
    const { clock, random } = this.#parts;
    const over = this.#session === undefined || isOver(this.#session.state);
    this.#next = clock.at(clock.now() + (over ? reaction : 2 * idleness) * random(), () => {
      this.#act();
      this.#plan();
    });
  }

  #act(): void {
    const session = this.#session;
    if (!session || isOver(session.state)) {
      this.#end();
      this.#begin();
      return;
    }
    // A call that is given up may reach the gateway later than its end, and be taken for one that follows too soon.
    if (session.state.inFlight || this.#gaveUp) return;
    const chance = this.#parts.random();
    if (!session.state.visible) session.setVisible(true);
    else if (chance < 0.1) {
      this.did.looksAway++;
      this.watch.disturbed();
      session.setVisible(false);
    } else if (chance < 0.2) {
      this.did.retries++;
      session.retry();
    } else if (chance < 0.21) session.stop();
  }
}
