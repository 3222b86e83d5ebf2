import fc from 'fast-check';
import { bodyNames } from '../unit/samples/bodynames';
import { arbitraryQrValue } from '../unit/samples/qrvalues';
import { arbitraryEnvelope } from './envelopes';
import { arbitraryHostile, marker } from './hostile';
import { arbitraryDamage, damaged } from './damage';

/** Numbers that JSON can express but that no gateway should send. */
const numbers = [
  '1e400',
  '-1e400',
  '1e-400',
  '-0',
  '9007199254740993',
  '400.5',
  '99999',
  '4e2',
  '9'.repeat(400),
];

/** Meaningful names in random nested values. */
function arbitraryNested(token: string): fc.Arbitrary<string> {
  const leaf = fc.oneof(
    fc.constantFrom('', ' ', null, true, 0, -1, 'STARTING'),
    arbitraryHostile(token),
    arbitraryQrValue,
    fc.jsonValue({ maxDepth: 1 }),
  );
  const { tree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
    tree: fc.oneof({ maxDepth: 4 }, leaf, tie('node'), tie('node')),
    node: fc.oneof(
      fc.dictionary(fc.constantFrom(...bodyNames), tie('tree'), { maxKeys: 5 }),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }));
  return tree.map((value) => JSON.stringify(value));
}

/** Thousands of nested arrays or objects. */
const arbitraryDeep = fc
  .tuple(
    fc.constantFrom(['[', ']'], ['{"data":', '}'], ['{"error":', '}']),
    fc.integer({ min: 1, max: 5_000 }),
  )
  .map(([[open = '', close = ''], depth]) => `${open.repeat(depth)}1${close.repeat(depth)}`);

/** Absurd numbers in fields that should contain numbers. */
const arbitraryHuge = fc
  .tuple(
    fc.constantFrom('expiry', 'code', 'status', 'value', 'data'),
    fc.constantFrom(...numbers),
    fc.boolean(),
  )
  .map(([name, number, text]) => `{"message":"${marker}","${name}":${text ? `"${number}"` : number}}`);

/** Any body: known envelopes, intact and damaged, nested, deep and huge ones; random texts and bytes. */
export function arbitraryBody(token: string): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const envelope = arbitraryEnvelope(token);
  const text = fc.oneof(
    { weight: 60, arbitrary: envelope },
    { weight: 20, arbitrary: arbitraryNested(token) },
    { weight: 10, arbitrary: arbitraryHostile(token) },
    { weight: 10, arbitrary: arbitraryHuge },
    { weight: 5, arbitrary: envelope.map((body) => `\ufeff ${body}\n`) },
    { weight: 3, arbitrary: arbitraryDeep },
  );
  const bytes = text.map((body) => Uint8Array.from(Buffer.from(body)));
  const wounds = fc.array(arbitraryDamage, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 12, arbitrary: bytes },
    {
      weight: 5,
      arbitrary: fc
        .tuple(envelope, wounds)
        .map(([body, all]) => Uint8Array.from(all.reduce<Uint8Array>(damaged, Buffer.from(body)))),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  );
}
