import assert from 'node:assert/strict';
import fc from 'fast-check';
import { connectionLabel, tokenKey } from '../../../src/core/connection';
import {
  connectionNameProblem,
  entryPlace,
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
    [null, '1', 'notObject'],
    ['acme', '1', 'notObject'],
    [{ endpoint: origin }, '1', 'noName'],
    [{ name: '  ', endpoint: origin }, '1', 'noName'],
    [{ name: 'x'.repeat(longestConnectionName + 1), endpoint: origin }, '1', 'longName'],
    [{ name: 'a\u202eb', endpoint: origin }, '1', 'oddName'],
    [{ name: 'acme', endpoint: origin, kind: 'carrier pigeon' }, 'acme', 'kind'],
    [{ name: 'acme' }, 'acme', 'notUrl'],
    [{ name: 'acme', endpoint: 'http://gateway.example' }, 'acme', 'insecure'],
    [{ name: 'acme', endpoint: 'https://user:word@gateway.example' }, 'acme', 'credentials'],
  ] as const;
  for (const [entry, called, problem] of wrong)
    it(`says that ${JSON.stringify(entry)} is none: ${problem}`, () => {
      assert.deepEqual(readConnections([entry], 'body'), {
        connections: [],
        problems: [{ entry: called, problem }],
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
    assert.deepEqual(problems, [{ entry: 'acme', problem: 'duplicate' }]);
  });

  it('makes something of anything, and never names what isn’t a name', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        const { connections, problems } = readConnections(data, 'body');
        for (const { name } of connections) assert.equal(connectionNameProblem(name), undefined);
        for (const { entry } of problems) assert.equal(connectionNameProblem(entry), undefined);
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
    assert.equal(entryPlace([acme, null], '2'), 1);
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
    assert.deepEqual(withEntry(['acme', other], { ...entry, name: '1' }), [{ ...entry, name: '1' }, other]);
  });
});
