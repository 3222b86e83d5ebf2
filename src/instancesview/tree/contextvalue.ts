import type { Capability } from '../../core/gateways/dialect';
import type { GatewayProblem } from '../../core/gateways/gatewaylist';
import type { InstanceStateKind } from '../../core/instances/instancestate';
import { defaultGateway } from '../../core/references/instanceref';

/** What the conditions of the menus know of an instance's row, such as "instance.linked.watched .stop .restart". */
export function instanceContext(
  state: InstanceStateKind,
  watched: boolean,
  /** What the gateway can do; undefined if it can't be used. */
  capabilities: ReadonlySet<Capability> | undefined,
): string {
  const kind = ['instance', capabilities ? state : 'unreachable', watched ? 'watched' : 'unwatched'].join(
    '.',
  );
  return withCapabilities(kind, capabilities);
}

/** What the conditions of the menus know of the row of a gateway that can be used. */
export function gatewayContext(
  name: string,
  needsToken: boolean,
  capabilities: ReadonlySet<Capability>,
): string {
  const kind = name === defaultGateway ? 'gateway.default' : 'gateway.named';
  return withCapabilities(needsToken ? `${kind}.tokenless` : kind, capabilities);
}

/** What the conditions of the menus know of the row of a gateway that can't be used: not every entry can be replaced or removed. */
export function problemContext(problem: GatewayProblem | undefined): string {
  if (!problem) return 'gateway.unknown';
  if (problem.entry === defaultGateway) return 'gateway.endpoint';
  if (problem.problem === 'tooMany') return 'gateway.excess';
  return problem.number === undefined ? 'gateway.broken' : 'gateway.broken.numbered';
}

function withCapabilities(kind: string, capabilities: ReadonlySet<Capability> = new Set()): string {
  return [kind, ...Array.from(capabilities, (capability) => `.${capability}`)].join(' ');
}
