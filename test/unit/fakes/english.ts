import type { Translate } from '../../../src/core/text/translate';

/** Fills in the arguments and doesn't translate. */
export const english: Translate = (message, ...args) =>
  message.replace(/\{(\d)\}/g, (placeholder, index) => String(args[Number(index)] ?? placeholder));
