import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gatewayLabel, tokenKey } from '../../../../src/core/gateways/gateway';
import {
  gatewayNameProblem,
  entryIndex,
  hasGateway,
  hasRoom,
  maxGatewayNameLength,
  maxGateways,
  rawEntries,
  readGateways,
  withEntry,
  withName,
  withoutEntry,
} from '../../../../src/core/gateways/gatewaylist';

const origin = 'https://gateway.example';
const endpoint = { base: `${origin}/api`, origin };

describe('the key of a token', () => {
  it('is only the origin for the default gateway, as before there were several gateways', () => {
    assert.equal(tokenKey({ name: '', endpoint }), origin);
  });

  it('differs between two gateways, and changes with the origin', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\p{C}\p{Z}]/u.test(text));
    const web = fc.webUrl().map((url) => new URL(url).origin);
    fc.assert(
      fc.property(name, web, name, web, (one, from, other, to) => {
        fc.pre(one !== other || from !== to);
        const key = (named: string, at: string): string =>
          tokenKey({ name: named, endpoint: { base: at, origin: at } });
        assert.notEqual(key(one, from), key(other, to));
      }),
    );
  });

  it('belongs to a gateway whose label is its name, or its host for the default gateway', () => {
    assert.equal(gatewayLabel({ name: '', endpoint }), 'gateway.example');
    assert.equal(gatewayLabel({ name: 'acme', endpoint }), 'acme');
  });
});

describe('the setting of the gateways', () => {
  it('needs a name and an endpoint, and uses the general setting for credentials by default', () => {
    const entries = [
      { name: 'acme', endpoint: `${origin}/api/` },
      { name: 'other', kind: 'wawp', endpoint: origin, credentials: 'body' },
    ];
    assert.deepEqual(readGateways(entries, 'query'), {
      gateways: [
        { name: 'acme', kind: 'wawp', endpoint, credentials: 'query' },
        { name: 'other', kind: 'wawp', endpoint: { base: origin, origin }, credentials: 'body' },
      ],
      problems: [],
    });
  });

  const wrong = [
    [null, undefined, 'notObject'],
    ['acme', undefined, 'notObject'],
    [{ endpoint: origin }, undefined, 'noName'],
    [{ name: '  ', endpoint: origin }, undefined, 'noName'],
    [{ name: 'x'.repeat(maxGatewayNameLength + 1), endpoint: origin }, undefined, 'longName'],
    [{ name: 'a\u202eb', endpoint: origin }, undefined, 'oddName'],
    [{ name: 'acme', endpoint: origin, kind: 'carrier pigeon' }, 'acme', 'kind'],
    [{ name: 'acme' }, 'acme', 'notUrl'],
    [{ name: 'acme', endpoint: 'http://gateway.example' }, 'acme', 'insecure'],
    [{ name: 'acme', endpoint: 'https://user:word@gateway.example' }, 'acme', 'credentials'],
  ] as const;
  for (const [entry, name, problem] of wrong)
    it(`refuses ${JSON.stringify(entry)}: ${problem}`, () => {
      assert.deepEqual(readGateways([entry], 'body'), {
        gateways: [],
        problems: [name === undefined ? { entry: ' 1', number: 1, problem } : { entry: name, problem }],
      });
    });

  it('uses the first of several entries with the same name', () => {
    const { gateways, problems } = readGateways(
      [
        { name: 'acme', endpoint: origin },
        { name: 'acme', endpoint: 'https://other.example' },
      ],
      'body',
    );
    assert.deepEqual(
      gateways.map(({ endpoint: { base } }) => base),
      [origin],
    );
    assert.deepEqual(problems, [{ entry: ' 2', number: 2, name: 'acme', problem: 'duplicate' }]);
  });

  it('reports each broken entry under its own text', () => {
    const broken = { name: 'acme', endpoint: 'nowhere' };
    const acme = { name: 'acme', endpoint: origin };
    const problems = (entries: readonly unknown[]): readonly (readonly [string, string])[] =>
      readGateways(entries, 'body').problems.map(({ entry, problem }) => [entry, problem]);
    assert.deepEqual(problems([broken, broken, null]), [
      ['acme', 'notUrl'],
      [' 2', 'notUrl'],
      [' 3', 'notObject'],
    ]);
    assert.deepEqual(problems([broken, acme, acme]), [
      [' 1', 'notUrl'],
      [' 3', 'duplicate'],
    ]);
  });

  it('reports once that there are too many entries', () => {
    const many = Array.from({ length: maxGateways + 2 }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    const number = maxGateways + 1;
    assert.deepEqual(readGateways(many, 'body').problems, [
      { entry: ` ${number}`, number, problem: 'tooMany' },
    ]);
    assert.deepEqual(readGateways(many.slice(0, maxGateways), 'body').problems, []);
    assert.deepEqual(withoutEntry(many, ` ${number}`), many);
  });

  it('reads any data, and identifies each entry uniquely', () => {
    const names = fc.constantFrom('acme', '1', '2', ' 2', '', 7);
    const entry = fc.record({ name: names, endpoint: fc.constantFrom(origin, 'nowhere') });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(fc.oneof(fc.anything(), entry))), (data) => {
        const { gateways, problems } = readGateways(data, 'body');
        for (const { name } of gateways) assert.equal(gatewayNameProblem(name), undefined);
        for (const { entry: text, number } of problems)
          assert.equal(gatewayNameProblem(text) === undefined, number === undefined);
        const texts = [...gateways.map(({ name }) => name), ...problems.map((problem) => problem.entry)];
        assert.equal(new Set(texts).size, texts.length);
        if (Array.isArray(data)) assert.equal(texts.length, data.length);
      }),
    );
  });

  it('reads a limited number of entries, and ignores inherited properties', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `c${index}`, endpoint: origin }));
    assert.equal(readGateways(many, 'body').gateways.length, maxGateways);
    const odd = JSON.parse(`[{"__proto__": {"name": "acme", "endpoint": "${origin}"}}]`) as unknown;
    assert.deepEqual(readGateways(odd, 'body').gateways, []);
    const named = JSON.parse(`[{"name": "__proto__", "endpoint": "${origin}"}]`) as unknown;
    assert.deepEqual(
      readGateways(named, 'body').gateways.map(({ name }) => name),
      ['__proto__'],
    );
  });
});

