/** Joins a headline, which has no period at its end, and its details, which are sentences, into one text. */
export function sentences(headline: string, details: readonly string[] = []): string {
  // A headline that ends in an ellipsis or a question mark needs no period.
  const first = /[.…?!]$/u.test(headline) ? headline : `${headline}.`;
  return [first, ...details].join(' ');
}
