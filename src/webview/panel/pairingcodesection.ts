import type { ShownPairingCode, NumberFormView, PairingCodeView } from '../../core/views/panel/paneldata';
import type { NumberEntry } from '../../core/pairing/numberform';
import { HideCodeButton } from '../hidecodebutton';

/** Shown in place of an expired code. */
const coverText = '••••-••••';

/** The section for linking by a phone number: the form, or the pairing code to type on the phone. */
export class PairingCodeSection {
  readonly #form = document.createElement('form');
  readonly #country = document.createElement('select');
  readonly #number = document.createElement('input');
  readonly #countryLabel = document.createElement('label');
  readonly #numberLabel = document.createElement('label');
  readonly #hint = document.createElement('p');
  readonly #problem = document.createElement('p');
  readonly #send = document.createElement('button');
  readonly #code = document.createElement('p');
  readonly #hideCode = new HideCodeButton(this.#code);
  #sent = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly enter: (entry: NumberEntry) => void,
    /** Gets the focus when the element that has it disappears. */
    private readonly fallback: HTMLElement,
  ) {
    this.#build();
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#sent = true;
      this.#report('sent');
    });
    this.#number.addEventListener('input', () => {
      this.#report('typed');
    });
    for (const field of [this.#number, this.#country])
      field.addEventListener('change', () => {
        this.#report('left');
      });
  }

  /** Whether one of its elements has the focus. */
  get hasFocus(): boolean {
    return this.place.contains(document.activeElement);
  }

  /** Shows the form, the code or neither. */
  show({ form, code, covered = false }: PairingCodeView = {}): void {
    const { hasFocus } = this;
    // First, since a hidden element can't get the focus.
    this.place.hidden = !form && !code && !covered;
    this.#showForm(form);
    this.#showCode(code, covered);
    if (hasFocus && !this.hasFocus) this.fallback.focus();
  }

  /** Covers the code. */
  cover(): void {
    if (this.#code.isConnected) this.#showCode(undefined, true);
  }

  #showForm(form: NumberFormView | undefined): void {
    if (!form) {
      // The number must not stay in a page without its form.
      this.#number.value = this.#hint.textContent = '';
      this.#form.remove();
      return;
    }
    const { labels, hint, problem } = form;
    const opened = !this.#form.isConnected;
    if (opened) this.#open(form);
    this.#countryLabel.textContent = labels.country;
    this.#numberLabel.textContent = labels.number;
    this.#send.textContent = labels.send;
    if (this.#hint.textContent !== hint) this.#hint.textContent = hint;
    this.#problem.textContent = problem ?? '';
    this.#problem.hidden = problem === undefined;
    this.#number.setAttribute('aria-invalid', String(problem !== undefined));
    if ((opened && document.hasFocus()) || (this.#sent && problem !== undefined)) this.#number.focus();
    this.#sent = false;
  }

  /** From now on the fields keep what the user types; later messages of the host don't change them. */
  #open({ countries, language, country, text }: NumberFormView): void {
    this.#country.lang = language;
    this.#country.replaceChildren(
      ...countries.map(({ code, label }) => new Option(label, code, false, code === country)),
    );
    this.#number.value = text;
    this.place.append(this.#form);
  }

  #showCode(code: ShownPairingCode | undefined, covered: boolean): void {
    if (!code && !covered) {
      this.#hideCode.set(undefined);
      this.#code.replaceChildren();
      this.#code.remove();
      return;
    }
    this.#code.classList.toggle('covered', !code);
    if (!this.#code.isConnected) this.place.append(this.#code);
    const [seen, spoken] = [document.createElement('bdi'), document.createElement('span')];
    seen.textContent = code?.text ?? coverText;
    // A screen reader would read it as words.
    seen.ariaHidden = 'true';
    spoken.className = 'unseen';
    spoken.textContent = code?.spoken ?? '';
    if (this.#code.firstChild?.textContent !== seen.textContent) {
      this.#code.replaceChildren(seen, spoken);
      if (code && document.hasFocus()) this.#code.focus();
    }
    this.#hideCode.set(code?.hideCode);
  }

  #report(moment: NumberEntry['moment']): void {
    this.enter({ moment, country: this.#country.value, text: this.#number.value });
  }

  #build(): void {
    const [country, number] = [this.#country, this.#number];
    this.#form.noValidate = true;
    this.#form.autocomplete = 'off';
    country.id = this.#countryLabel.htmlFor = 'phone-country';
    number.id = this.#numberLabel.htmlFor = 'phone-number';
    number.type = 'tel';
    number.autocomplete = country.autocomplete = 'off';
    number.dir = this.#code.dir = 'ltr';
    number.maxLength = 60;
    this.#hint.id = 'phone-hint';
    this.#problem.id = 'phone-problem';
    number.setAttribute('aria-describedby', 'phone-problem phone-hint');
    this.#send.className = 'primary';
    this.#code.id = 'pairing-code';
    this.#code.tabIndex = -1;
    this.#form.append(
      this.#countryLabel,
      country,
      this.#numberLabel,
      number,
      this.#problem,
      this.#hint,
      this.#send,
    );
  }
}
