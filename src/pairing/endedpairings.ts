import type { Disposable, Listen } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import { begin, end } from '../core/pairing/pairing';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { Translate } from '../core/text/translate';
import type { Cancel, Clock } from '../core/time/clock';
import { endedView } from '../core/views/status/endedview';
import type { StatusSource } from './statusbar';

/** How long the status bar shows a pairing that the editor has ended, in ms. */
const shownTime = 30_000;

/** The part of the pairings of a window that is needed. */
export interface Endings {
  readonly onDidChange: Listen<unknown>;
  /** Fires with the instance of a running pairing that the editor has ended. */
  readonly onDidInterrupt: Listen<InstanceRef>;
  find(ref: InstanceRef): unknown;
}

/** The running pairings that the editor has just ended by closing their tab, which the user may not have noticed. */
export class EndedPairings implements Disposable {
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  readonly #ended = new Map<string, { readonly source: StatusSource; readonly cancel: Cancel }>();
  readonly #following: readonly Disposable[];

  constructor(
    pairings: Endings,
    private readonly clock: Clock,
    private readonly t: Translate,
  ) {
    this.#following = [
      pairings.onDidInterrupt((ref) => {
        this.#add(ref);
      }),
      pairings.onDidChange(() => {
        for (const [key, { source }] of this.#ended) if (pairings.find(source.ref)) this.#remove(key);
      }),
    ];
  }

  /** What the status bar shows of them. */
  get sources(): readonly StatusSource[] {
    return Array.from(this.#ended.values(), ({ source }) => source);
  }

  dispose(): void {
    for (const each of this.#following) each.dispose();
    for (const { cancel } of this.#ended.values()) cancel();
    this.#ended.clear();
  }

  #add(ref: InstanceRef): void {
    const { clock, t } = this;
    const key = refKey(ref);
    this.#ended.get(key)?.cancel();
    const now = clock.now();
    const state = end(begin(now, false), { kind: 'stopped' }, now);
    const cancel = clock.at(now + shownTime, () => {
      this.#remove(key);
    });
    this.#ended.set(key, { source: { ref, state, statusView: () => endedView(t) }, cancel });
    this.#changed.fire(undefined);
  }

  #remove(key: string): void {
    this.#ended.get(key)?.cancel();
    if (this.#ended.delete(key)) this.#changed.fire(undefined);
  }
}
