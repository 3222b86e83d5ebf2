import type { KnownInstance } from '../references/instancename';
import { fullName, instanceName, nameOnGateway } from '../references/instancename';
import type { InstanceRef } from '../references/instanceref';
import { sameRef } from '../references/instanceref';

/** What an instance’s tab is called: by its label, and by its ID too where another instance goes by the same name. */
export function tabName(ref: InstanceRef, list: readonly KnownInstance[]): string {
  const known = list.find((each) => sameRef(each, ref)) ?? ref;
  const others = list.filter((each) => each.gateway === ref.gateway && !sameRef(each, ref));
  const shared = others.some((other) => instanceName(other) === instanceName(known));
  return shared ? fullName(known) : nameOnGateway(known);
}

/**
 * The instance whose tab has a name that is found fitting, which may be older than its label. Undefined if it could be
 * another one’s too: a panel that comes back must not show the code of another phone.
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
