import * as vscode from 'vscode';
import { instanceOfTab } from '../core/instances/tabname';
import { instanceIdForm } from '../core/references/instanceid';
import { isInstanceRef } from '../core/references/instanceref';
import type { GatewayAccess } from '../gateways/access';
import type { Instances } from '../instances/instances';
import type { LivePairing } from './livepairing';
import type { PairingStarter } from './pairingstarter';
import type { Pairings } from './pairings';
import { openPanel } from './panel/webviewpage';
import type { SurfaceOpener } from './surfaceopener';
import { titleOf } from './surfaceopener';

/** What bringing panels back needs of the window. */
export interface RestorerParts {
  readonly access: GatewayAccess;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly starter: PairingStarter;
  readonly opener: SurfaceOpener;
}

/** Brings panels back, and goes on with their instances. It asks the user nothing and leaves the focus where it is. */
export class PanelRestorer {
  constructor(private readonly parts: RestorerParts) {}

  /** Goes on in a panel that a reload of the window has brought back. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const { pairings, opener } = this.parts;
    const usable = isInstanceRef(state) && instanceIdForm(state.instanceId) !== 'unusable';
    if (!usable || pairings.find(state)?.surfaces.ownsPanel) {
      panel.dispose();
      return;
    }
    this.#resume(opener.adopt(panel, { gateway: state.gateway, instanceId: state.instanceId }));
  }

  /** Puts a panel in the place of one that an extension host before this one left behind. */
  async replace(tab: vscode.Tab): Promise<void> {
    const { access, instances, pairings, opener } = this.parts;
    const ref = instanceOfTab((name) => tab.label === titleOf(name), instances.list);
    const column = tab.group.viewColumn;
    await vscode.window.tabGroups.close(tab, true);
    // The instance may have its turn in a queue or a cell of the grid besides.
    if (!ref || !access.findOrExplain(ref.gateway) || pairings.find(ref)?.surfaces.ownsPanel) return;
    this.#resume(opener.adopt(openPanel(opener.title(ref), { column, keepFocus: true }), ref));
  }

  #resume(pairing: LivePairing): void {
    const gateway = this.parts.access.findOrExplain(pairing.ref.gateway);
    if (gateway && !pairing.running) this.parts.starter.begin(pairing, gateway, { restored: true });
  }
}
