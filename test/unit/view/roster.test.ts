import assert from 'node:assert/strict';
import type { Connection } from '../../../src/core/connection';
import type { ConnectionProblem } from '../../../src/core/connectionsetting';
import type { KnownInstance } from '../../../src/core/instancelist';
import { roster } from '../../../src/view/roster';

function connection(name: string): Connection {
  const origin = 'https://gateway.example';
  return { name, kind: 'wawp', endpoint: { base: origin, origin }, credentials: 'body' };
}

function groups(
  names: readonly string[],
  list: readonly KnownInstance[],
  problems: readonly ConnectionProblem[] = [],
): readonly (readonly [string, boolean, readonly string[]])[] {
  const connections = names.map(connection);
  const find = (name: string): Connection | undefined => connections.find((each) => each.name === name);
  return roster({ list: connections, problems, find }, { list }).map(
    ({ name, connection: found, instances }) =>
      [name, found !== undefined, instances.map(({ instanceId }) => instanceId)] as const,
  );
}

const [usual, acme] = ['', 'acme'].map((name) => ({ connection: name, instanceId: 'INSTANCE0001' }));
assert.ok(usual && acme);

describe('the roster of the instances view', () => {
  it('is empty for someone who has nothing but the default connection', () => {
    assert.deepEqual(groups([''], []), []);
  });

  it('shows a connection without instances once there are several', () => {
    assert.deepEqual(groups(['', 'acme'], []), [
      ['', true, []],
      ['acme', true, []],
    ]);
  });

  it('puts instances under their connections, though their IDs are the same', () => {
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

  it('lists the instances of the default connection where its setting can’t be used, and what is wrong', () => {
    const problem = { entry: '', problem: 'notUrl' } as const;
    const unusable = { list: [], problems: [problem], find: () => undefined };
    assert.deepEqual(roster(unusable, { list: [usual] }), [
      { name: '', connection: undefined, problem, instances: [usual] },
    ]);
    assert.deepEqual(roster(unusable, { list: [] }), [], 'That is better said once somebody pairs.');
  });
});
