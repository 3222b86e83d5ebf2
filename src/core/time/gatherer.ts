import type { Cancel, Clock } from './clock';

/** Events within this time, in ms, are one: they probably have one cause. */
const oneEventTime = 60_000;
/** Events that follow are reported once there was none for this time, in ms. */
const quietTime = 10_000;

/**
 * Gathers events that probably have one cause, such as a server that restarts, so that there is one report and not one for each
 * event. The first report comes when `firstWait` says, at most after a minute. What follows it within that minute is reported
 * together with it, at most a few times.
 */
export class Gatherer<T> {
  #events: T[] = [];
  #reported = 0;
  #since = -Infinity;
  #cancel: Cancel | undefined;

  constructor(
    private readonly clock: Pick<Clock, 'now' | 'at'>,
    /** How long after the first event the first report comes, in ms. Asked at each event, with the time since the first one. */
    private readonly firstWait: (passed: number) => number,
    /** Called with all events of the minute; the last `fresh` of them were not reported yet. */
    private readonly report: (events: readonly T[], fresh: number) => void,
  ) {}

  /** Adds an event. */
  add(event: T): void {
    const now = this.clock.now();
    if (!this.#cancel && now >= this.#since + oneEventTime) {
      this.#events = [];
      this.#reported = 0;
      this.#since = now;
    }
    this.#events.push(event);
    const at =
      this.#reported === 0
        ? this.#since + Math.min(this.firstWait(now - this.#since), oneEventTime)
        : Math.min(now + quietTime, this.#since + oneEventTime);
    this.#cancel?.();
    this.#cancel = this.clock.at(at, () => {
      this.#cancel = undefined;
      const fresh = this.#events.length - this.#reported;
      this.#reported = this.#events.length;
      this.report([...this.#events], fresh);
    });
  }

  dispose(): void {
    this.#cancel?.();
  }
}
