/** What is wrong with the shape of an access token. */
export type TokenProblem = 'empty' | 'tooShort' | 'tooLong' | 'space' | 'characters';

const shortest = 8;
const longest = 4_096;

/** Checks the shape of a token as typed; only the gateway knows whether it is valid. The text is expected to be trimmed. */
export function tokenProblem(text: string): TokenProblem | undefined {
  if (text.length === 0) return 'empty';
  if (/\s/.test(text)) return 'space';
  // Visible ASCII is what fits in a header, a query and JSON alike; anything else is a slip of the clipboard.
  if (!/^[\x21-\x7e]+$/.test(text)) return 'characters';
  if (text.length < shortest) return 'tooShort';
  if (text.length > longest) return 'tooLong';
  return undefined;
}
