import type { Action, Intent } from '../core/views/intent';

/** Giving up and going back are never what is suggested. */
const unsuggested: ReadonlySet<Intent> = new Set([
  'stop',
  'qrCode',
  'changeNumber',
  'showPanel',
  'queueBack',
  'queueLater',
  'queueSkip',
]);

/** The row of buttons. A button that stays keeps its element, so that an update never takes the focus away. */
export class Buttons {
  readonly #buttons = new Map<Intent, HTMLButtonElement>();

  constructor(
    private readonly row: HTMLElement,
    private readonly press: (intent: Intent) => void,
    /** Where the focus goes when there is nothing to suggest. */
    private readonly fallback: HTMLElement,
  ) {}

  show(actions: readonly Action[]): void {
    const focused = this.row.contains(document.activeElement);
    const shown = actions.map(({ intent, label }, index) => {
      const button = this.#buttons.get(intent) ?? this.#make(intent);
      button.textContent = label;
      button.classList.toggle('primary', index === 0 && !unsuggested.has(intent));
      return button;
    });
    if (shown.some((button, index) => this.row.children[index] !== button)) this.#arrange(shown);
    else while (this.row.children.length > shown.length) this.row.lastElementChild?.remove();
    // Whoever had pressed a button that is gone stands at the one that matters now, and never at one that gives up.
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
