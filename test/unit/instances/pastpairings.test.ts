import assert from 'node:assert/strict';
import type { PastPairing } from '../../../src/core/timeline/spans';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import { PastPairings } from '../../../src/instances/pastpairings';
import { FakeMemento } from '../fakes/memento';

function ref(instanceId: string, gateway = ''): InstanceRef {
  return { gateway, instanceId };
}

function past(begin: number): PastPairing {
  return { begin, ms: 1_000, outcome: 'linked', codes: 1, requests: 2 };
}

describe('the past pairings', () => {
  it('keeps the last 20 pairings of each instance, newest first', async () => {
    const pastPairings = new PastPairings(new FakeMemento());
    for (let begin = 1; begin <= 25; begin++) {
      await pastPairings.add(ref('ONE'), past(begin));
      if (begin <= 3) await pastPairings.add(ref('OTHER'), past(begin));
    }
    assert.deepEqual(
      pastPairings.of(ref('ONE')).map(({ begin }) => begin),
      Array.from({ length: 20 }, (_, index) => 25 - index),
    );
    assert.deepEqual(pastPairings.of(ref('OTHER')), [past(3), past(2), past(1)]);
  });

  it('distinguishes instances of different gateways', async () => {
    const pastPairings = new PastPairings(new FakeMemento());
    await pastPairings.add(ref('ONE'), past(1));
    await pastPairings.add(ref('ONE', 'acme'), past(2));
    assert.deepEqual(
      [pastPairings.of(ref('ONE')), pastPairings.of(ref('ONE', 'acme'))],
      [[past(1)], [past(2)]],
    );
  });

  it('has a limit for all instances together', async () => {
    const memento = new FakeMemento();
    const pastPairings = new PastPairings(memento);
    for (let begin = 1; begin <= 450; begin++) await pastPairings.add(ref(`INSTANCE${begin}`), past(begin));
    assert.equal(memento.get<unknown[]>('pastPairings')?.length, 400);
    assert.deepEqual(
      [pastPairings.of(ref('INSTANCE450')).length, pastPairings.of(ref('INSTANCE50')).length],
      [1, 0],
    );
  });

  it('is empty after it is cleared, and fires its event', async () => {
    const memento = new FakeMemento();
    const pastPairings = new PastPairings(memento);
    let changes = 0;
    pastPairings.onDidChange(() => changes++);
    await pastPairings.add(ref('ONE'), past(1));
    await pastPairings.clear();
    assert.deepEqual([pastPairings.of(ref('ONE')), memento.keys(), changes], [[], [], 2]);
  });

  it('stores no other data', async () => {
    const memento = new FakeMemento();
    const more: PastPairing & { value: string } = { ...past(1), value: 'SECRET-VALUE' };
    await new PastPairings(memento).add(ref('ONE'), more);
    assert.deepEqual(memento.get('pastPairings'), [{ id: 'ONE', ...past(1) }]);
  });

  const garbage = [
    null,
    'text',
    7,
    { id: 'ONE' },
    [null, 1, 'x', []],
    [{ id: 'ONE', ...past(1), begin: '1' }],
    [{ id: 'ONE', ...past(1), ms: -1 }],
    [{ id: 'ONE', ...past(1), outcome: 'toString' }],
    [{ id: 'ONE', ...past(1), begin: 1e300 }],
    [{ id: 1, ...past(1) }],
  ];
  for (const stored of garbage)
    it(`ignores ${JSON.stringify(stored)} and still works`, async () => {
      const memento = new FakeMemento();
      await memento.update('pastPairings', stored);
      const pastPairings = new PastPairings(memento);
      assert.deepEqual(pastPairings.of(ref('ONE')), []);
      await pastPairings.add(ref('ONE'), past(2));
      assert.deepEqual(pastPairings.of(ref('ONE')), [past(2)]);
    });
});
