import type { Connections } from '../connections';
import type { Connection } from '../core/connection';
import type { ConnectionProblem } from '../core/connectionsetting';
import type { KnownInstance } from '../core/instancelist';
import { defaultConnection } from '../core/instanceref';
import type { Instances } from '../instances';

/** A connection, or what is called one, and the instances that belong to it. */
export interface Group {
  readonly name: string;
  readonly connection: Connection | undefined;
  readonly problem: ConnectionProblem | undefined;
  readonly instances: readonly KnownInstance[];
}

/** All that there is to show, by connection: those of the settings in their order, then names that only lists of instances use. */
export function roster(
  connections: Pick<Connections, 'list' | 'problems' | 'find'>,
  instances: Pick<Instances, 'list'>,
): readonly Group[] {
  const byName = new Map<string, KnownInstance[]>();
  for (const known of instances.list) {
    const group = byName.get(known.connection) ?? [];
    group.push(known);
    byName.set(known.connection, group);
  }
  const { list, problems } = connections;
  const broken = new Map(problems.map((problem) => [problem.entry, problem]));
  const names = new Set([...list.map(({ name }) => name), ...broken.keys(), ...byName.keys()]);
  const groups = Array.from(names, (name) => ({
    name,
    connection: connections.find(name),
    problem: connections.find(name) ? undefined : broken.get(name),
    instances: byName.get(name) ?? [],
  }));
  // Nothing to show is better said in words than by an account that nobody has used.
  return groups.length === 1 && names.has(defaultConnection) && byName.size === 0 ? [] : groups;
}
