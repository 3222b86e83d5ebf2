/** The sample response of the source document (`shared/seed/get-qr-raw.txt`), unchanged. */
export const documentedBody = `{
"mimetype": "application/json; charset=utf-8",
"data": "eyJ2YWx1ZSI6IjJAR0JoWWtpTkV1U0tpeXpIeVVOYy9RQi9lTnhpSkJWSE96bGhOQ1daRERvRUZyOEhDWEhxTENKdEVpZHh6WWoxWkpqRzZ4K2NOaFVlVGlZeUJHWExJQzU1Z2ppKzRHQ2VyakRvPSIsImV4cGlyeSI6MTIzNDU2Nzg5MH0="
}`;

/** The value in the sample. */
export const documentedValue =
  '2@GBhYkiNEuSKiyzHyUNc/QB/eNxiJBVHOzlhNCWZDDoEFr8HCXHqLCJtEidxzYj1ZJjG6x+cNhUeTiYyBGXLIC55gji+4GCerjDo=';

/** The decoded sample. */
export const documentedCode = { value: documentedValue, expiry: 1_234_567_890_000 };
