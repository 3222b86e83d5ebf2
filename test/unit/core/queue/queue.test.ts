import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gatewayChange, removal } from '../../../../src/core/references/refchange';
import { refKey } from '../../../../src/core/references/instanceref';
import type { Queue, QueueEvent } from '../../../../src/core/queue/queue';
import {
  advance,
  canGoBack,
  canWait,
  count,
  countLeft,
  currentOf,
  isOver,
  keptOf,
  nextOf,
  queueOf,
  readQueue,
  withChange,
  withMore,
} from '../../../../src/core/queue/queue';

const ref = (instanceId: string): { gateway: string; instanceId: string } => ({
  gateway: '',
  instanceId,
});
const ids = ['one', 'two', 'three'];
const three = queueOf(ids.map((id) => ({ ref: ref(id) })));

/** The entries with their outcomes and the current one in brackets, such as "one:linked [two:waiting]". */
function drawn({ entries, at }: Queue): string {
  return entries
    .map(({ ref: { instanceId }, outcome }, index) =>
      index === at ? `[${instanceId}:${outcome}]` : `${instanceId}:${outcome}`,
    )
    .join(' ');
}

function after(...events: readonly QueueEvent[]): string {
  return drawn(events.reduce(advance, three));
}

/** A queue of instances of the gateways `acme` and `other`. */
function mixed(at: number, ...events: readonly QueueEvent[]): Queue {
  const members = ['acme', 'other', 'acme', 'other'].map((gateway, index) => ({
    ref: { gateway, instanceId: `${index}` },
  }));
  return events.reduce(advance, { ...queueOf(members), at });
}

describe('a queue whose gateway', () => {
  const positions = (queue: Queue | undefined): string | undefined =>
    queue?.entries
      .map(({ ref: { gateway, instanceId } }, index) => {
        const name = `${gateway}:${instanceId}`;
        return index === queue.at ? `[${name}]` : name;
      })
      .join(' ');

  it('is renamed continues with the same instance', () => {
    for (const at of [0, 1]) {
      const renamed = withChange(mixed(at), gatewayChange('acme', 'emca'));
      assert.equal(
        positions(renamed),
        at === 0 ? '[emca:0] other:1 emca:2 other:3' : 'emca:0 [other:1] emca:2 other:3',
      );
    }
    const linked = mixed(0, { type: 'linked', ref: { gateway: 'acme', instanceId: '0' } }, { type: 'skip' });
    assert.equal(withChange(linked, gatewayChange('acme', 'emca'))?.entries[0]?.outcome, 'linked');
  });

  it('is renamed to another gateway’s name has each instance once', () => {
    const twice = queueOf(['acme', 'other'].map((gateway) => ({ ref: { gateway, instanceId: '0' } })));
    assert.equal(positions(withChange(twice, gatewayChange('acme', 'other'))), '[other:0]');
    assert.equal(positions(withChange({ ...twice, at: 1 }, gatewayChange('acme', 'other'))), '[other:0]');
  });

  it('is removed continues with the next of the other instances', () => {
    assert.equal(positions(withChange(mixed(0), gatewayChange('acme', undefined))), '[other:1] other:3');
    assert.equal(positions(withChange(mixed(1), gatewayChange('acme', undefined))), '[other:1] other:3');
    assert.equal(positions(withChange(mixed(2), gatewayChange('acme', undefined))), 'other:1 [other:3]');
    assert.equal(positions(withChange(mixed(2), gatewayChange('other', undefined))), 'acme:0 [acme:2]');
  });

  it('is removed stays finished, or disappears if it had no other instances', () => {
    const over = mixed(0, ...Array.from({ length: 4 }, () => ({ type: 'skip' }) as const));
    assert.ok(isOver(over));
    const left = withChange(over, gatewayChange('acme', undefined));
    assert.ok(left && isOver(left));
    assert.equal(withChange(queueOf([{ ref: ref('one') }]), gatewayChange('', undefined)), undefined);
  });

  it('isn’t in the queue stays as it is', () => {
    assert.deepEqual(withChange(mixed(1), gatewayChange('unheard', 'of')), mixed(1));
    assert.deepEqual(withChange(mixed(1), gatewayChange('unheard', undefined)), mixed(1));
  });
});

