import assert from 'node:assert/strict';
import { bulkReport, bulkSummary } from '../../../../src/core/instances/bulkresult';
import type { Failure } from '../../../../src/core/failures/failure';
import type { InstanceRef } from '../../../../src/core/references/instanceref';
import { english } from '../../fakes/english';

const ref = (instanceId: string, gateway = ''): InstanceRef => ({ gateway, instanceId });
const nameOf = ({ instanceId }: InstanceRef): string => (instanceId === 'ONE' ? 'Shop' : instanceId);
const gone: Failure = { kind: 'instance', status: 404, message: 'There is no instance with this ID.' };
const down: Failure = { kind: 'unavailable', status: 503 };

describe('the result of an action on several instances', () => {
  it('is one sentence if all succeeded', () => {
    const result = { done: [ref('ONE'), ref('TWO')], alreadyRunning: [], failed: [], left: [] };
    assert.equal(bulkSummary('Restart instance', result, nameOf, english), 'Restart instance: 2 of 2 done.');
  });

  it('names at most two failures with their reasons, and how many were not started', () => {
    const failed = ['ONE', 'TWO', 'THREE'].map((id) => ({
      ref: ref(id),
      failure: id === 'TWO' ? down : gone,
    }));
    const result = { done: [ref('FOUR')], alreadyRunning: [], failed, left: [ref('FIVE')] };
    const summary = bulkSummary('Restart instance', result, nameOf, english);
    assert.match(
      summary,
      /^Restart instance: 1 of 5 done\. 3 failed \(Shop: [^;]+ \(404\); TWO: [^;]+ \(503\); 1 more\)\./,
    );
    assert.match(summary, /1 not started\.$/);
  });

  it('has a report that lists each instance with its ID, gateway and reason', () => {
    const result = {
      done: [ref('TWO', 'acme')],
      alreadyRunning: [],
      failed: [{ ref: ref('ONE'), failure: gone }],
      left: [ref('SIX')],
    };
    const lines = bulkReport('Stop instance', result, nameOf, english).split('\n');
    assert.equal(lines[0], 'Stop instance');
    assert.match(
      lines[2] ?? '',
      /^Shop · ONE: .+ \(404\)\. The gateway says: “There is no instance with this ID\.”$/,
    );
    assert.deepEqual(lines.slice(3, 5), ['SIX: not started', 'TWO · acme: done']);
  });

  const refused: Failure = {
    kind: 'alreadyStarted',
    status: 422,
    message: 'Session ‘default’ is already started.',
  };
  const unconfirmed: Failure = { kind: 'unconfirmed' };
  const failedWith = (...failures: readonly Failure[]) => ({
    done: [],
    alreadyRunning: [],
    failed: failures.map((failure, index) => ({ ref: ref(['ONE', 'TWO', 'THREE'][index] ?? ''), failure })),
    left: [],
  });

  it('contains the gateway’s words if it is about one instance', () => {
    const summary = bulkSummary('Restart instance', failedWith(refused), nameOf, english);
    assert.match(summary, /^Restart instance: 0 of 1 done\. 1 failed \(Shop: [^;]+ \(422\)\)\./);
    assert.match(summary, /The gateway says: “Session ‘default’ is already started\.”$/);
    const several = bulkSummary('Restart instance', failedWith(refused, refused), nameOf, english);
    assert.doesNotMatch(several, /The gateway says/);
  });

  it('doesn’t call an action failed that the gateway only didn’t confirm', () => {
    const one = bulkSummary('Unlink phone', failedWith(unconfirmed), nameOf, english);
    assert.match(one, /^Unlink phone: 0 of 1 done\. 1 not confirmed \(Shop\)\. The gateway accepted/);
    assert.doesNotMatch(one, /failed/);
    const both = bulkSummary('Unlink phone', failedWith(down, unconfirmed), nameOf, english);
    assert.match(both, /0 of 2 done\. 1 failed \(Shop: .+ \(503\)\)\. 1 not confirmed \(TWO\)\.$/);
  });

  it('names a failed instance as such, not as a stopped pairing', () => {
    const summary = bulkSummary('Restart instance', failedWith({ kind: 'sessionFailed' }), nameOf, english);
    assert.match(summary, /1 failed \(Shop: The instance has failed\)/);
  });

  it('says which instances were running already', () => {
    const [one, two] = [ref('ONE'), ref('TWO')];
    const single = { done: [one], alreadyRunning: [one], failed: [], left: [] };
    assert.equal(
      bulkSummary('Start instance', single, nameOf, english),
      'Start instance: 1 of 1 done. It was already running.',
    );
    const both = { ...single, done: [one, two] };
    assert.equal(
      bulkSummary('Start instance', both, nameOf, english),
      'Start instance: 2 of 2 done. 1 already running.',
    );
    assert.match(
      bulkReport('Start instance', both, nameOf, english),
      /Shop · ONE: was already running\nTWO: done/,
    );
  });
});
