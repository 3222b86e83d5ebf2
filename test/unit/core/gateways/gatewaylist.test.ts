import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gatewayLabel, tokenKey } from '../../../../src/core/gateways/gateway';
import {
  gatewayNameProblem,
  entryPlace,
  hasGateway,
  hasRoom,
  maxGatewayNameLength,
  maxGateways,
  rawEntries,
  readGateways,
  withEntry,
  withName,
  without,
} from '../../../../src/core/gateways/gatewaylist';

const origin = 'https://gateway.example';
const endpoint = { base: `${origin}/api`, origin };

describe('the key of a token', () => {
  it('is the origin alone for the default gateway, as before there were others', () => {
    assert.equal(tokenKey({ name: '', endpoint }), origin);
  });

  it('is never the same for two gateways, nor for one whose origin has changed', () => {
    const name = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\p{C}\p{Z}]/u.test(text));
    const web = fc.webUrl().map((url) => new URL(url).origin);
    fc.assert(
      fc.property(name, web, name, web, (one, from, other, to) => {
        fc.pre(one !== other || from !== to);
        const key = (called: string, at: string): string =>
          tokenKey({ name: called, endpoint: { base: at, origin: at } });
        assert.notEqual(key(one, from), key(other, to));
      }),
    );
  });

  it('goes with a label that tells the default gateway by its host', () => {
    assert.equal(gatewayLabel({ name: '', endpoint }), 'gateway.example');
    assert.equal(gatewayLabel({ name: 'acme', endpoint }), 'acme');
  });
});

describe('the setting of the gateways', () => {
  it('takes a name and an endpoint, and the usual way of the credentials unless told', () => {
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
  for (const [entry, called, problem] of wrong)
    it(`says that ${JSON.stringify(entry)} is none: ${problem}`, () => {
      assert.deepEqual(readGateways([entry], 'body'), {
        gateways: [],
        problems: [called === undefined ? { entry: ' 1', number: 1, problem } : { entry: called, problem }],
      });
    });

  it('lets the first of a name count', () => {
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

  it('tells of each entry that can’t be used under a text of its own', () => {
    const broken = { name: 'acme', endpoint: 'nowhere' };
    const acme = { name: 'acme', endpoint: origin };
    const told = (entries: readonly unknown[]): readonly (readonly [string, string])[] =>
      readGateways(entries, 'body').problems.map(({ entry, problem }) => [entry, problem]);
    assert.deepEqual(told([broken, broken, null]), [
      ['acme', 'notUrl'],
      [' 2', 'notUrl'],
      [' 3', 'notObject'],
    ]);
    assert.deepEqual(told([broken, acme, acme]), [
      [' 1', 'notUrl'],
      [' 3', 'duplicate'],
    ]);
  });

  it('says once that there are more than are read', () => {
    const many = Array.from({ length: maxGateways + 2 }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    const number = maxGateways + 1;
    assert.deepEqual(readGateways(many, 'body').problems, [
      { entry: ` ${number}`, number, problem: 'tooMany' },
    ]);
    assert.deepEqual(readGateways(many.slice(0, maxGateways), 'body').problems, []);
    assert.deepEqual(without(many, ` ${number}`), many);
  });

  it('makes something of anything, and mistakes no entry for another one', () => {
    const names = fc.constantFrom('acme', '1', '2', ' 2', '', 7);
    const entry = fc.record({ name: names, endpoint: fc.constantFrom(origin, 'nowhere') });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(fc.oneof(fc.anything(), entry))), (data) => {
        const { gateways, problems } = readGateways(data, 'body');
        for (const { name } of gateways) assert.equal(gatewayNameProblem(name), undefined);
        for (const { entry: called, number } of problems)
          assert.equal(gatewayNameProblem(called) === undefined, number === undefined);
        const called = [...gateways.map(({ name }) => name), ...problems.map((problem) => problem.entry)];
        assert.equal(new Set(called).size, called.length);
        if (Array.isArray(data)) assert.equal(called.length, data.length);
      }),
    );
  });

  it('reads no more entries than anyone has accounts, and isn’t fooled by what they inherit', () => {
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
  const broken = { name: 'acme', endpoint: 'nowhere', note: 'to be mended' };
  const acme = { name: 'acme', endpoint: origin, note: 'by hand' };
  const other = { name: 'other', endpoint: origin, color: 'red' };

  it('takes what the user has written for what it is', () => {
    assert.deepEqual(rawEntries([acme, 7]), [acme, 7]);
    assert.deepEqual(rawEntries(undefined), []);
    assert.deepEqual(rawEntries(acme), [acme], 'Someone forgot the brackets.');
  });

  it('means the entry that counts, else the one that is told of under that name', () => {
    assert.equal(entryPlace([broken, acme, acme], 'acme'), 1);
    assert.equal(entryPlace([null, broken], 'acme'), 1);
    assert.equal(entryPlace([acme, null], ' 2'), 1);
    assert.equal(entryPlace([acme, null], '2'), -1, 'That could be a gateway’s name.');
    assert.equal(entryPlace([acme], 'other'), -1);
  });

  it('leaves all else that was written as it was', () => {
    assert.deepEqual(withName([broken, acme, other, 7], 'acme', 'emca'), [
      broken,
      { ...acme, name: 'emca' },
      other,
      7,
    ]);
    assert.deepEqual(without([broken, acme, other, 7], 'acme'), [broken, other, 7]);
    assert.deepEqual(without([acme], 'other'), [acme]);
    assert.deepEqual(withName([acme], 'other', 'x'), [acme]);
  });

  it('puts a new entry last, or in the place of one of that name that can’t be used', () => {
    const entry = { name: 'acme', kind: 'wawp', endpoint: origin } as const;
    assert.deepEqual(withEntry([other], entry), [other, entry]);
    assert.deepEqual(withEntry([broken, other], entry), [{ ...broken, ...entry }, other]);
  });

  it('never puts a new entry in the place of one that can be used, or that has no name', () => {
    const entry = { name: 'acme', kind: 'wawp', endpoint: 'https://new.example' } as const;
    assert.deepEqual(withEntry([broken, acme], entry), [broken, acme, entry]);
    for (const [name, place] of [
      ['1', 0],
      ['2', 1],
      ['3', 2],
    ] as const) {
      const entries = ['acme', null, { endpoint: origin, note: 'to be named' }];
      assert.deepEqual(withEntry(entries, { ...entry, name })[place], entries[place]);
    }
  });

  it('knows whether a name is taken, and whether there is room for one more', () => {
    assert.equal(hasGateway([broken, acme], 'acme'), true);
    assert.equal(hasGateway([broken, null], 'acme'), false);
    const full = Array.from({ length: maxGateways - 1 }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    assert.equal(hasRoom(full, 'new'), true);
    assert.equal(hasRoom([...full, acme], 'new'), false);
    assert.equal(hasRoom([...full, broken], 'acme'), true, 'It takes that one’s place.');
    assert.equal(hasRoom([...full, broken], 'c1'), false);
    assert.equal(hasRoom([...full, acme, broken], ` ${maxGateways + 1}`), false);
  });
});
