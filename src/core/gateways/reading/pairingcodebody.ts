import * as v from 'valibot';

/** Eight characters, with or without a separator in the middle. */
const PairingCode = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^[a-z0-9]{4}[-\s]?[a-z0-9]{4}$/i),
  v.transform((text) => text.replace(/[-\s]/, '').toUpperCase()),
);

const Body = v.looseObject({ code: PairingCode });

/**
 * Reads the pairing code from a body's parsed JSON, `{"code":"ABCD-1234"}` at the top or in `data`, as eight upper-case
 * characters; undefined if there is none. Source: the vendor's page.
 */
export function readPairingCode(body: unknown): string | undefined {
  for (const form of [
    Body,
    v.pipe(
      v.looseObject({ data: Body }),
      v.transform(({ data }) => data),
    ),
  ]) {
    const read = v.safeParse(form, body);
    if (read.success) return read.output.code;
  }
  return undefined;
}
