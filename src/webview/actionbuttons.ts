import type { Action, Intent } from '../core/views/intent';

/** Buttons that give up or go back: never the primary one. */
const secondary: ReadonlySet<Intent> = new Set([
  'stop',
  'qrCode',
  'changeNumber',
  'showPanel',
  'queueBack',
  'queueLater',
  'queueSkip',
]);

/** A row of buttons. A button that stays keeps its element, so that an update doesn't take the focus away. */
export class Buttons {
  readonly #buttons = new Map<Intent, HTMLButtonElement>();

  constructor(
    private readonly row: HTMLElement,
    private readonly press: (intent: Intent) => void,
    /** Gets the focus when there is no primary button. */
    private readonly fallback: HTMLElement,
  ) {}

  show(actions: readonly Action[]): void {
    const focused = this.row.contains(document.activeElement);
    const shown = actions.map(({ intent, label }, index) => {
      const button = this.#buttons.get(intent) ?? this.#make(intent);
      button.textContent = label;
      button.classList.toggle('primary', index === 0 && !secondary.has(intent));
      return button;
    });
    if (shown.some((button, index) => this.row.children[index] !== button)) this.#arrange(shown);
    else while (this.row.children.length > shown.length) this.row.lastElementChild?.remove();
    // The focus of a button that is gone moves to the primary one, never to one that gives up.
    if (focused && !this.row.contains(document.activeElement)) this.focusPrimary();
  }

  focusPrimary(): void {
    (this.row.querySelector<HTMLButtonElement>('.primary') ?? this.fallback).focus();
  }

  #make(intent: Intent): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.addEventListener('click', () => {
      this.press(intent);
    });
    this.#buttons.set(intent, button);
    return button;
  }

  #arrange(shown: readonly HTMLButtonElement[]): void {
    const active = document.activeElement;
    this.row.replaceChildren(...shown);
    if (active instanceof HTMLButtonElement && shown.includes(active)) active.focus();
  }
}