describe('a change to the entries of the gateways', () => {
  const broken = { name: 'acme', endpoint: 'nowhere', note: 'to be fixed' };
  const acme = { name: 'acme', endpoint: origin, note: 'by hand' };
  const other = { name: 'other', endpoint: origin, color: 'red' };

  it('starts from the entries exactly as the user wrote them', () => {
    assert.deepEqual(rawEntries([acme, 7]), [acme, 7]);
    assert.deepEqual(rawEntries(undefined), []);
    assert.deepEqual(rawEntries(acme), [acme], 'Someone forgot the brackets.');
  });

  it('applies to the usable entry of a name, else to the broken one that the name identifies', () => {
    assert.equal(entryIndex([broken, acme, acme], 'acme'), 1);
    assert.equal(entryIndex([null, broken], 'acme'), 1);
    assert.equal(entryIndex([acme, null], ' 2'), 1);
    assert.equal(entryIndex([acme, null], '2'), -1, 'That could be a gateway’s name.');
    assert.equal(entryIndex([acme], 'other'), -1);
  });

  it('leaves everything else as it was', () => {
    assert.deepEqual(withName([broken, acme, other, 7], 'acme', 'emca'), [
      broken,
      { ...acme, name: 'emca' },
      other,
      7,
    ]);
    assert.deepEqual(withoutEntry([broken, acme, other, 7], 'acme'), [broken, other, 7]);
    assert.deepEqual(withoutEntry([acme], 'other'), [acme]);
    assert.deepEqual(withName([acme], 'other', 'x'), [acme]);
  });

  it('puts a new entry last, or replaces a broken entry of that name', () => {
    const entry = { name: 'acme', kind: 'wawp', endpoint: origin } as const;
    assert.deepEqual(withEntry([other], entry), [other, entry]);
    assert.deepEqual(withEntry([broken, other], entry), [{ ...broken, ...entry }, other]);
  });

  it('never replaces a usable entry, nor one without a name', () => {
    const entry = { name: 'acme', kind: 'wawp', endpoint: 'https://new.example' } as const;
    assert.deepEqual(withEntry([broken, acme], entry), [broken, acme, entry]);
    for (const [name, index] of [
      ['1', 0],
      ['2', 1],
      ['3', 2],
    ] as const) {
      const entries = ['acme', null, { endpoint: origin, note: 'to be named' }];
      assert.deepEqual(withEntry(entries, { ...entry, name })[index], entries[index]);
    }
  });

  it('knows whether a name is in use, and whether there is room for one more', () => {
    assert.equal(hasGateway([broken, acme], 'acme'), true);
    assert.equal(hasGateway([broken, null], 'acme'), false);
    const full = Array.from({ length: maxGateways - 1 }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    assert.equal(hasRoom(full, 'new'), true);
    assert.equal(hasRoom([...full, acme], 'new'), false);
    assert.equal(hasRoom([...full, broken], 'acme'), true, 'The new entry replaces the broken one.');
    assert.equal(hasRoom([...full, broken], 'c1'), false);
    assert.equal(hasRoom([...full, acme, broken], ` ${maxGateways + 1}`), false);
  });
});
