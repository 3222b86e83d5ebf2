import type { Shield } from '../core/shield';

/** Keys that press a button. */
const pressKeys: readonly string[] = [' ', 'Enter'];

/** A button over the whole card that hides the code from whoever looks at a shared screen. */
export class ShieldButton {
  readonly #button = document.createElement('button');
  #shield: Shield | undefined;

  constructor(private readonly card: HTMLElement) {
    const button = this.#button;
    button.type = 'button';
    button.className = 'shield';
    button.addEventListener('click', () => {
      if (this.#shield?.mode === 'toggle') this.#reveal(!this.#revealed);
    });
    const hold = (held: boolean): void => {
      if (this.#shield?.mode === 'hold') this.#reveal(held);
    };
    button.addEventListener('pointerdown', ({ pointerId }) => {
      // A hand that slips off the card still holds it.
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
    // Another window or editor takes the keys, and their release with them.
    window.addEventListener('blur', () => {
      hold(false);
    });
  }

  /** Covers the code in the card as it is wished, or takes the cover away. */
  set(shield: Shield | undefined): void {
    const other = shield?.mode !== this.#shield?.mode;
    this.#shield = shield;
    if (!shield) {
      this.#button.remove();
      this.card.classList.remove('shielded');
      return;
    }
    if (this.#button.parentNode !== this.card) this.card.append(this.#button);
    this.#reveal(!other && this.#revealed);
  }

  get #revealed(): boolean {
    return this.#button.getAttribute('aria-pressed') === 'true';
  }

  #reveal(revealed: boolean): void {
    const { show = '', hide = '' } = this.#shield ?? {};
    this.card.classList.toggle('shielded', !revealed);
    this.#button.setAttribute('aria-pressed', String(revealed));
    const text = revealed ? hide : show;
    if (this.#button.textContent !== text) this.#button.textContent = text;
  }
}
