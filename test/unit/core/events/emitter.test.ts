import assert from 'node:assert/strict';
import { Emitter } from '../../../../src/core/events/emitter';

describe('Emitter', () => {
  it('calls its listeners in the order in which they subscribed', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event((value) => heard.push(`first ${value}`));
    emitter.event((value) => heard.push(`second ${value}`));
    emitter.fire(1);
    emitter.fire(2);
    assert.deepEqual(heard, ['first 1', 'second 1', 'first 2', 'second 2']);
  });

  it('accepts two subscriptions of the same function', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    const listener = (value: number): void => void heard.push(value);
    const subscription = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    subscription.dispose();
    subscription.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, [1, 1, 2]);
  });

  it('allows listeners to subscribe and unsubscribe while it fires', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const subscription = emitter.event(() => {
      heard.push('once');
      subscription.dispose();
      emitter.event(() => heard.push('late'));
    });
    emitter.fire(1);
    assert.deepEqual(heard, ['once']);
    emitter.fire(2);
    assert.deepEqual(heard, ['once', 'late']);
  });

  it('calls nobody after it was disposed', () => {
    const emitter = new Emitter<number>();
    const heard: number[] = [];
    emitter.event((value) => heard.push(value));
    emitter.dispose();
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });
});
