// src/queue: the queue, which pairs several instances in a row in one panel.
import * as vscode from 'vscode';
import type { Queue } from '../core/queue/queue';
import {
  currentOf,
  isOver,
  keptOf,
  queueOf,
  readQueue,
  withChange,
  withLabels,
  withMore,
} from '../core/queue/queue';
import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, refKey } from '../core/references/instanceref';
import type { RefChange } from '../core/references/refchange';
import type { Clock } from '../core/time/clock';
import type { Logger } from '../core/timeline/log';
import { isQueuePanelState } from '../core/views/panel/panelprotocol';
import type { GatewayAccess } from '../gateways/access';
import type { Gateways } from '../gateways/gateways';
import { queuePanelType } from '../ids';
import { severalFromArguments } from '../instances/arguments';
import type { Instances } from '../instances/instances';
import type { StateOf } from '../instances/instancesprompt';
import { askInstances } from '../instances/instancesprompt';
import { knownState } from '../pairing/knownstate';
import { openPanel } from '../pairing/panel/webviewpage';
import type { Pairings } from '../pairing/pairings';
import type { SurfaceOpener } from '../pairing/surfaces/surfaceopener';
import { guarded } from '../platform/commands';
import { showCopied } from '../platform/showcopied';
import { QueueRun } from './queuerun';
import { askResume } from './resumeprompt';
import { isPanelTab } from '../pairing/surfaces/paneltabs';

const key = 'queue';

/** What {@link PairingQueue} needs. */
export interface QueueParts {
  readonly opener: Pick<SurfaceOpener, 'join' | 'resume' | 'sharedPanel'>;
  readonly access: GatewayAccess;
  readonly gateways: Gateways;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly workspaceState: vscode.Memento;
  readonly clock: Clock;
  readonly log: Logger;
  /** The state of an instance, as far as the instances view knows it. */
  readonly stateOf: StateOf;
}

/** The queue of this window. There is at most one, with one panel. */
export class PairingQueue {
  #run: QueueRun | undefined;
  #webview: vscode.WebviewPanel | undefined;

  constructor(private readonly parts: QueueParts) {}

  /** Pairs the instances in the arguments one after the other, or those that the user chooses. An unfinished queue can be resumed. */
  async pair(argument: unknown, selected: unknown): Promise<void> {
    const refs = severalFromArguments(argument, selected, this.parts.instances).filter(isInstanceRef);
    const makeQueue = refs.length > 0 ? await this.#queueOf(refs) : await this.#ask();
    if (!makeQueue || !(await this.#isReady(makeQueue()))) return;
    // Make the queue again: the running queue may have changed while the user entered a token.
    const queue = makeQueue();
    if (this.#run) {
      this.#run.begin(this.#labeled(queue));
      this.#run.reveal();
      return;
    }
    const position = { column: this.parts.pairings.columns[0] };
    this.#begin(openPanel(title(), position, queuePanelType), queue, false);
  }

  /** Whether a tab is the queue's. */
  has(tab: vscode.Tab): boolean {
    return isPanelTab(tab, queuePanelType);
  }

  /** Replaces a panel that a previous extension host left behind. Asks the user nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    // This tab is the panel of the queue that runs here: at its end, no pairing is in it.
    if (this.#run) return;
    const kept = this.#saved;
    const position = { column: tab.group.viewColumn, keepFocus: true };
    await vscode.window.tabGroups.close(tab, true);
    if (kept) this.#begin(openPanel(title(), position, queuePanelType), kept, true);
  }

  /** Resumes the queue in a panel that the editor has restored after a reload of the window. Asks the user nothing. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    // What a hidden page remembers may be older than the last change.
    const isKnown = this.parts.workspaceState.get(key) !== undefined;
    const kept = isKnown || !isQueuePanelState(state) ? this.#saved : readQueue(state.queue);
    if (!kept || this.#run) panel.dispose();
    else this.#begin(panel, kept, true);
  }

  /** Follows renamed and removed instances. */
  follow(change: RefChange): void {
    const queue = this.#run?.queue ?? this.#saved;
    if (!queue?.entries.some(({ ref }) => change(ref) !== ref)) return;
    const changed = withChange(queue, change);
    if (changed && this.#run) {
      this.#run.replace(this.#labeled(changed));
      return;
    }
    this.#webview?.dispose();
    this.#store(changed);
  }

  /** The queue that was saved in this workspace. */
  get #saved(): Queue | undefined {
    return readQueue(this.parts.workspaceState.get(key));
  }

  /** The queue, if it is unfinished. */
  get #unfinished(): Queue | undefined {
    const left = this.#run?.queue ?? this.#saved;
    return left && !isOver(left) ? left : undefined;
  }

