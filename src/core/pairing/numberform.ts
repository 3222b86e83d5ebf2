/** What is wrong with a typed number. */
export type NumberProblem = 'empty' | 'notNumber' | 'short' | 'long' | 'length' | 'country';

/** A typed number as the library understands it. */
export type NumberCheck =
  | {
      readonly ok: true;
      /** International, without sign: what the gateway takes. */
      readonly digits: string;
      /** As people write it, with the sign. */
      readonly formatted: string;
    }
  | { readonly ok: false; readonly problem: NumberProblem };

/** A country to choose: its two letters, and its name with the calling code. */
export interface Country {
  readonly code: string;
  readonly label: string;
}

/** The form for a phone number as it stands. The text is a secret: it may be in memory and on screen, nowhere else. */
export interface NumberForm {
  /** In the order in which they are listed, and the language of their names. */
  readonly countries: readonly Country[];
  readonly language: string;
  /** Two letters. */
  readonly country: string;
  readonly text: string;
  readonly check: NumberCheck;
  /** A number of the country, as people there write it; absent where none is known. */
  readonly example?: string;
  /** Whether the user is told what is wrong: not while still typing. */
  readonly complains: boolean;
  /** How often it was sent in vain; each time the reason is said again. */
  readonly refusals: number;
}

/** What the page tells of the form: after each key, when the field was left, or to send it. */
export interface NumberEntry {
  readonly moment: 'typed' | 'left' | 'sent';
  readonly country: string;
  readonly text: string;
}

/** More than any number with its separators has. */
const maxTextLength = 60;

/** Whether foreign data is an entry. */
export function isNumberEntry(data: Readonly<Record<string, unknown>>): boolean {
  const { moment, country, text } = data;
  return (
    (moment === 'typed' || moment === 'left' || moment === 'sent') &&
    typeof country === 'string' &&
    /^[A-Z]{2}$/.test(country) &&
    typeof text === 'string' &&
    text.length <= maxTextLength
  );
}
