import type { Clock } from './core/clock';
import type { Disposable } from './core/emitter';
import { Emitter } from './core/emitter';
import { Pace } from './core/pace';
import type { InstancePairing } from './instancepairing';

/** What a report is made from. */
export type Reported = Pick<InstancePairing, 'instanceId' | 'trace'>;

/** The pairings of this window, one for each instance, and the pace that each gateway is owed. */
export class Pairings implements Disposable {
  readonly #changed = new Emitter<InstancePairing>();
  /** Fires when a pairing has begun, changed or gone. */
  readonly onDidChange = this.#changed.event;
  readonly #byInstance = new Map<string, InstancePairing>();
  readonly #paces = new Map<string, Pace>();
  #closed: Reported | undefined;

  constructor(private readonly clock: Clock) {}

  /** In the order in which the user turned to them. */
  get all(): readonly InstancePairing[] {
    return [...this.#byInstance.values()];
  }

  /** The one that a wish to stop means. */
  get running(): InstancePairing | undefined {
    return this.all.findLast(({ running }) => running);
  }

  /** Those that the status bar may speak of, the last one first of all: a running one, and the one turned to last. */
  get noteworthy(): readonly InstancePairing[] {
    return [this.running, this.all.at(-1)].filter((pairing) => pairing !== undefined);
  }

  /** The one that a report is wanted of: the one turned to last, be its panel open or closed. */
  get latest(): Reported | undefined {
    return this.all.at(-1) ?? this.#closed;
  }

  find(instanceId: string): InstancePairing | undefined {
    return this.#byInstance.get(instanceId);
  }

  /** Takes a pairing in until its panel is closed. */
  add(pairing: InstancePairing): void {
    const { instanceId } = pairing;
    this.#byInstance.set(instanceId, pairing);
    pairing.onDidChange(() => {
      this.#changed.fire(pairing);
    });
    pairing.onDidActivate(() => {
      this.turnTo(pairing);
    });
    pairing.onDidClose(() => {
      this.#byInstance.delete(instanceId);
      this.#closed = { instanceId, trace: pairing.trace };
      this.#changed.fire(pairing);
    });
  }

  /** Notes that the user has turned to a pairing. */
  turnTo(pairing: InstancePairing): void {
    if (this.all.at(-1) === pairing || !this.#byInstance.delete(pairing.instanceId)) return;
    this.#byInstance.set(pairing.instanceId, pairing);
    this.#changed.fire(pairing);
  }

  /** Ends the attempts at one gateway, or all; what they came to stays on show. */
  stop(origin?: string): void {
    for (const pairing of this.#byInstance.values())
      if (origin === undefined || pairing.origin === origin) pairing.stop();
  }

  /** The pace of calls for an instance; it outlives the pairing, so that a new one doesn't come too soon. */
  pace(origin: string, instanceId: string, restored = false): Pace {
    const key = `${origin} ${instanceId}`;
    // The window before a reload may have called until this process began, where the monotonic clock starts.
    const pace = this.#paces.get(key) ?? new Pace(this.clock, restored ? 0 : undefined);
    this.#paces.set(key, pace);
    return pace;
  }

  dispose(): void {
    for (const pairing of this.#byInstance.values()) pairing.dispose();
    this.#changed.dispose();
  }
}
