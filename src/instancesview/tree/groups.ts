import type { Gateways } from '../../gateways/gateways';
import type { Gateway } from '../../core/gateways/gateway';
import type { GatewayProblem } from '../../core/gateways/gatewaylist';
import type { KnownInstance } from '../../core/references/instancename';
import { defaultGateway } from '../../core/references/instanceref';
import type { Instances } from '../../instances/instances';

/** A gateway, or a name without a gateway, and its instances. */
export interface Group {
  readonly name: string;
  readonly gateway: Gateway | undefined;
  readonly problem: GatewayProblem | undefined;
  readonly instances: readonly KnownInstance[];
}

/** All instances by gateway: first the gateways in the order of the settings, then names that only the instances refer to. */
export function groupsOf(
  gateways: Pick<Gateways, 'list' | 'problems' | 'find'>,
  instances: Pick<Instances, 'list'>,
): readonly Group[] {
  const byName = new Map<string, KnownInstance[]>();
  for (const known of instances.list) {
    const group = byName.get(known.gateway) ?? [];
    group.push(known);
    byName.set(known.gateway, group);
  }
  const { list, problems } = gateways;
  const broken = new Map(problems.map((problem) => [problem.entry, problem]));
  const names = new Set([...list.map(({ name }) => name), ...broken.keys(), ...byName.keys()]);
  const groups = Array.from(names, (name) => ({
    name,
    gateway: gateways.find(name),
    problem: gateways.find(name) ? undefined : broken.get(name),
    instances: byName.get(name) ?? [],
  }));
  // Without any instance, the view shows its welcome text.
  return groups.length === 1 && names.has(defaultGateway) && byName.size === 0 ? [] : groups;
}
