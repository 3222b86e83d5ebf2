import type { Translate } from '../../../src/core/text/translate';

/** Puts the arguments in and leaves the language alone. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d)\}/g, (placeholder, index) => String(args[Number(index)] ?? placeholder));
