import * as vscode from 'vscode';
import { Emitter } from '../core/events/emitter';
import type { Pairing } from '../core/pairing/pairing';
import { isOver } from '../core/pairing/pairing';
import type { NumberEntry, NumberForm } from '../core/pairing/numberform';
import type * as PhoneNumbers from './phonenumber';

type Numbers = typeof PhoneNumbers;

/** The form for a phone number of one pairing, open or closed. What is typed stays in memory, and only until the pairing ends. */
export class PhoneNumberForm {
  readonly #changed = new Emitter<undefined>();
  readonly #sent = new Emitter<string>();
  readonly onDidChange = this.#changed.event;
  /** Fires with a number (digits only, international) that a pairing code is wanted for. */
  readonly onSend = this.#sent.event;
  #form: NumberForm | undefined;
  #numbers: Numbers | undefined;
  #open = false;

  /** `run` looks after what can go wrong on the way. */
  constructor(private readonly run: (task: () => Promise<void>) => void) {}

  /** The form while it is open. */
  get form(): NumberForm | undefined {
    return this.#open ? this.#form : undefined;
  }

  /** Opens the form as it was left. */
  open(): void {
    this.run(async () => {
      this.#open = true;
      // The rules of all countries' numbers are only for those who want them.
      const numbers = (this.#numbers ??= await import('./phonenumber'));
      this.#form ??= emptyForm(numbers);
      this.#changed.fire(undefined);
    });
  }

  /** Closes it; what was typed is kept. */
  close(): void {
    this.#open = false;
    this.#changed.fire(undefined);
  }

  /** Takes in what was typed, and sends it if that is wanted and nothing is wrong with it. */
  receive({ moment, country, text }: NumberEntry): void {
    const [numbers, form] = [this.#numbers, this.#form];
    if (!numbers || !form || !this.#open) return;
    const check = numbers.checkNumber(country, text);
    // The example is of the country chosen, and that no longer counts.
    const example = /^\s*(\+|00)/.test(text) ? undefined : numbers.exampleNumber(country);
    const left = moment === 'left' && text.trim() !== '';
    this.#form = {
      ...{ countries: form.countries, language: form.language, country, text, check },
      ...(example !== undefined && { example }),
      complains: !check.ok && (form.complains || left || moment === 'sent'),
      refusals: form.refusals + (moment === 'sent' ? 1 : 0),
    };
    if (moment === 'sent' && check.ok) this.#sent.fire(check.digits);
    this.#changed.fire(undefined);
  }

  /** Forgets the number and closes the form once nothing can come of it any more. */
  follow(pairing: Pairing): void {
    if (!isOver(pairing) && pairing.phase.kind !== 'passkey') return;
    this.#open = false;
    this.#form = undefined;
  }
}

function emptyForm(numbers: Numbers): NumberForm {
  const { language } = vscode.env;
  const country = numbers.guessCountry([Intl.DateTimeFormat().resolvedOptions().locale, language]);
  const example = numbers.exampleNumber(country);
  return {
    ...{ countries: numbers.countries(language), language, country, text: '' },
    check: { ok: false, problem: 'empty' },
    ...(example !== undefined && { example }),
    complains: false,
    refusals: 0,
  };
}
