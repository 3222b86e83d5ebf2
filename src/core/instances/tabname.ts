import type { KnownInstance } from '../references/instancename';
import { fullName, instanceName, nameOnGateway } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { sameRef } from '../references/instanceref';

/** The name of an instance’s tab: its label, with the ID if another instance has the same name. */
export function tabName(ref: InstanceRef, list: readonly KnownInstance[]): string {
  const known = list.find((each) => sameRef(each, ref)) ?? ref;
  const others = list.filter((each) => each.gateway === ref.gateway && !sameRef(each, ref));
  const shared = others.some((other) => instanceName(other) === instanceName(known));
  return shared ? fullName(known) : nameOnGateway(known);
}

/**
 * The instance whose tab name passes `isName`; the name can be older than the current label. Undefined if the name fits
 * several instances, since a restored panel must not show the code of another phone.
 */
export function instanceOfTab(
  isName: (name: string) => boolean,
  list: readonly KnownInstance[],
): InstanceRef | undefined {
  const [found, ...others] = list.filter((known) => namesOf(known).some(isName));
  return others.length === 0 ? found : undefined;
}

function namesOf(known: KnownInstance): readonly string[] {
  const unnamed = { ...known, label: undefined };
  return [nameOnGateway(unnamed), nameOnGateway(known), fullName(known)];
}