  /** A queue of these instances. If there is an unfinished queue, asks what to do with it. */
  async #queueOf(refs: readonly InstanceRef[]): Promise<(() => Queue) | undefined> {
    const queue = queueOf(refs.map((ref) => ({ ref })));
    const left = this.#unfinished;
    if (!left) return () => queue;
    const answer = await askResume(this.#labeled(left), title(), queue.entries.length);
    if (answer === undefined) return undefined;
    if (answer === 'new') return () => queue;
    const now = (): Queue => this.#run?.queue ?? left;
    return answer === 'add' ? () => withMore(now(), refs) : now;
  }

  async #ask(): Promise<(() => Queue) | undefined> {
    const left = this.#unfinished;
    if (left) {
      const answer = await askResume(this.#labeled(left), title());
      if (answer !== 'new') return answer && (() => this.#run?.queue ?? left);
    }
    const { instances, pairings, stateOf } = this.parts;
    const chosen = await askInstances({
      list: instances.list,
      stateOf: (ref) => knownState(ref, stateOf(ref), pairings),
      title: title(),
      placeHolder: vscode.l10n.t('Choose the instances to pair. They are paired in the order of this list.'),
    });
    return chosen && (() => queueOf(chosen.map((ref) => ({ ref }))));
  }

  /** Whether requests can be sent for the waiting instances. A gateway that can't be used doesn't stop the others. */
  async #isReady(queue: Queue): Promise<boolean> {
    const { access, gateways } = this.parts;
    const current = currentOf(queue);
    const refs = queue.entries
      .filter((entry) => entry === current || entry.outcome === 'waiting')
      .map(({ ref }) => ref);
    const usable = refs.filter(({ gateway }) => gateways.find(gateway));
    access.explainFirst(refs.map(({ gateway }) => gateway));
    return usable.length > 0 && (await access.prepareGateways(usable)) !== undefined;
  }

  #begin(webview: vscode.WebviewPanel, queue: Queue, restored: boolean): void {
    const { opener, access, instances, gateways, clock, log } = this.parts;
    if (restored) access.explainFirst(queue.entries.map(({ ref }) => ref.gateway));
    let first = true;
    const run = new QueueRun(
      {
        panel: opener.sharedPanel(webview),
        clock,
        t: vscode.l10n.t,
        // Only pairings that join now were running before the reload.
        join: (surface, ref) => opener.join(surface, ref, restored && first),
        resume: (ref) => {
          opener.resume(ref);
        },
        save: (changed) => {
          this.#save(changed);
        },
        copy: (text) => {
          void guarded('queueCopy', log, () => copy(text));
        },
      },
      this.#labeled(queue),
    );
    first = false;
    this.#run = run;
    this.#webview = webview;
    const following = [
      // Labels can come from the settings, where a gateway's name may now belong to another gateway.
      instances.onDidChange(() => {
        run.relabel((ref) => instances.find(ref)?.label);
      }),
      gateways.onDidChange(() => {
        run.retry();
      }),
    ];
    run.onDidClose(() => {
      for (const each of following) each.dispose();
      this.#run = undefined;
      this.#webview = undefined;
    });
  }

  #save(queue: Queue): void {
    const { instances, log } = this.parts;
    this.#store(queue);
    const current = currentOf(queue);
    const [latest] = instances.used;
    if (current && (!latest || refKey(latest) !== refKey(current.ref)))
      void guarded('queueKeep', log, () => instances.use(current.ref));
  }

  #store(queue: Queue | undefined): void {
    const { workspaceState, log } = this.parts;
    void guarded('queueKeep', log, () => workspaceState.update(key, queue ? keptOf(queue) : null));
  }

  #labeled(queue: Queue): Queue {
    return withLabels(queue, (ref) => this.parts.instances.find(ref)?.label);
  }
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  showCopied(vscode.l10n.t('The summary is on the clipboard.'));
}

function title(): string {
  return vscode.l10n.t('Pair several in a row');
}
