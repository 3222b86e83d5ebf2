import type { KnownInstance } from './instancelist';
import type { InstanceRef } from '../references/instanceref';
import { defaultGateway, sameRef } from '../references/instanceref';

/** What an instance’s tab is called: by its label, and by its ID too where another instance goes by the same name. */
export function panelName(ref: InstanceRef, list: readonly KnownInstance[]): string {
  const label = list.find((known) => sameRef(known, ref))?.label;
  const others = list.filter((known) => known.gateway === ref.gateway && !sameRef(known, ref));
  const shared = others.some((other) => (other.label ?? other.instanceId) === label);
  return inPlace(ref, label === undefined ? ref.instanceId : shared ? full(ref, label) : label);
}

/**
 * The instance whose tab has a name that is found fitting, which may be older than its label. Undefined if it could be
 * another one’s too: a panel that comes back must not show the code of another phone.
 */
export function instanceNamed(
  isName: (name: string) => boolean,
  list: readonly KnownInstance[],
): InstanceRef | undefined {
  const [found, ...others] = list.filter((known) => namesOf(known).some(isName));
  return others.length === 0 ? found : undefined;
}

function namesOf(known: KnownInstance): readonly string[] {
  const { instanceId, label } = known;
  const names = [instanceId, ...(label === undefined ? [] : [label, full(known, label)])];
  return names.map((name) => inPlace(known, name));
}

function full({ instanceId }: InstanceRef, label: string): string {
  return `${label} · ${instanceId}`;
}

function inPlace({ gateway }: InstanceRef, name: string): string {
  // The same name may well be in two accounts.
  return gateway === defaultGateway ? name : `${name} · ${gateway}`;
}
