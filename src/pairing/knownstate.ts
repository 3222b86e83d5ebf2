import * as vscode from 'vscode';
import type { InstanceState } from '../core/instances/instancestate';
import { instanceState } from '../core/instances/instancestate';
import { unchecked } from '../core/instances/instancestatus';
import type { InstanceRef } from '../core/references/instanceref';
import type { Pairings } from './pairings';

/** The state of an instance: as the instances view knows it, or else from its pairing alone. */
export function knownState(
  ref: InstanceRef,
  viewed: InstanceState | undefined,
  pairings: Pairings,
): InstanceState {
  return viewed ?? instanceState(unchecked, pairings.find(ref)?.state, vscode.l10n.t);
}
