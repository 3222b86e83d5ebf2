import type { ViewColumn } from 'vscode';
import type { Clock } from '../core/time/clock';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import { Pace } from '../core/gateways/instancepace';
import type { InstancePairing } from './instancepairing';

/** What a report is made from. */
export type Reported = Pick<InstancePairing, 'ref' | 'gateway' | 'timeline'>;

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

  /** Those that the status bar may speak of: all but the ones that wait for their turn in a queue, out of sight. */
  get noteworthy(): readonly InstancePairing[] {
    return this.all.filter(({ quiet }) => !quiet);
  }

  /** Where pairings are on screen, among the editors. */
  get columns(): readonly ViewColumn[] {
    return this.all.flatMap(({ columns }) => columns);
  }

  /** The one that a report is wanted of: the one turned to last, be its panel open or closed. */
  get latest(): Reported | undefined {
    return this.all.at(-1) ?? this.#closed;
  }

  find(ref: InstanceRef): InstancePairing | undefined {
    return this.#byInstance.get(refKey(ref));
  }

  /** Takes a pairing in until its panel is closed. */
  add(pairing: InstancePairing): void {
    const key = refKey(pairing.ref);
    this.#byInstance.set(key, pairing);
    pairing.onDidChange(() => {
      this.#changed.fire(pairing);
    });
    pairing.onDidActivate(() => {
      this.turnTo(pairing);
    });
    pairing.onDidClose(() => {
      this.#byInstance.delete(key);
      const { ref, gateway, timeline } = pairing;
      this.#closed = { ref, gateway, timeline };
      this.#changed.fire(pairing);
    });
  }

  /** Notes that the user has turned to a pairing. That tells of it also if it was the last one already: it may have come into sight. */
  turnTo(pairing: InstancePairing): void {
    const key = refKey(pairing.ref);
    if (!this.#byInstance.delete(key)) return;
    this.#byInstance.set(key, pairing);
    this.#changed.fire(pairing);
  }

  /** Ends the attempts that a reason speaks against; what they came to stays on show. */
  stop(against: (pairing: InstancePairing) => boolean): void {
    for (const pairing of this.#byInstance.values()) if (against(pairing)) pairing.stop();
  }

  /** The pace of requests for an instance; it outlives the pairing, so that a new one doesn't come too soon. */
  pace(gateway: Gateway, instanceId: string, restored = false): Pace {
    const key = `${tokenKey(gateway)}\n${instanceId}`;
    // The window before a reload may have called until this process began, where the monotonic clock starts.
    const pace = this.#paces.get(key) ?? new Pace(this.clock, restored ? 0 : undefined);
    this.#paces.set(key, pace);
    return pace;
  }

  /** Keeps the pace of the requests for a gateway's instances under another name of it: the gateway is the same. */
  renameGateway(gateway: Gateway, name: string): void {
    const before = `${tokenKey(gateway)}\n`;
    const after = `${tokenKey({ ...gateway, name })}\n`;
    for (const [key, pace] of [...this.#paces])
      if (key.startsWith(before)) this.#paces.set(after + key.slice(before.length), pace);
  }

  dispose(): void {
    for (const pairing of this.#byInstance.values()) pairing.dispose();
    this.#changed.dispose();
  }
}
