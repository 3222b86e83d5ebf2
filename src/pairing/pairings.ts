// src/pairing: pairing an instance: starting it, its surfaces, its buttons, its lock, notifications and the status bar item.
import type { ViewColumn } from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { LivePairing } from './livepairing';

/** The data for a report, available even after the pairing is closed. */
export type ReportSource = Pick<LivePairing, 'ref' | 'gateway' | 'timeline'>;

/** The pairings of this window, one for each instance. */
export class Pairings implements Disposable {
  readonly #changed = new Emitter<LivePairing>();
  /** Fires when a pairing is added, activated, shown, hidden, changed or closed. */
  readonly onDidChange = this.#changed.event;
  readonly #interrupted = new Emitter<InstanceRef>();
  /** Fires with the instance of a running pairing that the editor has ended. */
  readonly onDidInterrupt = this.#interrupted.event;
  readonly #byInstance = new Map<string, LivePairing>();
  #latest: ReportSource | undefined;

  /** All pairings, the one that the user used last at the end. */
  get all(): readonly LivePairing[] {
    return [...this.#byInstance.values()];
  }

  /** The pairings that are shown: all but those that wait for their turn in a queue. */
  get shown(): readonly LivePairing[] {
    return this.all.filter(({ surfaces }) => !surfaces.waitsForTurn);
  }

  /** The editor columns in which pairings are visible. */
  get columns(): readonly ViewColumn[] {
    return this.all.flatMap(({ surfaces }) => surfaces.columns);
  }

  /** The pairing that the user used last, even if it is closed. */
  get latest(): ReportSource | undefined {
    return this.#latest;
  }

  find(ref: InstanceRef): LivePairing | undefined {
    return this.#byInstance.get(refKey(ref));
  }

  /** Adds a pairing until its last surface is closed. */
  add(pairing: LivePairing): void {
    const key = refKey(pairing.ref);
    this.#byInstance.set(key, pairing);
    this.#latest = pairing;
    pairing.onDidChange(() => {
      this.#changed.fire(pairing);
    });
    pairing.surfaces.onDidActivate(() => {
      this.activate(pairing);
    });
    pairing.surfaces.onDidChangeVisibility(() => {
      this.#changed.fire(pairing);
    });
    pairing.onDidClose((interrupted) => {
      this.#byInstance.delete(key);
      const { ref, gateway, timeline } = pairing;
      if (this.#latest === pairing) this.#latest = { ref, gateway, timeline };
      this.#changed.fire(pairing);
      if (interrupted) this.#interrupted.fire(ref);
    });
  }

  /** Notes that the user now uses a pairing. Fires even if it already was the last one: it may have become visible. */
  activate(pairing: LivePairing): void {
    const key = refKey(pairing.ref);
    if (!this.#byInstance.delete(key)) return;
    this.#byInstance.set(key, pairing);
    this.#latest = pairing;
    this.#changed.fire(pairing);
  }

  /** Stops the runs of the pairings that match. The surfaces stay open. */
  stop(matches: (pairing: LivePairing) => boolean): void {
    for (const pairing of this.#byInstance.values()) if (matches(pairing)) pairing.stop();
  }

  dispose(): void {
    for (const pairing of this.#byInstance.values()) pairing.dispose();
    this.#changed.dispose();
    this.#interrupted.dispose();
  }
}
