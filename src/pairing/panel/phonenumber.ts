import type { CountryCode } from 'libphonenumber-js/min';
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  parseDigits,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';
import type { PhoneNumber } from 'libphonenumber-js/min';
import examples from 'libphonenumber-js/mobile/examples';
import type { Country, NumberCheck, NumberProblem, SendableNumber } from '../../core/pairing/numberform';

const problems: Readonly<Record<string, NumberProblem>> = {
  NOT_A_NUMBER: 'notNumber',
  INVALID_COUNTRY: 'country',
  TOO_SHORT: 'short',
  TOO_LONG: 'long',
  INVALID_LENGTH: 'length',
};

/** Bounds of the digits of a number that may be right though the library has a problem with it. Source of the maximum: E.164. */
const [minDigits, maxDigits] = [7, 15];

/** Checks a typed number. If it starts with + or 00, it includes the country; otherwise the country (two letters) applies. */
export function checkNumber(country: string, text: string): NumberCheck {
  // A copied number may contain invisible direction marks.
  const typed = text.replace(/[\p{Cf}]/gu, '').trim();
  if (typed === '') return { ok: false, problem: 'empty' };
  if (!/^[+\d\p{Nd}\s().\-–/]+$/u.test(typed)) return { ok: false, problem: 'notNumber' };
  const international = typed.replace(/^00/, '+');
  const from = isSupportedCountry(country) ? country : 'US';
  const problem = validatePhoneNumberLength(international, from);
  const number = parsePhoneNumberFromString(international, { defaultCountry: from, extract: false });
  if (problem !== undefined || !number) {
    const anyway = doubtful(international, number);
    const named = problems[problem ?? 'NOT_A_NUMBER'] ?? 'notNumber';
    return { ok: false, problem: named, ...(anyway && named !== 'notNumber' && { anyway }) };
  }
  return { ok: true, digits: number.number.slice(1), formatted: number.formatInternational() };
}

/** The number as the user typed it, if it can be an international one: WhatsApp may know it though the library doesn't. */
function doubtful(international: string, number: PhoneNumber | undefined): SendableNumber | undefined {
  const typed = international.startsWith('+') ? international : (number?.number ?? '');
  const digits = parseDigits(typed);
  return digits.length >= minDigits && digits.length <= maxDigits
    ? { digits, formatted: `+${digits}` }
    : undefined;
}

/** All countries with a calling code, sorted by their names in a language (BCP 47). */
export function countries(language: string): readonly Country[] {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' });
  const { compare } = new Intl.Collator([language, 'en']);
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => compare(a.name, b.name))
    .map(({ code, name }) => ({ code, label: `${name} \u2066+${getCountryCallingCode(code)}\u2069` }));
}

/** The country of the first language (BCP 47) that includes one, else the country where the first language is spoken most. */
export function guessCountry(languages: readonly string[]): CountryCode {
  const locales = languages.map((language) => new Intl.Locale(language));
  const regions = [...locales, ...locales.map((locale) => locale.maximize())].map(({ region }) => region);
  return regions.find((region) => region !== undefined && isSupportedCountry(region)) ?? 'US';
}

/** An example of a mobile number, as people in that country write it. */
export function exampleNumber(country: string): string | undefined {
  return isSupportedCountry(country) ? getExampleNumber(country, examples)?.formatNational() : undefined;
}
