import type { PanelView, HideCodeMode } from '../core/views/paneldata';
import type { ViewColumn } from 'vscode';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceRef } from '../core/references/instanceref';
import type { Action, Intent, PairingCodeIntent, QueueIntent } from '../core/views/intent';
import { isQueueIntent, ownIntents } from '../core/views/intent';
import type { Code, Pairing } from '../core/pairing/pairing';
import { begin, end, hasLiveCode, isOver } from '../core/pairing/pairing';
import { panelView } from '../core/views/panelview';
import { withPairingCode } from '../core/views/pairingcodeview';
import type { PairingRunner } from '../core/pairing/runner';
import { withHiddenCode } from '../core/views/hidecode';
import type { StatusView } from '../core/views/statusview';
import { statusView } from '../core/views/statusview';
import { transition } from '../core/pairing/transition';
import { Timeline } from '../core/timeline/timeline';
import type { Translate } from '../core/text/translate';
import type { Target } from '../core/failures/explain';
import type { PhoneNumberForm } from './phonenumberform';
import type { StatusSource } from './statusbar';
import type { Surface, SurfaceKind } from './surface';

/** What the user can press that a pairing can't do by itself. */
export type AssistedIntent = Exclude<Intent, 'show' | 'stop' | 'retry' | PairingCodeIntent | QueueIntent>;

/** The pairing of one instance: the surfaces that show it and, one after the other, the attempts shown in them. It ends with the last surface. */
export class InstancePairing implements Disposable, StatusSource {
  readonly #changed = new Emitter<Pairing>();
  readonly #closed = new Emitter<undefined>();
  readonly #activated = new Emitter<undefined>();
  readonly #intended = new Emitter<AssistedIntent>();
  readonly onDidChange = this.#changed.event;
  readonly onDidClose = this.#closed.event;
  readonly onDidActivate = this.#activated.event;
  readonly onAssistedIntent = this.#intended.event;
  /** What happened in all its attempts. */
  readonly timeline: Timeline;
  /** In the order in which they were opened. */
  #surfaces: readonly Surface[] = [];
  #session: PairingRunner | undefined;
  #state: Pairing;

