/** Names that mean something in a body, and one that means something to JavaScript. */
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