describe('a queue from which instances are removed', () => {
  it('continues with the next of the others, and keeps their outcomes', () => {
    const two = advance(three, { type: 'skip' });
    const left = (...gone: readonly string[]): string => {
      const queue = withChange(two, removal(gone.map(ref)));
      return queue ? drawn(queue) : 'nothing';
    };
    assert.equal(left('one'), '[two:waiting] three:waiting');
    assert.equal(left('two'), 'one:skipped [three:waiting]');
    assert.equal(left('three'), 'one:skipped [two:waiting]');
    assert.equal(left('two', 'three'), 'one:skipped');
    assert.equal(left(...ids), 'nothing');
    assert.equal(left('unheard'), drawn(two));
  });
});

describe('a queue of instances', () => {
  it('begins with the first, and contains each once', () => {
    assert.equal(drawn(queueOf([...ids, 'one'].map((id) => ({ ref: ref(id) })))), after());
    assert.equal(after(), '[one:waiting] two:waiting three:waiting');
    assert.equal(nextOf(three)?.ref.instanceId, 'two');
  });

  it('keeps the position where an instance occurs first', () => {
    const queue = queueOf(['two', 'one', 'two'].map((id) => ({ ref: ref(id) })));
    assert.equal(drawn(queue), '[two:waiting] one:waiting');
  });

  it('accepts more at its end: waiting entries keep their position, and finished ones get another turn', () => {
    const more = (queue: Queue, ...added: readonly string[]): string =>
      drawn(withMore(queue, added.map(ref)));
    const skipped = advance(three, { type: 'skip' });
    assert.equal(more(skipped, 'four', 'four'), 'one:skipped [two:waiting] three:waiting four:waiting');
    assert.equal(more(skipped, 'three', 'two'), 'one:skipped [two:waiting] three:waiting');
    assert.equal(more(skipped, 'four', 'one'), '[two:waiting] three:waiting four:waiting one:waiting');
    const over = ids.reduce((queue) => advance(queue, { type: 'skip' }), three);
    assert.equal(more(over, 'two'), 'one:skipped three:skipped [two:waiting]');
  });

  it('has a current instance that has failed still to pair', () => {
    const failed = advance(advance(three, { type: 'skip' }), { type: 'failed' });
    assert.equal(countLeft(failed), 2);
    assert.equal(countLeft(advance(failed, { type: 'skip' })), 1);
  });

  it('stays at a linked instance until the user moves on', () => {
    const linked = { type: 'linked', ref: ref('one'), account: 'Jane' } as const;
    assert.equal(after(linked), '[one:linked] two:waiting three:waiting');
    assert.equal(after(linked, { type: 'skip' }), 'one:linked [two:waiting] three:waiting');
  });

  it('skips an instance that was linked before its turn', () => {
    const linked = { type: 'linked', ref: ref('two') } as const;
    assert.equal(after(linked, { type: 'skip' }), 'one:skipped two:linked [three:waiting]');
  });

  it('can move an instance to the end', () => {
    assert.equal(after({ type: 'later' }), '[two:waiting] three:waiting one:waiting');
    assert.equal(
      after({ type: 'later' }, { type: 'later' }, { type: 'later' }),
      after(),
      'After a full round the order is the same.',
    );
  });

  it('doesn’t move the last one', () => {
    const last = [{ type: 'skip' }, { type: 'skip' }] as const;
    assert.equal(after(...last, { type: 'later' }), after(...last));
    assert.equal(canWait(last.reduce<Queue>(advance, three)), false);
  });

  it('goes back to a skipped instance, which waits again, and past linked ones', () => {
    const skip = { type: 'skip' } as const;
    assert.equal(after(skip, { type: 'back' }), after());
    assert.equal(
      after(skip, { type: 'linked', ref: ref('two') }, skip, { type: 'back' }),
      '[one:waiting] two:linked three:waiting',
    );
    assert.equal(after({ type: 'back' }), after(), 'There is no instance before the first.');
    assert.equal(canGoBack(three), false);
  });

  it('stays at a failed instance until the user moves on', () => {
    const failed = { type: 'failed' } as const;
    assert.equal(after(failed), '[one:failed] two:waiting three:waiting');
    assert.equal(after(failed, { type: 'begunAgain' }), after());
    assert.equal(after(failed, { type: 'skip' }), 'one:failed [two:waiting] three:waiting');
    assert.equal(after(failed, { type: 'later' }), '[two:waiting] three:waiting one:waiting');
  });

  it('is finished after the last, and can give another turn to all that aren’t linked', () => {
    const skip = { type: 'skip' } as const;
    const over = [{ type: 'linked', ref: ref('one') }, skip, { type: 'failed' }, skip, skip] as const;
    const queue = over.reduce<Queue>(advance, three);
    assert.ok(isOver(queue));
    assert.equal(drawn(queue), 'one:linked two:failed three:skipped');
    assert.equal(after(...over, { type: 'again' }), 'one:linked [two:waiting] three:waiting');
  });

  it('returns the same object for an event that changes nothing', () => {
    for (const event of [
      { type: 'back' },
      { type: 'begunAgain' },
      { type: 'linked', ref: ref('four') },
    ] as const)
      assert.equal(advance(three, event), three, event.type);
  });
});

