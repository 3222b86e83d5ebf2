// src/core/text: small tools for text: foreign text made harmless, sentences joined, JSON, translation.
import { cutText } from './cut';
import { maskSecrets } from './mask';

/** Maximum length of a shown message of a gateway, in code points. */
const longest = 200;

/** The joiners of Persian, Indic and emoji: unlike other invisible characters they change how their neighbors look. */
const joiners = '\u200c\u200d';
const invisible = new RegExp(`(?:(?![${joiners}])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s])+`, 'gu');
const joinerRun = new RegExp(`([${joiners}])[${joiners}]+`, 'gu');
/** A joiner that joins nothing. */
const looseJoiner = new RegExp(`(?<=^|\\s)[${joiners}]|[${joiners}](?=\\s|$)`, 'gu');

/** Foreign text as one line, without control and direction characters. */
export function cleanLine(text: string): string {
  return text
    .replace(invisible, ' ')
    .replace(joinerRun, '$1')
    .replace(looseJoiner, '')
    .replace(/ +/g, ' ')
    .trim();
}

/**
 * Cleans a gateway's own message so that it can be shown as plain text: one line, shortened, without control and direction
 * characters, and without secrets that a careless gateway could echo. Undefined if nothing is left.
 */
export function cleanMessage(text: unknown, secrets: readonly string[]): string | undefined {
  if (typeof text !== 'string') return undefined;
  // No secret has a character that the first step changes, and the second can then stop early. A code point is up to two
  // characters of a string, so more than can be shown is left.
  const clean = maskSecrets(cleanLine(text), secrets, 2 * longest + 2);
  const cut = cutText(clean, longest);
  const shown = cut === clean ? clean : `${cutText(clean, longest - 1)}…`;
  return shown === '' ? undefined : shown;
}
