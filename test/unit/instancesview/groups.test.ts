import assert from 'node:assert/strict';
import type { Gateway } from '../../../src/core/gateways/gateway';
import type { GatewayProblem } from '../../../src/core/gateways/gatewaylist';
import type { KnownInstance } from '../../../src/core/references/instancename';
import { groupsOf } from '../../../src/instancesview/groups';

function gateway(name: string): Gateway {
  const origin = 'https://gateway.example';
  return { name, kind: 'wawp', endpoint: { base: origin, origin }, credentials: 'body' };
}

function groups(
  names: readonly string[],
  list: readonly KnownInstance[],
  problems: readonly GatewayProblem[] = [],
): readonly (readonly [string, boolean, readonly string[]])[] {
  const gateways = names.map(gateway);
  const find = (name: string): Gateway | undefined => gateways.find((each) => each.name === name);
  return groupsOf({ list: gateways, problems, find }, { list }).map(
    ({ name, gateway: found, instances }) =>
      [name, found !== undefined, instances.map(({ instanceId }) => instanceId)] as const,
  );
}

const [usual, acme] = ['', 'acme'].map((name) => ({ gateway: name, instanceId: 'INSTANCE0001' }));
assert.ok(usual && acme);

describe('the groupsOf of the instances view', () => {
  it('is empty for someone who has nothing but the default gateway', () => {
    assert.deepEqual(groups([''], []), []);
  });

  it('shows a gateway without instances once there are several', () => {
    assert.deepEqual(groups(['', 'acme'], []), [
      ['', true, []],
      ['acme', true, []],
    ]);
  });

  it('puts instances under their gateways, though their IDs are the same', () => {
    assert.deepEqual(groups(['', 'acme'], [acme, usual]), [
      ['', true, ['INSTANCE0001']],
      ['acme', true, ['INSTANCE0001']],
    ]);
  });

  it('shows names that only a list of instances uses, and entries that can’t be used, as such', () => {
    const problems = [{ entry: 'broken', problem: 'insecure' as const }];
    assert.deepEqual(groups([''], [acme], problems), [
      ['', true, []],
      ['broken', false, []],
      ['acme', false, ['INSTANCE0001']],
    ]);
  });

  it('lists the instances of the default gateway where its setting can’t be used, and what is wrong', () => {
    const problem = { entry: '', problem: 'notUrl' } as const;
    const unusable = { list: [], problems: [problem], find: () => undefined };
    assert.deepEqual(groupsOf(unusable, { list: [usual] }), [
      { name: '', gateway: undefined, problem, instances: [usual] },
    ]);
    assert.deepEqual(groupsOf(unusable, { list: [] }), [], 'That is better said once somebody pairs.');
  });
});
