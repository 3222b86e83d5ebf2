import assert from 'node:assert/strict';
import { install } from '@sinonjs/fake-timers';
import { Soon } from '../../../src/platform/soon';

describe('a task that runs soon', () => {
  let clock: ReturnType<typeof install>;
  let runs: number;
  let soon: Soon;

  beforeEach(() => {
    clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
    runs = 0;
    soon = new Soon(() => runs++);
  });
  afterEach(() => {
    clock.uninstall();
  });

  it('runs once for all who asked meanwhile, and again for the next', () => {
    soon.ask();
    soon.ask();
    assert.equal(runs, 0);
    clock.tick(400);
    assert.equal(runs, 1);
    soon.ask();
    clock.tick(400);
    assert.equal(runs, 2);
    assert.equal(clock.countTimers(), 0);
  });

  it('doesn’t run after it is disposed', () => {
    soon.ask();
    soon.dispose();
    clock.tick(400);
    assert.equal(runs, 0);
  });
});
