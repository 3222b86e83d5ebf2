import assert from 'node:assert/strict';
import type { Gateway } from '../../../../src/core/gateways/gateway';
import type { GatewayProblem } from '../../../../src/core/gateways/gatewaylist';
import type { KnownInstance } from '../../../../src/core/references/instancename';
import { groupsOf } from '../../../../src/instancesview/tree/groups';

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

const [ofDefault, acme] = ['', 'acme'].map((name) => ({ gateway: name, instanceId: 'INSTANCE0001' }));
assert.ok(ofDefault && acme);

describe('the groups of the instances view', () => {
  it('are empty if there is nothing but the default gateway', () => {
    assert.deepEqual(groups([''], []), []);
  });

  it('include a gateway without instances if there are several gateways', () => {
    assert.deepEqual(groups(['', 'acme'], []), [
      ['', true, []],
      ['acme', true, []],
    ]);
  });

  it('have the instances of each gateway, even if IDs are the same', () => {
    assert.deepEqual(groups(['', 'acme'], [acme, ofDefault]), [
      ['', true, ['INSTANCE0001']],
      ['acme', true, ['INSTANCE0001']],
    ]);
  });

  it('include names that only instances refer to, and invalid entries', () => {
    const problems = [{ entry: 'broken', problem: 'insecure' as const }];
    assert.deepEqual(groups([''], [acme], problems), [
      ['', true, []],
      ['broken', false, []],
      ['acme', false, ['INSTANCE0001']],
    ]);
  });

  it('include the instances of the default gateway if its setting is invalid, and the problem', () => {
    const problem = { entry: '', problem: 'notUrl' } as const;
    const unusable = { list: [], problems: [problem], find: () => undefined };
    assert.deepEqual(groupsOf(unusable, { list: [ofDefault] }), [
      { name: '', gateway: undefined, problem, instances: [ofDefault] },
    ]);
    assert.deepEqual(groupsOf(unusable, { list: [] }), [], 'The problem is shown when the user pairs.');
  });
});
