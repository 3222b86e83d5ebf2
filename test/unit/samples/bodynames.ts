/** Field names that have a meaning in a body, and one that has a meaning in JavaScript. */
export const bodyNames = [
  'data',
  'mimetype',
  'value',
  'qr',
  'code',
  'expiry',
  'status',
  'me',
  'message',
  'error',
  '__proto__',
] as const;
