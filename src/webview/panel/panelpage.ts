// src/webview/panel: the page of the panel.
import type { QrModules } from '../../core/code/modules';
import type { PanelView } from '../../core/views/panel/paneldata';
import type { Intent } from '../../core/views/intent';
import type { NumberEntry } from '../../core/pairing/numberform';
import { Buttons } from '../actionbuttons';
import { byId } from '../byid';
import { keepLive } from '../keeplive';
import { documentLook } from '../stylist';
import { PairingCodeSection } from './pairingcodesection';
import { QueueBar } from './queuebar';
import { CodeCard } from '../codecard';
import { showText } from '../isolate';

/** The panel's page: it draws what the host sends and decides nothing. */
export class Page {
  readonly #main = byId('main');
  readonly #title = byId('title');
  readonly #headline = byId('headline');
  readonly #timer = byId('timer');
  readonly #steps = byId('steps');
  readonly #details = byId('details');
  readonly #site = byId('site');
  readonly #notes = byId('notes');
  readonly #announcer = byId('announcer');
  readonly #monitor = byId('monitor');
  readonly #look = documentLook();
  readonly #stage = new CodeCard(
    byId('stage'),
    (cramped) => {
      this.#setCramped(cramped);
    },
    this.#look,
    (reason) => {
      this.#setPlainReason(reason);
    },
  );
  readonly #buttons: Buttons;
  readonly #pairingCode: PairingCodeSection;
  readonly #queue: QueueBar;
  #view: PanelView | undefined;
  #cramped = false;
  /** Why the code on screen isn't in the user's style. */
  #plain: string | undefined;
  #announced: string | undefined;
  #endLive = (): void => undefined;

  constructor(press: (intent: Intent) => void, enter: (entry: NumberEntry) => void) {
    this.#buttons = new Buttons(byId('actions'), press, this.#headline);
    this.#pairingCode = new PairingCodeSection(byId('phone'), enter, this.#headline);
    this.#queue = new QueueBar(byId('queue'), byId('actions'), press, this.#headline);
  }

  /** Shows a view, with the modules of its code. `age` is the view's, in ms. */
  show(view: PanelView, modules: QrModules | undefined, age: number): void {
    this.#endLive();
    this.#view = view;
    const worsened = view.tone === 'problem' && this.#main.dataset['tone'] !== 'problem';
    this.#main.dataset['tone'] = view.tone;
    showText(this.#title, view.title, [view.title]);
    showText(this.#headline, view.headline, view.foreign);
    // What the user typed for one instance must not stay for the next.
    if (this.#queue.show(view.queue, view.foreign)) this.#pairingCode.show();
    link(this.#site, view.site);
    this.#draw(view, modules, age);
    this.#showAdvice(view);
    this.#pairingCode.show(view.pairingCode);
    this.#announce(view.announcement);
    // The focus moves only within the page, and not out of the number's form, the queue's buttons or the rotation monitor.
    const isElsewhere =
      this.#queue.hasFocus || this.#pairingCode.hasFocus || this.#monitor.contains(document.activeElement);
    if (worsened && document.hasFocus() && !isElsewhere) this.#buttons.focusPrimary();
  }

  #draw(view: PanelView, modules: QrModules | undefined, age: number): void {
    const { code, cover, timer } = view;
    if (code && modules) this.#stage.draw(code, modules);
    else if (cover !== undefined) this.#stage.cover(cover);
    else this.#stage.clear();
    this.#timer.hidden = !timer;
    this.#endLive = keepLive(view, age, {
      showTime: (text) => {
        if (this.#timer.textContent !== text) this.#timer.textContent = text;
      },
      announce: (text) => {
        this.#announcer.textContent = text;
      },
      cover: () => {
        if (code) this.#stage.cover(cover ?? '');
        this.#pairingCode.cover();
        this.#timer.hidden = true;
      },
    });
  }

  /** Shows what to do. If there is too little room for the code, that comes first. */
  #showAdvice({ code, steps, details, notes, actions, foreign }: PanelView): void {
    const plain = code && this.#plain;
    const setting = plain !== undefined && this.#look ? [this.#look.setting] : [];
    list(this.#notes, 'p', plain === undefined ? notes : [...notes, plain], foreign);
    const cramped = this.#cramped ? code?.cramped : undefined;
    // A camera can't read the code, so there are no steps.
    list(this.#steps, 'li', cramped ? [] : steps);
    list(this.#details, 'p', cramped ? [cramped.text, ...details] : details, foreign);
    this.#buttons.show([...(cramped ? [cramped.action] : []), ...actions, ...setting]);
  }

  #setCramped(cramped: boolean): void {
    if (cramped === this.#cramped) return;
    this.#cramped = cramped;
    if (this.#view) this.#showAdvice(this.#view);
  }

  #setPlainReason(reason: string | undefined): void {
    if (reason === this.#plain) return;
    this.#plain = reason;
    if (this.#view) this.#showAdvice(this.#view);
  }

  #announce({ id, text }: PanelView['announcement']): void {
    if (this.#announced === id) return;
    this.#announced = id;
    this.#announcer.textContent = text;
  }
}

/** Shows texts as elements of one kind. Nothing changes if they are on the page already. */
function list(
  parent: HTMLElement,
  kind: 'li' | 'p',
  texts: readonly string[],
  names: readonly string[] = [],
): void {
  parent.hidden = texts.length === 0;
  const same =
    parent.children.length === texts.length &&
    texts.every((text, index) => parent.children[index]?.textContent === text);
  if (same) return;
  parent.replaceChildren(
    ...texts.map((text) => {
      const element = document.createElement(kind);
      showText(element, text, names);
      return element;
    }),
  );
}

function link(parent: HTMLElement, site: PanelView['site']): void {
  parent.hidden = !site;
  if (!site || parent.textContent === site.label) return;
  const anchor = document.createElement('a');
  anchor.href = site.href;
  anchor.textContent = site.label;
  parent.replaceChildren(anchor);
}
