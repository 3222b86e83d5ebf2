import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededRandom } from './clock';
import { linkingValue } from './payload';

const prefix = 'https://wa.me/settings/linked_devices#';
const key = '[A-Za-z0-9+/]{43}=';
const withParts = {
  4: new RegExp(`^2@[A-Za-z0-9+/]{80,100}={0,2}(,${key}){3}$`),
  5: new RegExp(`^2@[A-Za-z0-9+/]{80,100}={0,2}(,${key}){3},[1-9]$`),
};

describe('a linking value', () => {
  it('has the parts and the prefix asked for, and a length that phones see today', () => {
    const form = fc.record({ parts: fc.constantFrom(4, 5), prefix: fc.boolean() });
    fc.assert(
      fc.property(fc.integer(), form, (seed, asked) => {
        const value = linkingValue(seededRandom(seed), asked);
        assert.equal(value.startsWith(prefix), asked.prefix);
        assert.match(asked.prefix ? value.slice(prefix.length) : value, withParts[asked.parts]);
        assert.ok(value.length >= 217 && value.length <= 280, `It has ${value.length} characters.`);
      }),
    );
  });

  it('takes every form in turn if none is asked for', () => {
    const random = seededRandom(1);
    const forms = Array.from({ length: 100 }, () => {
      const value = linkingValue(random);
      return `${value.split(',').length} ${value.startsWith(prefix) ? 'with' : 'without'}`;
    });
    assert.deepEqual([...new Set(forms)].sort(), ['4 with', '4 without', '5 with', '5 without']);
  });

  it('is another each time, and the same for the same seed', () => {
    const random = seededRandom(7);
    const first = linkingValue(random);
    assert.notEqual(linkingValue(random), first);
    assert.equal(linkingValue(seededRandom(7)), first);
  });
});