  constructor(
    readonly ref: InstanceRef,
    /** Of the running or last attempt; undefined while there is none that could be asked. */
    private connected: Gateway | undefined,
    private readonly clock: Clock,
    private readonly t: Translate,
    /** The form in which a phone's number is typed. */
    readonly phone: PhoneNumberForm,
    private readonly hideCode: () => HideCodeMode,
  ) {
    const now = clock.now();
    this.timeline = new Timeline(() => clock.now());
    this.#state = transition(begin(now, false), { type: 'stop', at: now });
    phone.onAsk((number) => this.#session?.requestPairingCode(number));
    phone.onDidChange(() => {
      this.refresh();
    });
  }

  /** Shows the pairing in one more place. */
  attach(surface: Surface): void {
    this.#surfaces = [...this.#surfaces, surface];
    surface.onIntent((intent) => {
      this.perform(intent);
    });
    surface.onDidActivate(() => {
      this.#activated.fire(undefined);
    });
    surface.onDidChangeVisibility(() => {
      this.#session?.setVisible(this.visible);
    });
    surface.onDidClose(() => {
      this.#detach(surface);
    });
    this.#session?.setVisible(this.visible);
    this.#show(surface);
  }

  /** Whether it is shown in a place of that kind. */
  isIn(kind: SurfaceKind): boolean {
    return this.#placeOf(kind) !== undefined;
  }

  /** Whether it has a panel to itself: the place in a queue that is its for now is none. */
  get ownsPanel(): boolean {
    return this.#surfaces.some(({ kind, shared = false }) => kind === 'panel' && !shared);
  }

  get instanceId(): string {
    return this.ref.instanceId;
  }

  /** The gateway that the running or last attempt goes through. */
  get gateway(): Gateway | undefined {
    return this.connected;
  }

  /** Whether its attempts use the token kept under that key. */
  uses(account: string): boolean {
    return this.connected !== undefined && tokenKey(this.connected) === account;
  }

  get state(): Pairing {
    return this.#state;
  }

  /** The code that a phone would accept now. A live credential. */
  get liveCode(): Code | undefined {
    const { phase } = this.#state;
    if (!this.#session) return undefined;
    return phase.kind === 'scannable' && hasLiveCode(this.#state, this.clock.now()) ? phase.code : undefined;
  }

  /** The eight characters that a phone would accept now, as far as can be known. A live credential. */
  get livePairingCode(): string | undefined {
    const { pairingCode } = this.#state;
    return this.#session && pairingCode?.kind === 'shown' ? pairingCode.code : undefined;
  }

  get running(): boolean {
    return !isOver(this.#state);
  }

  get visible(): boolean {
    return this.#surfaces.some((surface) => surface.visible);
  }

  /** Whether it is on show nowhere yet: its end is told where it will be. */
  get quiet(): boolean {
    return this.#surfaces.length > 0 && this.#surfaces.every(({ quiet = false }) => quiet);
  }

  /** Where it is on screen, among the editors. */
  get columns(): readonly ViewColumn[] {
    return this.#surfaces.flatMap(({ column }) => column ?? []);
  }

  /** Begins a pairing run; the one before it ends. */
  start(runner: PairingRunner, gateway: Gateway): void {
    this.#end();
    this.connected = gateway;
    this.#session = runner;
    runner.onDidChange((state) => {
      this.#become(state);
    });
    this.#become(runner.state);
  }

  /** Ends the run; what it came to stays on show. */
  stop(): void {
    this.#session?.stop();
  }

  /** Does what a button says. */
  perform(intent: Intent): void {
    if (isQueueIntent(intent)) return;
    switch (intent) {
      case 'show':
        this.reveal();
        return;
      case 'stop':
        this.stop();
        return;
      case 'retry':
        this.#session?.retry();
        return;
      case 'pairingCode':
        this.phone.open();
        return;
      case 'qrCode':
        this.phone.close();
        return;
      case 'newPairingCode':
        this.#session?.requestPairingCode();
        return;
      case 'changeNumber':
        this.#session?.dropPairingCode();
        return;
      default:
        this.#intended.fire(intent);
    }
  }

  view(now: number): StatusView | undefined {
    return statusView(this.#state, this.#target, now, this.t, this.#isShared);
  }

  /** The buttons that a notification of it can have. */
  actions(now: number): readonly Action[] {
    const { actions } = this.panelView(now);
    return this.#isShared ? actions.filter(({ intent }) => !ownIntents.has(intent)) : actions;
  }

  panelView(now: number): PanelView {
    return withHiddenCode(panelView(this.#state, this.#target, now, this.t), this.hideCode(), this.t);
  }

  /** Brings a place of that kind into view, or the first one that shows it. */
  reveal(kind?: SurfaceKind): void {
    const [first] = this.#surfaces;
    const showing = this.#surfaces.find(({ quiet = false }) => !quiet);
    ((kind && this.#placeOf(kind)) ?? showing ?? first)?.reveal();
  }

  /** Gives the places that are its own another title. */
  rename(title: string): void {
    for (const surface of this.#surfaces) surface.rename?.(title);
  }

  /** Takes note that the phone it is linked to has been unlinked by other means. */
  unlinked(): void {
    if (this.#state.phase.kind !== 'linked') return;
    const now = this.clock.now();
    this.#end();
    this.#become(end(this.#state, { kind: 'unlinked', since: now }, now));
  }

  /** Shows everywhere how things stand, by the settings as they are now. */
  refresh(): void {
    for (const surface of this.#surfaces) this.#show(surface);
  }

  /** Takes it away wherever it is shown, which ends it. */
  close(): void {
    for (const surface of this.#surfaces) surface.close();
  }

  /** Ends the running attempt for good; the surfaces are the editor's to close or to bring back. */
  dispose(): void {
    this.#end();
  }

  /** Whether it has no place of its own. */
  get #isShared(): boolean {
    return this.#surfaces.length > 0 && this.#surfaces.every(({ shared = false }) => shared);
  }

  get #target(): Target {
    return { instanceId: this.instanceId, origin: this.connected?.endpoint.origin ?? '' };
  }

  /** A quiet place has another one's pairing on show. */
  #placeOf(kind: SurfaceKind): Surface | undefined {
    return this.#surfaces.find((surface) => surface.kind === kind && !(surface.quiet ?? false));
  }

  #become(state: Pairing): void {
    this.#state = state;
    this.phone.follow(state);
    this.refresh();
    this.#changed.fire(state);
  }

  #show(surface: Surface): void {
    surface.show(() => {
      const now = this.clock.now();
      const view = this.panelView(now);
      // A terminal has no form to type a number into: it goes on showing the code.
      return surface.kind === 'panel'
        ? withPairingCode(view, this.#state, this.phone.form, this.#target, now, this.t)
        : view;
    });
  }

  #detach(surface: Surface): void {
    this.#surfaces = this.#surfaces.filter((other) => other !== surface);
    if (this.#surfaces.length > 0) {
      this.#session?.setVisible(this.visible);
      return;
    }
    this.#end();
    this.#closed.fire(undefined);
  }

  #end(): void {
    this.#session?.dispose();
    this.#session = undefined;
  }
}
