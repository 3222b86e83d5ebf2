/** What is wrong with a typed phone number. */
export type NumberProblem = 'empty' | 'notNumber' | 'short' | 'long' | 'length' | 'country';

/** A phone number that can be sent. */
export interface SendableNumber {
  /** International, without "+", as the gateway expects it. */
  readonly digits: string;
  /** International, with "+", as people write it. */
  readonly formatted: string;
}

/** How the library understands a typed phone number. */
export type NumberCheck =
  | ({ readonly ok: true } & SendableNumber)
  | {
      readonly ok: false;
      readonly problem: NumberProblem;
      /** Set if it may be right nevertheless: countries change their numbers, and old accounts keep theirs. */
      readonly anyway?: SendableNumber;
    };

/** A country in the list: its two-letter code, and its name with the calling code. */
export interface Country {
  readonly code: string;
  readonly label: string;
}

/** The current form for a phone number. The text is a secret: it may be in memory and on screen, nowhere else. */
export interface NumberForm {
  /** In the order of the list; `language` is the language of their names. */
  readonly countries: readonly Country[];
  readonly language: string;
  /** Two-letter code. */
  readonly country: string;
  readonly text: string;
  readonly check: NumberCheck;
  /** A phone number of the country, as people there write it; absent if none is known. */
  readonly example?: string;
  /** Whether the form shows what is wrong; not while the user is typing. */
  readonly complains: boolean;
  /** Whether the user was warned about this very number, so that sending it again means that they are sure. */
  readonly warned: boolean;
  /** How often the user sent an invalid number; each time the problem is announced again. */
  readonly refusals: number;
}

/** The state of the form that the page sends: after each key, when the field loses the focus, and when the user sends it. */
export interface NumberEntry {
  readonly moment: 'typed' | 'left' | 'sent';
  readonly country: string;
  readonly text: string;
}

/** Limit of characters, longer than any phone number with separators. */
const maxTextLength = 60;

/** Whether foreign data is a {@link NumberEntry}. */
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
