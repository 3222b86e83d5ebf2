import type { ShownPairingCode, NumberFormView, PairingCodeView } from '../../core/views/paneldata';
import type { NumberEntry } from '../../core/pairing/numberform';

/** What stands in the place of a code that is too old. */
const coverText = '••••-••••';

/** The part of the page in which a phone is linked by its number: the form, or the code to type. */
export class Phone {
  readonly #form = document.createElement('form');
  readonly #country = document.createElement('select');
  readonly #number = document.createElement('input');
  readonly #countryLabel = document.createElement('label');
  readonly #numberLabel = document.createElement('label');
  readonly #hint = document.createElement('p');
  readonly #problem = document.createElement('p');
  readonly #send = document.createElement('button');
  readonly #code = document.createElement('p');
  #sent = false;

  constructor(
    private readonly place: HTMLElement,
    private readonly tell: (entry: NumberEntry) => void,
    /** Where the focus goes when what had it is gone. */
    private readonly fallback: HTMLElement,
  ) {
    this.#build();
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#sent = true;
      this.#say('sent');
    });
    this.#number.addEventListener('input', () => {
      this.#say('typed');
    });
    for (const field of [this.#number, this.#country])
      field.addEventListener('change', () => {
        this.#say('left');
      });
  }

  show({ form, code, covered = false }: PairingCodeView = {}): void {
    const focused = this.place.contains(document.activeElement);
    // First of all, since nothing hidden takes the focus.
    this.place.hidden = !form && !code && !covered;
    this.#showForm(form);
    this.#showCode(code, covered);
    if (focused && !this.place.contains(document.activeElement)) this.fallback.focus();
  }

  /** Takes the code away. */
  cover(): void {
    if (this.#code.isConnected) this.#showCode(undefined, true);
  }

  #showForm(form: NumberFormView | undefined): void {
    if (!form) {
      // A number must not stay in a page that no longer asks for it.
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

  /** From now on the page's own fields count, so that no answer from the host disturbs who is typing. */
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
      this.#code.replaceChildren();
      this.#code.remove();
      return;
    }
    this.#code.classList.toggle('covered', !code);
    if (!this.#code.isConnected) this.place.append(this.#code);
    const [seen, spoken] = [document.createElement('bdi'), document.createElement('span')];
    seen.textContent = code?.text ?? coverText;
    // Readers would make words of it.
    seen.ariaHidden = 'true';
    spoken.className = 'unseen';
    spoken.textContent = code?.spoken ?? '';
    if (this.#code.textContent === `${seen.textContent}${spoken.textContent}`) return;
    this.#code.replaceChildren(seen, spoken);
    if (code && document.hasFocus()) this.#code.focus();
  }

  #say(moment: NumberEntry['moment']): void {
    this.tell({ moment, country: this.#country.value, text: this.#number.value });
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
    this.#code.id = 'phone-code';
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
