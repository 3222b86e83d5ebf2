import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { RequestsFrom, Target } from '../core/failures/explain';
import { fromFor } from '../core/gateways/endpoint';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import { dialects } from '../core/gateways/dialects';
import type { Pairing } from '../core/pairing/pairing';
import type { Code } from '../core/code/code';
import { begin, end, hasLiveCode, isOver } from '../core/pairing/pairing';
import type { PairingRunner } from '../core/pairing/runner';
import { transition } from '../core/pairing/transition';
import type { InstanceRef } from '../core/references/instanceref';
import type { Translate } from '../core/text/translate';
import type { Clock } from '../core/time/clock';
import { Timeline } from '../core/timeline/timeline';
import { offered } from '../core/views/actions';
import { withHiddenCode } from '../core/views/panel/hidecode';
import { ownIntents } from '../core/views/intent';
import { withPairingCode } from '../core/views/panel/pairingcodeview';
import type { HideCodeMode, PanelView } from '../core/views/panel/paneldata';
import { panelView } from '../core/views/panel/panelview';
import type { StatusView } from '../core/views/status/statusview';
import { statusView } from '../core/views/status/statusview';
import type { PhoneNumberForm } from './panel/phonenumberform';
import type { Surface } from './surfaces/surface';
import { Surfaces } from './surfaces/surfaces';

/** The parts of a pairing that surfaces and lists show. */
const shownParts = ['phase', 'link', 'plan', 'inFlight', 'visible', 'codes', 'pairingCode'] as const;

/** What a {@link LivePairing} needs. */
export interface LivePairingParts {
  readonly clock: Clock;
  readonly t: Translate;
  /** The form for the phone number. */
  readonly numberForm: PhoneNumberForm;
  readonly hideCode: () => HideCodeMode;
  /** Which machine sends the requests, if the window is connected to another one. */
  readonly from?: RequestsFrom | undefined;
}

/**
 * The pairing of one instance in this window: its state, and the surfaces that show it. It has one run after the other and ends
 * when the last surface is closed.
 */
export class LivePairing implements Disposable {
  readonly #changed = new Emitter<Pairing>();
  readonly #closed = new Emitter<boolean>();
  readonly onDidChange = this.#changed.event;
  /** Fires when its last surface is closed, with whether the editor ended a running pairing that way. */
  readonly onDidClose = this.#closed.event;
  readonly surfaces = new Surfaces();
  /** The events of all its runs. */
  readonly timeline: Timeline;
  readonly numberForm: PhoneNumberForm;
  #state: Pairing;
  #gateway: Gateway | undefined;
  #runner: PairingRunner | undefined;

