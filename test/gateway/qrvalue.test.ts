import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededRandom } from './clock';
import { qrValue } from './qrvalue';

const prefix = 'https://wa.me/settings/linked_devices#';
const key = '[A-Za-z0-9+/]{43}=';
const withParts = {
  4: new RegExp(`^2@[A-Za-z0-9+/]{80,100}={0,2}(,${key}){3}$`),
  5: new RegExp(`^2@[A-Za-z0-9+/]{80,100}={0,2}(,${key}){3},[1-9]$`),
};

describe('a QR code value', () => {
  it('has the requested parts and prefix, and a realistic length', () => {
    const form = fc.record({ parts: fc.constantFrom(4, 5), prefix: fc.boolean() });
    fc.assert(
      fc.property(fc.integer(), form, (seed, requested) => {
        const value = qrValue(seededRandom(seed), requested);
        assert.equal(value.startsWith(prefix), requested.prefix);
        assert.match(requested.prefix ? value.slice(prefix.length) : value, withParts[requested.parts]);
        assert.ok(value.length >= 217 && value.length <= 280, `It has ${value.length} characters.`);
      }),
    );
  });

  it('takes all forms if none is requested', () => {
    const random = seededRandom(1);
    const forms = Array.from({ length: 100 }, () => {
      const value = qrValue(random);
      return `${value.split(',').length} ${value.startsWith(prefix) ? 'with' : 'without'}`;
    });
    assert.deepEqual([...new Set(forms)].sort(), ['4 with', '4 without', '5 with', '5 without']);
  });

  it('is different each time, but the same for the same seed', () => {
    const random = seededRandom(7);
    const first = qrValue(random);
    assert.notEqual(qrValue(random), first);
    assert.equal(qrValue(seededRandom(7)), first);
  });
});
