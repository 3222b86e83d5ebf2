import type { Fields } from './fields';

/** Names of the field that holds a pairing code. Source: the vendor's page, Evolution API, wuzapi, wppconnect-server. */
const names = ['code', 'pairingCode', 'PairingCode', 'pairCode', 'LinkingCode', 'phoneCode'] as const;

/** Eight characters, with or without a separator in the middle. */
const form = /^[a-z0-9]{4}[-\s]?[a-z0-9]{4}$/i;

/**
 * Reads the pairing code from the objects of a body, as eight upper-case characters; empty if the gateway has none yet, and
 * undefined if there is nothing that could be one.
 */
export function readPairingCode(bodies: readonly Fields[]): string | undefined {
  const values = bodies.flatMap((body) =>
    names.filter((name) => Object.hasOwn(body, name)).map((name) => body[name] ?? ''),
  );
  const texts = values.filter((value) => typeof value === 'string').map((value) => value.trim());
  const found = texts.find((text) => form.test(text));
  if (found !== undefined) return found.replace(/[-\s]/, '').toUpperCase();
  return texts.includes('') ? '' : undefined;
}
