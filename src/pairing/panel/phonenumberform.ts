import { Emitter } from '../../core/events/emitter';
import type { Pairing } from '../../core/pairing/pairing';
import { isOver } from '../../core/pairing/pairing';
import type { NumberEntry, NumberForm } from '../../core/pairing/numberform';
import type * as PhoneNumbers from './phonenumber';

type Numbers = typeof PhoneNumbers;

/** The phone number form of one pairing, open or closed. The typed number stays in memory only, and only until the pairing ends. */
export class PhoneNumberForm {
  readonly #changed = new Emitter<undefined>();
  readonly #sent = new Emitter<string>();
  readonly onDidChange = this.#changed.event;
  /** Fires with the number (international, digits only) for which the user wants a pairing code. */
  readonly onSend = this.#sent.event;
  #form: NumberForm | undefined;
  #numbers: Numbers | undefined;
  #open = false;

  constructor(
    /** Handles errors of its task. */
    private readonly run: (task: () => Promise<void>) => void,
    /** The editor's language, BCP 47. */
    private readonly language: string,
  ) {}

  /** The form; undefined while it is closed. */
  get form(): NumberForm | undefined {
    return this.#open ? this.#form : undefined;
  }

  /** Opens the form with what was typed before. */
  open(): void {
    this.run(async () => {
      this.#open = true;
      // The number rules of all countries are loaded only when the form is opened.
      const numbers = (this.#numbers ??= await import('./phonenumber'));
      this.#form ??= emptyForm(numbers, this.language);
      this.#changed.fire(undefined);
    });
  }

  /** Closes the form and keeps what was typed. */
  close(): void {
    this.#open = false;
    this.#changed.fire(undefined);
  }

  /** Updates the form with what was typed. If the user sends it and it is valid, or sends it again after a warning, fires {@link onSend}. */
  receive({ moment, country, text }: NumberEntry): void {
    const [numbers, form] = [this.#numbers, this.#form];
    if (!numbers || !form || !this.#open) return;
    const check = numbers.checkNumber(country, text);
    // An international number ignores the chosen country, so an example for that country would mislead.
    const example = /^\s*(\+|00)/.test(text) ? undefined : numbers.exampleNumber(country);
    const left = moment === 'left' && text.trim() !== '';
    const sent = moment === 'sent';
    const same = form.country === country && form.text === text;
    const confirmed = sent && same && form.warned;
    const number = check.ok ? check : confirmed ? check.anyway : undefined;
    this.#form = {
      countries: form.countries,
      language: form.language,
      country,
      text,
      check,
      ...(example !== undefined && { example }),
      complains: !check.ok && (form.complains || left || sent),
      warned: !check.ok && check.anyway !== undefined && (sent || (same && form.warned)),
      refusals: form.refusals + (sent ? 1 : 0),
    };
    if (sent && number) this.#sent.fire(number.digits);
    this.#changed.fire(undefined);
  }

  /** Forgets the number and closes the form when the pairing can no longer use it. */
  follow(pairing: Pairing): void {
    if (!isOver(pairing) && pairing.phase.kind !== 'passkey') return;
    this.#open = false;
    this.#form = undefined;
  }
}

function emptyForm(numbers: Numbers, language: string): NumberForm {
  const country = numbers.guessCountry([Intl.DateTimeFormat().resolvedOptions().locale, language]);
  const example = numbers.exampleNumber(country);
  return {
    countries: numbers.countries(language),
    language,
    country,
    text: '',
    check: { ok: false, problem: 'empty' },
    ...(example !== undefined && { example }),
    complains: false,
    warned: false,
    refusals: 0,
  };
}
