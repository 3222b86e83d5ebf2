import fc from 'fast-check';

/** A damage to bytes. */
export interface Damage {
  /** The position, as a share of the length. */
  readonly at: number;
  readonly kind: 'cut' | 'flip' | 'double' | 'drop' | 'insert';
}

/** Any damage. */
export const arbitraryDamage: fc.Arbitrary<Damage> = fc.record({
  // Not a floating-point number: most of those are close to 0.
  at: fc.nat(1_000).map((thousandths) => thousandths / 1_000),
  kind: fc.constantFrom('cut', 'flip', 'double', 'drop', 'insert'),
});

/** The damaged bytes; the details depend on the position. */
export function damaged(bytes: Uint8Array, { at, kind }: Damage): Uint8Array<ArrayBuffer> {
  const here = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, here), bytes.subarray(here)];
  switch (kind) {
    case 'cut':
      return join(before);
    case 'flip':
      return join(
        before,
        after.subarray(0, 1).map((byte) => byte ^ (1 << (here % 8))),
        after.subarray(1),
      );
    case 'double':
      return join(before, after, after);
    case 'drop':
      return join(before, after.subarray(1 + (here % 7)));
    case 'insert':
      return join(before, Uint8Array.of(here % 256), after);
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}
