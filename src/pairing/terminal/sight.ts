import type { Cancel, Clock } from '../../core/time/clock';
import { Emitter } from '../../core/events/emitter';

/**
 * Where a terminal is: `front` is an editor tab in front of the others, which is on screen. `active` is the terminal that the
 * user used last, in an area that may be hidden. Any other terminal is `behind`.
 */
export type Place = 'front' | 'active' | 'behind';

/** How long an active terminal without the focus counts as visible after its last use, in ms: as long as a first code lives. */
const unseenTime = 60_000;

/** What a terminal sends while it reports its focus. */
const focusReports: ReadonlyMap<string, boolean> = new Map([
  ['\x1b[I', true],
  ['\x1b[O', false],
]);

/** The text that makes a terminal report its focus as input. */
export const requestFocusReports = '\x1b[?1004h';
/** The text that ends these reports. */
export const endFocusReports = '\x1b[?1004l';

/**
 * What is known about whether the user can see a terminal. The editor tells which terminal is active, and the terminal reports
 * its focus. Nothing tells that the whole area of the terminals is hidden. So an active terminal without the focus may be
 * visible: for a while it counts as visible, but never as seen.
 */
export class Sight {
  readonly #changed = new Emitter<boolean>();
  /** Fires with {@link visible}, also if only {@link seen} has changed. */
  readonly onDidChange = this.#changed.event;
  #place: Place = 'active';
  #focused = false;
  #usedAt: number;
  #cancelTimer: Cancel | undefined;
  #ended = false;

  constructor(private readonly clock: Pick<Clock, 'now' | 'at'>) {
    this.#usedAt = clock.now();
    this.#setTimer();
  }

  /** Whether the user probably sees it. */
  get visible(): boolean {
    if (this.#ended || this.#place === 'behind') return false;
    return this.seen || this.clock.now() < this.#usedAt + unseenTime;
  }

  /** Whether the user certainly sees it. */
  get seen(): boolean {
    return !this.#ended && (this.#place === 'front' || (this.#place === 'active' && this.#focused));
  }

  /** Notes where it is now. */
  setPlace(place: Place): void {
    if (place === this.#place) return;
    this.#place = place;
    this.#use();
  }

  /** Notes an input, which shows that the user uses it. Returns whether it was only a report about the focus. */
  receive(input: string): boolean {
    const focused = focusReports.get(input);
    this.#focused = focused ?? this.#focused;
    this.#use();
    return focused !== undefined;
  }

  /** Notes that the terminal is closed. */
  dispose(): void {
    this.#ended = true;
    this.#cancelTimer?.();
  }

  #use(): void {
    if (this.#ended) return;
    this.#usedAt = this.clock.now();
    this.#setTimer();
    this.#changed.fire(this.visible);
  }

  #setTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#place !== 'active' || this.#focused) return;
    this.#cancelTimer = this.clock.at(this.#usedAt + unseenTime, () => {
      this.#changed.fire(this.visible);
    });
  }
}
