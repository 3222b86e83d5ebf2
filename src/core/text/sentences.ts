/** A headline, which has no full stop at its end, and its details, which are sentences, as one text. */
export function sentences(headline: string, details: readonly string[] = []): string {
  // One that ends in an ellipsis or a question mark is closed already.
  const first = /[.…?!]$/u.test(headline) ? headline : `${headline}.`;
  return [first, ...details].join(' ');
}
