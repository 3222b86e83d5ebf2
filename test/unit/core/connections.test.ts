import assert from 'node:assert/strict';
import fc from 'fast-check';
import { connectionLabel, tokenKey } from '../../../src/core/connection';
import {
  connectionNameProblem,
  entryPlace,
  hasConnection,
  hasRoom,
  longestConnectionName,
  mostConnections,
  rawEntries,
  readConnections,
  withEntry,
  withName,
  without,
} from '../../../src/core/connectionsetting';

const origin = 'https://gateway.example';
const endpoint = { base: `${origin}/api`, origin };

describe('the key of a token', () => {
  it('is the origin alone for the default connection, as before there were others', () => {
    assert.equal(tokenKey({ name: '', endpoint }), origin);
  });

  it('is never the same for two connections, nor for one whose origin has changed', () => {
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

  it('goes with a label that tells the default connection by its host', () => {
    assert.equal(connectionLabel({ name: '', endpoint }), 'gateway.example');
    assert.equal(connectionLabel({ name: 'acme', endpoint }), 'acme');
  });
});

describe('the setting of the connections', () => {
  it('takes a name and an endpoint, and the usual way of the credentials unless told', () => {
    const entries = [
      { name: 'acme', endpoint: `${origin}/api/` },
      { name: 'other', kind: 'wawp', endpoint: origin, credentials: 'body' },
    ];
    assert.deepEqual(readConnections(entries, 'query'), {
      connections: [
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
    [{ name: 'x'.repeat(longestConnectionName + 1), endpoint: origin }, undefined, 'longName'],
    [{ name: 'a\u202eb', endpoint: origin }, undefined, 'oddName'],
    [{ name: 'acme', endpoint: origin, kind: 'carrier pigeon' }, 'acme', 'kind'],
    [{ name: 'acme' }, 'acme', 'notUrl'],
    [{ name: 'acme', endpoint: 'http://gateway.example' }, 'acme', 'insecure'],
    [{ name: 'acme', endpoint: 'https://user:word@gateway.example' }, 'acme', 'credentials'],
  ] as const;
  for (const [entry, called, problem] of wrong)
    it(`says that ${JSON.stringify(entry)} is none: ${problem}`, () => {
      assert.deepEqual(readConnections([entry], 'body'), {
        connections: [],
        problems: [called === undefined ? { entry: ' 1', number: 1, problem } : { entry: called, problem }],
      });
    });

  it('lets the first of a name count', () => {
    const { connections, problems } = readConnections(
      [
        { name: 'acme', endpoint: origin },
        { name: 'acme', endpoint: 'https://other.example' },
      ],
      'body',
    );
    assert.deepEqual(
      connections.map(({ endpoint: { base } }) => base),
      [origin],
    );
    assert.deepEqual(problems, [{ entry: ' 2', number: 2, name: 'acme', problem: 'duplicate' }]);
  });

  it('tells of each entry that can’t be used under a text of its own', () => {
    const broken = { name: 'acme', endpoint: 'nowhere' };
    const acme = { name: 'acme', endpoint: origin };
    const told = (entries: readonly unknown[]): readonly (readonly [string, string])[] =>
      readConnections(entries, 'body').problems.map(({ entry, problem }) => [entry, problem]);
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
    const many = Array.from({ length: mostConnections + 2 }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    const number = mostConnections + 1;
    assert.deepEqual(readConnections(many, 'body').problems, [
      { entry: ` ${number}`, number, problem: 'tooMany' },
    ]);
    assert.deepEqual(readConnections(many.slice(0, mostConnections), 'body').problems, []);
    assert.deepEqual(without(many, ` ${number}`), many);
  });

  it('makes something of anything, and mistakes no entry for another one', () => {
    const names = fc.constantFrom('acme', '1', '2', ' 2', '', 7);
    const entry = fc.record({ name: names, endpoint: fc.constantFrom(origin, 'nowhere') });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.array(fc.oneof(fc.anything(), entry))), (data) => {
        const { connections, problems } = readConnections(data, 'body');
        for (const { name } of connections) assert.equal(connectionNameProblem(name), undefined);
        for (const { entry: called, number } of problems)
          assert.equal(connectionNameProblem(called) === undefined, number === undefined);
        const called = [...connections.map(({ name }) => name), ...problems.map((problem) => problem.entry)];
        assert.equal(new Set(called).size, called.length);
        if (Array.isArray(data)) assert.equal(called.length, data.length);
      }),
    );
  });

  it('reads no more entries than anyone has accounts, and isn’t fooled by what they inherit', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `c${index}`, endpoint: origin }));
    assert.equal(readConnections(many, 'body').connections.length, mostConnections);
    const odd = JSON.parse(`[{"__proto__": {"name": "acme", "endpoint": "${origin}"}}]`) as unknown;
    assert.deepEqual(readConnections(odd, 'body').connections, []);
    const named = JSON.parse(`[{"name": "__proto__", "endpoint": "${origin}"}]`) as unknown;
    assert.deepEqual(
      readConnections(named, 'body').connections.map(({ name }) => name),
      ['__proto__'],
    );
  });
});

describe('a change to the entries of the connections', () => {
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
    assert.equal(entryPlace([acme, null], '2'), -1, 'That could be a connection’s name.');
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
    assert.equal(hasConnection([broken, acme], 'acme'), true);
    assert.equal(hasConnection([broken, null], 'acme'), false);
    const full = Array.from({ length: mostConnections - 1 }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    assert.equal(hasRoom(full, 'new'), true);
    assert.equal(hasRoom([...full, acme], 'new'), false);
    assert.equal(hasRoom([...full, broken], 'acme'), true, 'It takes that one’s place.');
    assert.equal(hasRoom([...full, broken], 'c1'), false);
    assert.equal(hasRoom([...full, acme, broken], ` ${mostConnections + 1}`), false);
  });
});
