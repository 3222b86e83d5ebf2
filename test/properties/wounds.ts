import fc from 'fast-check';

/** Something done to bytes that were whole. */
export interface Wound {
  /** Where, as a share of the length. */
  readonly at: number;
  readonly does: 'cut' | 'flip' | 'double' | 'drop' | 'insert';
}

/** Any wound. */
export const arbitraryWound: fc.Arbitrary<Wound> = fc.record({
  // Not a double, most of which are next to nothing.
  at: fc.nat(1_000).map((thousandths) => thousandths / 1_000),
  does: fc.constantFrom('cut', 'flip', 'double', 'drop', 'insert'),
});

/** The bytes with a wound; what exactly is done depends on where. */
export function wound(bytes: Uint8Array, { at, does }: Wound): Uint8Array<ArrayBuffer> {
  const here = Math.floor(at * bytes.length);
  const [before, after] = [bytes.subarray(0, here), bytes.subarray(here)];
  switch (does) {
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
