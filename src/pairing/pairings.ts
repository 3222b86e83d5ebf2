import type { ViewColumn } from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { LivePairing } from './livepairing';

/** What a report is made from, be the pairing's surface open or closed. */
export type ReportSource = Pick<LivePairing, 'ref' | 'gateway' | 'timeline'>;

/** The pairings of this window, one for each instance. */
export class Pairings implements Disposable {
  readonly #changed = new Emitter<LivePairing>();
  /** Fires when a pairing has begun, changed or gone. */
  readonly onDidChange = this.#changed.event;
  readonly #byInstance = new Map<string, LivePairing>();
  #closed: ReportSource | undefined;

  /** In the order in which the user turned to them. */
  get all(): readonly LivePairing[] {
    return [...this.#byInstance.values()];
  }

  /** Those on show: all but the ones that wait for their turn in a queue. */
  get shown(): readonly LivePairing[] {
    return this.all.filter(({ surfaces }) => !surfaces.waitsForTurn);
  }

  /** Where pairings are on screen, among the editors. */
  get columns(): readonly ViewColumn[] {
    return this.all.flatMap(({ surfaces }) => surfaces.columns);
  }

  /** The one that the user turned to last, be its surface open or closed. */
  get latest(): ReportSource | undefined {
    return this.all.at(-1) ?? this.#closed;
  }

  find(ref: InstanceRef): LivePairing | undefined {
    return this.#byInstance.get(refKey(ref));
  }

  /** Takes a pairing in until its last surface is closed. */
  add(pairing: LivePairing): void {
    const key = refKey(pairing.ref);
    this.#byInstance.set(key, pairing);
    pairing.onDidChange(() => {
      this.#changed.fire(pairing);
    });
    pairing.surfaces.onDidActivate(() => {
      this.activate(pairing);
    });
    pairing.onDidClose(() => {
      this.#byInstance.delete(key);
      const { ref, gateway, timeline } = pairing;
      this.#closed = { ref, gateway, timeline };
      this.#changed.fire(pairing);
    });
  }

  /** Notes that the user has turned to a pairing. That fires also if it was the last one already: it may have come into sight. */
  activate(pairing: LivePairing): void {
    const key = refKey(pairing.ref);
    if (!this.#byInstance.delete(key)) return;
    this.#byInstance.set(key, pairing);
    this.#changed.fire(pairing);
  }

  /** Ends the runs that a reason speaks against; what they came to stays on show. */
  stop(matches: (pairing: LivePairing) => boolean): void {
    for (const pairing of this.#byInstance.values()) if (matches(pairing)) pairing.stop();
  }

  dispose(): void {
    for (const pairing of this.#byInstance.values()) pairing.dispose();
    this.#changed.dispose();
  }
}