const arbitraryEvent: fc.Arbitrary<QueueEvent> = fc.oneof(
  fc
    .constantFrom('failed', 'begunAgain', 'skip', 'later', 'back', 'again')
    .map((type): QueueEvent => ({ type })),
  fc.nat(9).map((id): QueueEvent => ({ type: 'linked', ref: ref(`i${id}`) })),
);
const arbitraryQueue = fc.integer({ min: 1, max: 8 }).chain((size) =>
  fc.array(arbitraryEvent, { maxLength: 40 }).map((events) => {
    const first = queueOf(Array.from({ length: size }, (_, index) => ({ ref: ref(`i${index}`) })));
    return events.reduce<Queue[]>((all, event) => [...all, advance(all.at(-1) ?? first, event)], [first]);
  }),
);
const keys = ({ entries }: Queue): string[] => entries.map((entry) => refKey(entry.ref)).toSorted();

describe('after any events, a queue', () => {
  it('keeps every instance, and either has a current one or an outcome for all', () => {
    fc.assert(
      fc.property(arbitraryQueue, (history) => {
        const [first] = history;
        for (const queue of history) {
          assert.deepEqual(keys(queue), first && keys(first));
          if (isOver(queue)) assert.equal(count(queue, 'waiting'), 0);
          assert.notEqual(currentOf(queue)?.outcome, 'skipped');
        }
      }),
    );
  });

  it('can be finished by skipping', () => {
    fc.assert(
      fc.property(arbitraryQueue, (history) => {
        let queue = history.at(-1) ?? three;
        for (let left = queue.entries.length; left > 0 && !isOver(queue); left--)
          queue = advance(queue, { type: 'skip' });
        assert.ok(isOver(queue));
      }),
    );
  });

  it('can be restored from what is kept, with every outcome', () => {
    fc.assert(
      fc.property(arbitraryQueue, (history) => {
        const queue = history.at(-1) ?? three;
        const back = readQueue(JSON.parse(JSON.stringify(keptOf(queue))));
        assert.ok(back);
        const current = currentOf(queue);
        if (current?.outcome === 'waiting') assert.equal(drawn(back), drawn(queue));
        // A linked instance is skipped, and a failed one gets another turn.
        if (current?.outcome === 'failed') assert.deepEqual(currentOf(back)?.ref, current.ref);
        if (current?.outcome === 'linked') assert.notDeepEqual(currentOf(back)?.ref, current.ref);
      }),
    );
  });
});

describe('reading a queue', () => {
  it('uses the readable parts of foreign data', () => {
    const entry = { gateway: '', instanceId: 'one', outcome: 'linked' };
    const entries = [
      null,
      'one',
      { instanceId: 'two' },
      { gateway: '', instanceId: '<b>' },
      entry,
      entry,
      { gateway: 'team\nmate', instanceId: 'x' },
      { gateway: 'team', instanceId: 'two', outcome: 7 },
    ];
    const read = readQueue({ entries, at: 99 });
    assert.equal(read && drawn(read), 'one:linked [two:waiting]');
  });

  it('finds the current entry among the readable ones', () => {
    const entries = [{}, ...ids.map((instanceId) => ({ gateway: '', instanceId, outcome: 'waiting' }))];
    const read = readQueue({ entries, at: 2 });
    assert.equal(read && drawn(read), 'one:waiting [two:waiting] three:waiting');
  });

  it('finds no queue in other data', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        assert.equal(readQueue(data), undefined);
      }),
    );
    for (const data of [{ entries: [] }, { entries: [{}], at: 0 }, { entries: {} }])
      assert.equal(readQueue(data), undefined);
  });
});
