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
    const result = { done: [ref('ONE'), ref('TWO')], failed: [], left: [] };
    assert.equal(bulkSummary('Restart instance', result, nameOf, english), 'Restart instance: 2 of 2 done.');
  });

  it('names at most two failures with their reasons, and how many were not started', () => {
    const failed = ['ONE', 'TWO', 'THREE'].map((id) => ({
      ref: ref(id),
      failure: id === 'TWO' ? down : gone,
    }));
    const result = { done: [ref('FOUR')], failed, left: [ref('FIVE')] };
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
});
