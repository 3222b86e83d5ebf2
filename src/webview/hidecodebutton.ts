import type { HiddenCode } from '../core/views/panel/paneldata';

/** Keys that press a button. */
const pressKeys: readonly string[] = [' ', 'Enter'];

/** A button that covers a code and shows it while it is held, or after a press. For people who share their screen. */
export class HideCodeButton {
  readonly #button = document.createElement('button');
  /** Whether it had the focus when it left the card. */
  #hadFocus = false;
  #hideCode: HiddenCode | undefined;

  constructor(private readonly card: HTMLElement) {
    const button = this.#button;
    button.type = 'button';
    button.className = 'hide-code';
    button.addEventListener('click', () => {
      if (this.#hideCode?.mode === 'toggle') this.#reveal(!this.#revealed);
    });
    const hold = (held: boolean): void => {
      if (this.#hideCode?.mode === 'hold') this.#reveal(held);
    };
    button.addEventListener('pointerdown', ({ pointerId }) => {
      // The code stays visible while the pointer slips off the card.
      button.setPointerCapture(pointerId);
      hold(true);
    });
    button.addEventListener('keydown', ({ key }) => {
      if (pressKeys.includes(key)) hold(true);
    });
    for (const end of ['pointerup', 'pointercancel', 'keyup', 'blur'] as const)
      button.addEventListener(end, () => {
        hold(false);
      });
    // When another window or editor gets the keys, this page doesn't see their release.
    window.addEventListener('blur', () => {
      hold(false);
    });
  }

  /** Leaves the card, whose content is about to be replaced. It comes back hidden, with the focus if nothing else got it. */
  leave(): void {
    if (document.activeElement === this.#button) this.#hadFocus = document.hasFocus();
    this.#button.remove();
  }

  /** Covers the code in the card, or removes the cover. */
  set(hideCode: HiddenCode | undefined): void {
    const other = hideCode?.mode !== this.#hideCode?.mode || this.#button.parentNode !== this.card;
    this.#hideCode = hideCode;
    if (!hideCode) {
      this.leave();
      this.card.classList.remove('hidden-code');
      return;
    }
    if (this.#button.parentNode !== this.card) this.card.append(this.#button);
    this.#reveal(!other && this.#revealed);
    if (this.#hadFocus && document.hasFocus() && document.activeElement === document.body)
      this.#button.focus({ preventScroll: true });
    this.#hadFocus = false;
  }

  get #revealed(): boolean {
    return this.#button.getAttribute('aria-pressed') === 'true';
  }

  #reveal(revealed: boolean): void {
    const { show = '', hide = '' } = this.#hideCode ?? {};
    this.card.classList.toggle('hidden-code', !revealed);
    this.#button.setAttribute('aria-pressed', String(revealed));
    const text = revealed ? hide : show;
    if (this.#button.textContent !== text) this.#button.textContent = text;
  }
}
