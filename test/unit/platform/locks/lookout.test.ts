import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beat, Lookout } from '../../../../src/platform/locks/lookout';
import { FakeMachine } from '../../fakes/machine';

describe('a lookout', () => {
  let folder: string;
  let machine: FakeMachine;
  let looks: (string | undefined)[];
  let lookout: Lookout;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lookout-'));
    machine = new FakeMachine();
    looks = [];
    lookout = new Lookout(
      () => folder,
      machine,
      (only) => looks.push(only),
    );
  });

  afterEach(async () => {
    lookout.keep('off');
    await rm(folder, { recursive: true, force: true });
  });

  it('beats only while something wants to be heard of', async () => {
    lookout.keep('busy');
    await machine.pass(3 * beat);
    assert.equal(looks.length, 3);
    lookout.keep('idle');
    assert.equal(machine.timers, 0);
    lookout.keep('busy');
    assert.equal(machine.timers, 1);
    lookout.keep('off');
    assert.equal(machine.timers, 0);
  });

  it('puts off no beat, however often it is told to go on', async () => {
    for (let passed = 0; passed < 2 * beat; passed += 1_000) {
      lookout.keep('busy');
      await machine.pass(1_000);
    }
    assert.equal(looks.length, 2);
  });

  it('is told of a change while it is idle', async () => {
    lookout.keep('idle');
    await writeFile(path.join(folder, 'new'), '');
    for (let tries = 0; looks.length === 0 && tries < 100; tries++) await sleep(10);
    assert.equal(looks[0], 'new');
  });

  it('looks now and then by itself where the system tells of nothing', async () => {
    await rm(folder, { recursive: true });
    lookout.keep('idle');
    await machine.pass(30_000);
    assert.equal(looks.length, 3);
    lookout.keep('busy');
    await machine.pass(10_000);
    assert.equal(looks.length, 8);
  });
});
