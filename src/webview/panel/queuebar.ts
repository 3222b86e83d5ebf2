import type { QueueResult, QueueView } from '../../core/views/panel/paneldata';
import type { Intent } from '../../core/views/intent';
import { Buttons } from '../actionbuttons';
import { showText } from '../isolate';

/** The queue's bar: whose turn it is, and buttons that move on; at the end, the result of each instance. */
export class QueueBar {
  readonly #heading = document.createElement('h2');
  readonly #progress = document.createElement('progress');
  readonly #row = document.createElement('div');
  readonly #results = document.createElement('ol');
  readonly #buttons: Buttons;
  #current: string | undefined;

  constructor(
    private readonly place: HTMLElement,
    /** The results come after it. */
    before: HTMLElement,
    press: (intent: Intent) => void,
    /** Gets the focus when the bar disappears. */
    private readonly fallback: HTMLElement,
  ) {
    this.#heading.tabIndex = -1;
    this.#row.className = 'actions';
    this.#results.id = 'results';
    this.#results.hidden = true;
    this.#buttons = new Buttons(this.#row, press, this.#heading);
    place.append(this.#heading, this.#row, this.#progress);
    before.after(this.#results);
  }

  /** Whether one of its buttons has the focus. */
  get hasFocus(): boolean {
    return this.place.contains(document.activeElement);
  }

  /** Shows the queue. Returns whether it has moved on to another instance. */
  show(queue: QueueView | undefined, names: readonly string[] = []): boolean {
    const { hasFocus } = this;
    this.place.hidden = queue?.heading === undefined;
    document.body.toggleAttribute('data-unmonitored', queue?.monitored === false);
    this.#list(queue?.results);
    if (!queue) return false;
    this.place.ariaLabel = this.#progress.ariaLabel = queue.name;
    showText(this.#heading, queue.heading ?? '', names);
    this.#progress.max = queue.total;
    this.#progress.value = queue.done;
    this.#buttons.show(queue.actions);
    if (hasFocus && this.place.hidden) this.fallback.focus();
    const moved = this.#current !== queue.current;
    this.#current = queue.current;
    return moved;
  }

  #list(results: readonly QueueResult[] = []): void {
    this.#results.hidden = results.length === 0;
    this.#results.replaceChildren(...results.map(resultItem));
  }
}

function resultItem({ outcome, name, more, text, foreign }: QueueResult): HTMLElement {
  const item = document.createElement('li');
  item.dataset['outcome'] = outcome;
  const [title, id, result] = [
    document.createElement('strong'),
    document.createElement('span'),
    document.createElement('span'),
  ];
  showText(title, name, foreign);
  showText(id, more, foreign);
  id.className = 'more';
  showText(result, text, foreign);
  // With spaces, copied text and a screen reader have words.
  item.append(title, ' ', id, ' ', result);
  return item;
}
