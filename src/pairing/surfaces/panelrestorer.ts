import * as vscode from 'vscode';
import { instanceOfTab } from '../../core/instances/tabname';
import { instanceIdForm } from '../../core/references/instanceid';
import { isInstanceRef } from '../../core/references/instanceref';
import type { GatewayAccess } from '../../gateways/access';
import type { Instances } from '../../instances/instances';
import type { LivePairing } from '../livepairing';
import type { PairingStarter } from '../pairingstarter';
import type { Pairings } from '../pairings';
import { openPanel } from '../panel/webviewpage';
import type { SurfaceOpener } from './surfaceopener';
import { titleOf } from './surfaceopener';

/** What {@link PanelRestorer} needs. */
export interface RestorerParts {
  readonly access: GatewayAccess;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly starter: PairingStarter;
  readonly opener: SurfaceOpener;
}

/** Restores panels and resumes their pairings. It asks the user nothing and doesn't move the focus. */
export class PanelRestorer {
  constructor(private readonly parts: RestorerParts) {}

  /** Resumes a pairing in a panel that the editor has restored after a reload of the window. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const { pairings, opener } = this.parts;
    const usable = isInstanceRef(state) && instanceIdForm(state.instanceId) !== 'unusable';
    if (!usable || pairings.find(state)?.surfaces.ownsPanel) {
      panel.dispose();
      return;
    }
    this.#resume(opener.adopt(panel, { gateway: state.gateway, instanceId: state.instanceId }));
  }

  /** Replaces a panel that a previous extension host left behind. */
  async replace(tab: vscode.Tab): Promise<void> {
    const { access, instances, pairings, opener } = this.parts;
    const ref = instanceOfTab((name) => tab.label === titleOf(name), instances.list);
    const column = tab.group.viewColumn;
    await vscode.window.tabGroups.close(tab, true);
    // The instance may also be in the queue or the grid, so only check for a panel of its own.
    if (!ref || !access.findOrExplain(ref.gateway) || pairings.find(ref)?.surfaces.ownsPanel) return;
    this.#resume(opener.adopt(openPanel(opener.title(ref), { column, keepFocus: true }), ref));
  }

  #resume(pairing: LivePairing): void {
    const gateway = this.parts.access.findOrExplain(pairing.ref.gateway);
    if (gateway && !pairing.running) this.parts.starter.begin(pairing, gateway, { restored: true });
  }
}
