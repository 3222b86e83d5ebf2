import type { ViewColumn } from 'vscode';
import type { Clock } from './core/clock';
import type { Disposable, Listen } from './core/emitter';
import { Emitter } from './core/emitter';
import type { Account } from './core/gateway';
import type { Intent, PhoneIntent } from './core/intent';
import type { Pairing, SessionCommand } from './core/pairing';
import { begin, isOver } from './core/pairing';
import type { PanelView } from './core/panelview';
import { panelView } from './core/panelview';
import { withPhone } from './core/phoneview';
import { PairingSession } from './core/session';
import type { SessionParts } from './core/session';
import type { StatusView } from './core/statusview';
import { statusView } from './core/statusview';
import { transition } from './core/transition';
import { Trace } from './core/trace';
import type { Translate } from './core/translate';
import type { Place } from './core/trouble';
import type { Panel } from './panel';
import type { PhoneLink } from './phonelink';
import type { StatusSource } from './statusbar';

/** What the user can press that a pairing can't do by itself. */
export type AssistedIntent = Exclude<Intent, 'show' | 'stop' | 'retry' | PhoneIntent>;

/** The pairing of one instance: its panel and, one after the other, the attempts shown in it. */
export class InstancePairing implements Disposable, StatusSource {
  readonly #changed = new Emitter<Pairing>();
  readonly #closed = new Emitter<undefined>();
  readonly #intended = new Emitter<AssistedIntent>();
  readonly onDidChange = this.#changed.event;
  readonly onDidClose = this.#closed.event;
  readonly onDidActivate: Listen<undefined>;
  readonly onAssistedIntent = this.#intended.event;
  /** What happened in all its attempts. */
  readonly trace: Trace;
  #session: PairingSession | undefined;
  #state: Pairing;
  #place: Place;

  constructor(
    private readonly panel: Panel,
    place: Place,
    private readonly clock: Clock,
    private readonly t: Translate,
    private readonly phone: PhoneLink,
  ) {
    const now = clock.now();
    this.trace = new Trace(() => clock.now());
    this.onDidActivate = panel.onDidActivate;
    this.#place = place;
    this.#state = transition(begin(now, panel.visible), { type: 'stop', at: now });
    panel.onIntent((intent) => {
      this.perform(intent);
    });
    panel.onDidChangeVisibility((visible) => {
      this.#session?.setVisible(visible);
    });
    panel.onDidClose(() => {
      this.#end();
      this.#closed.fire(undefined);
    });
    panel.onNumber((entry) => {
      phone.receive(entry);
    });
    phone.onAsk((number) => this.#session?.askPhoneCode(number));
    phone.onDidChange(() => {
      this.#show();
    });
    this.#show();
  }

  get instanceId(): string {
    return this.#place.instanceId;
  }

  /** Origin of the gateway that the running or last attempt asks. */
  get origin(): string {
    return this.#place.origin;
  }

  get state(): Pairing {
    return this.#state;
  }

  /** Whom the instance is linked to, as far as this panel knows. */
  get account(): Account | undefined {
    const { phase } = this.#state;
    return phase.kind === 'linked' ? phase.account : undefined;
  }

  get running(): boolean {
    return !isOver(this.#state);
  }

  get visible(): boolean {
    return this.panel.visible;
  }

  get column(): ViewColumn | undefined {
    return this.panel.column;
  }

  /** Begins an attempt, with a session command if that is what the user asked for; the one before it ends. */
  start(parts: SessionParts, place: Place, first?: SessionCommand): void {
    this.#end();
    this.#place = place;
    const session = new PairingSession(parts, this.panel.visible, first);
    this.#session = session;
    session.onDidChange((state) => {
      this.#become(state);
    });
    this.#become(session.state);
  }

  /** Ends the running attempt; what it came to stays on show. */
  stop(): void {
    this.#session?.stop();
  }

  /** Does what a button says. */
  perform(intent: Intent): void {
    switch (intent) {
      case 'show':
        this.panel.reveal();
        return;
      case 'stop':
        this.stop();
        return;
      case 'retry':
        this.#session?.retry();
        return;
      case 'phoneCode':
        this.phone.open();
        return;
      case 'qrCode':
        this.phone.close();
        return;
      case 'newPhoneCode':
        this.#session?.askPhoneCode();
        return;
      case 'changeNumber':
        this.#session?.dropPhoneCode();
        return;
      case 'copyPhoneCode':
        this.phone.copy(this.#state);
        return;
      default:
        this.#intended.fire(intent);
    }
  }

  view(now: number): StatusView | undefined {
    return statusView(this.#state, this.#place, now, this.t);
  }

  panelView(now: number): PanelView {
    const view = panelView(this.#state, this.#place, now, this.t);
    return withPhone(view, this.#state, this.phone.form, this.#place, now, this.t);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Ends the running attempt for good; the panel is the editor's to close or to bring back. */
  dispose(): void {
    this.#end();
  }

  #become(state: Pairing): void {
    this.#state = state;
    this.phone.follow(state);
    this.#show();
    this.#changed.fire(state);
  }

  #show(): void {
    this.panel.show(() => this.panelView(this.clock.now()));
  }

  #end(): void {
    this.#session?.dispose();
    this.#session = undefined;
  }
}