  constructor(
    readonly ref: InstanceRef,
    private readonly parts: LivePairingParts,
  ) {
    const { clock, numberForm } = parts;
    const now = clock.now();
    this.timeline = new Timeline(() => clock.now());
    this.#state = transition(begin(now, false), { type: 'stop', at: now });
    this.numberForm = numberForm;
    numberForm.onSend((number) => this.#runner?.requestPairingCode(number));
    numberForm.onDidChange(() => {
      this.refresh();
    });
    this.surfaces.onDidChangeVisibility(() => {
      this.#runner?.setVisible(this.surfaces.visible);
    });
    this.surfaces.onDidEmpty((closing) => {
      const interrupted = closing === 'byEditor' && this.running;
      this.#endRun();
      this.#closed.fire(interrupted);
    });
  }

  get state(): Pairing {
    return this.#state;
  }

  get running(): boolean {
    return !isOver(this.#state);
  }

  /** The runner of the current or last run; undefined before the first run. */
  get runner(): PairingRunner | undefined {
    return this.#runner;
  }

  /** The gateway of the current or last run. */
  get gateway(): Gateway | undefined {
    return this.#gateway;
  }

  /** Whether its runs use the token with a key. */
  usesToken(key: string): boolean {
    return this.#gateway !== undefined && tokenKey(this.#gateway) === key;
  }

  /** The QR code that a phone accepts now. A live credential. */
  get liveCode(): Code | undefined {
    const { phase } = this.#state;
    if (!this.#runner) return undefined;
    return phase.kind === 'scannable' && hasLiveCode(this.#state, this.parts.clock.now())
      ? phase.code
      : undefined;
  }

  /** The pairing code that a phone accepts now, as far as is known. A live credential. */
  get livePairingCode(): string | undefined {
    const { pairingCode } = this.#state;
    return this.#runner && pairingCode?.kind === 'shown' ? pairingCode.code : undefined;
  }

  /** Shows the pairing on one more surface. */
  attach(surface: Surface): void {
    this.surfaces.add(surface);
    surface.show(() => this.#viewFor(surface));
  }

  /** Starts a run. The previous run ends. */
  run(runner: PairingRunner, gateway: Gateway): void {
    this.#endRun();
    this.#gateway = gateway;
    this.#runner = runner;
    runner.onDidChange((state) => {
      this.#setState(state);
    });
    this.#setState(runner.state);
  }

  /** Stops the run. The surfaces stay open and show that. */
  stop(): void {
    this.#runner?.stop();
  }

  /** Notes that something else than this pairing has unlinked the phone. */
  setUnlinked(): void {
    if (this.#state.phase.kind !== 'linked') return;
    const now = this.parts.clock.now();
    this.#endRun();
    this.#setState(end(this.#state, { kind: 'unlinked', since: now }, now));
  }

  /** Draws every surface again, with the current settings. */
  refresh(): void {
    this.surfaces.show((surface) => this.#viewFor(surface));
  }

  /** The view of the panel at a time. */
  panelView(now: number): PanelView {
    return this.#shown(panelView(this.#state, this.#target, now, this.parts.t));
  }

  /** The view of the status bar item at a time; undefined if there is nothing to show. */
  statusView(now: number): StatusView | undefined {
    // A click must not act on something that the user perhaps doesn't see.
    const state = { ...this.#state, visible: this.surfaces.seen };
    const view = statusView(state, this.#target, now, this.parts.t, this.surfaces.shared);
    return view && { ...view, actions: this.#offered(view.actions) };
  }

  /** The buttons that a notification about this pairing can have. */
  notificationActions(now: number): PanelView['actions'] {
    const { actions } = this.panelView(now);
    return this.surfaces.shared ? actions.filter(({ intent }) => !ownIntents.has(intent)) : actions;
  }

  /** Ends the run. The surfaces stay: the editor closes or restores them. */
  dispose(): void {
    this.#endRun();
  }

  get #target(): Target {
    const { instanceId } = this.ref;
    const gateway = this.#gateway;
    if (!gateway) return { instanceId, origin: '' };
    const { endpoint, kind } = gateway;
    return {
      instanceId,
      origin: endpoint.origin,
      codeBudget: dialects[kind].codeBudget,
      from: fromFor(endpoint, this.parts.from),
    };
  }

  /** The view for a surface. Only a panel has the form for a phone number; other surfaces keep showing the QR code. */
  #viewFor({ kind }: Surface): PanelView {
    const { clock, t } = this.parts;
    const now = clock.now();
    if (kind !== 'panel') return this.panelView(now);
    const view = panelView(this.#state, this.#target, now, t);
    return this.#shown(withPairingCode(view, this.#state, this.numberForm.form, this.#target, now, t));
  }

  /** The view with what the gateway can do, and without a code that is to be hidden. */
  #shown(view: PanelView): PanelView {
    const { hideCode, t } = this.parts;
    return withHiddenCode({ ...view, actions: this.#offered(view.actions) }, hideCode(), t);
  }

  #offered(actions: PanelView['actions']): PanelView['actions'] {
    return this.#gateway ? offered(actions, dialects[this.#gateway.kind].capabilities) : actions;
  }

  #setState(state: Pairing): void {
    const before = this.#state;
    this.#state = state;
    // A session check beside other requests changes nothing that anybody sees.
    if (before !== state && shownParts.every((part) => before[part] === state[part])) return;
    this.numberForm.follow(state);
    this.refresh();
    this.#changed.fire(state);
  }

  #endRun(): void {
    this.#runner?.dispose();
    this.#runner = undefined;
  }
}
