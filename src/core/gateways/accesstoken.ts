/** What is wrong with the form of an access token. */
export type TokenProblem = 'empty' | 'tooShort' | 'tooLong' | 'space' | 'characters';

const shortest = 8;
const longest = 4_096;

/** Checks the form of a typed token; only the gateway knows whether it is valid. The text must be trimmed. */
export function tokenProblem(text: string): TokenProblem | undefined {
  if (text.length === 0) return 'empty';
  if (/\s/.test(text)) return 'space';
  // Visible ASCII fits in a header, a query and JSON. Other characters come from a wrong copy and paste.
  if (!/^[\x21-\x7e]+$/.test(text)) return 'characters';
  if (text.length < shortest) return 'tooShort';
  if (text.length > longest) return 'tooLong';
  return undefined;
}
