import * as vscode from 'vscode';
import type { AttemptParts, Attempts } from '../pairing/attempts';
import { guarded } from '../platform/commands';
import type { InstanceRef } from '../core/references/instanceref';
import { isInstanceRef, refKey } from '../core/references/instanceref';
import { instanceState } from '../core/instances/instancestate';
import type { RefChange } from '../core/references/refchange';
import type { Queue } from '../core/queue/queue';
import {
  currentOf,
  isOver,
  keptOf,
  queueOf,
  readQueue,
  withChange,
  withMore,
  withLabels,
} from '../core/queue/queue';
import { severalGiven } from '../instances/arguments';
import { queuePanelType } from '../ids';
import { openPanel } from '../pairing/panel/panel';
import type { StateOf } from '../instances/instancesprompt';
import { askInstances } from '../instances/instancesprompt';
import { askResume } from './resumeprompt';
import { QueueRun } from './queuerun';
import { isQueuePanelState } from '../core/views/panelprotocol';

const key = 'queue';
/** How long it is said that the summary is on the clipboard, in ms. */
const messageTime = 5_000;

type Parts = Pick<
  AttemptParts,
  'instances' | 'gateways' | 'tokenFlow' | 'pairings' | 'workspaceState' | 'clock' | 'log'
>;

/** The queue of this window: there is one at most, and one panel for it. */
export class PairQueue {
  #run: QueueRun | undefined;
  #webview: vscode.WebviewPanel | undefined;

  constructor(
    private readonly attempts: Pick<Attempts, 'join' | 'resume' | 'shared'>,
    private readonly parts: Parts,
  ) {}

  /** Pairs the instances given one after the other, or those that the user chooses; a queue that isn’t over can be resumed. */
  async pair(given: unknown, selected: unknown, stateOf: StateOf): Promise<void> {
    const refs = severalGiven(given, selected, this.parts.instances).filter(isInstanceRef);
    const make = refs.length > 0 ? await this.#of(refs) : await this.#ask(stateOf);
    if (!make || !(await this.#ready(make()))) return;
    // As it is by now: the one that runs goes on while a token is asked for.
    const queue = make();
    if (this.#run) {
      this.#run.begin(this.#withLabels(queue));
      this.#run.reveal();
      return;
    }
    const column = this.parts.pairings.columns[0];
    this.#begin(openPanel(title(), column, queuePanelType), queue, false);
  }

  /** Whether those that wait can be asked about, once there is a token for each: what one gateway lacks keeps no other from going on. */
  async #ready(queue: Queue): Promise<boolean> {
    const { tokenFlow, gateways } = this.parts;
    const current = currentOf(queue);
    const refs = queue.entries
      .filter((entry) => entry === current || entry.outcome === 'waiting')
      .map(({ ref }) => ref);
    const usable = refs.filter(({ gateway }) => gateways.find(gateway));
    tokenFlow.explainFirst(refs.map(({ gateway }) => gateway));
    return usable.length > 0 && (await tokenFlow.readyAll(usable)) !== undefined;
  }

  /** Whether a tab is the queue's. */
  has({ input }: vscode.Tab): boolean {
    return input instanceof vscode.TabInputWebview && input.viewType.endsWith(queuePanelType);
  }

  /** Puts a panel in the place of one that nobody answers any more; asks nothing. */
  async replace(tab: vscode.Tab): Promise<void> {
    const kept = this.#kept;
    // Its own panel, at the end of the queue, when no pairing is in it.
    if (this.#run) return;
    const { viewColumn } = tab.group;
    await vscode.window.tabGroups.close(tab);
    if (kept) this.#begin(openPanel(title(), viewColumn, queuePanelType), kept, true);
  }

  /** Goes on in a panel that a reload of the window has brought back; asks nothing. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const kept = this.#kept ?? (isQueuePanelState(state) ? readQueue(state.queue) : undefined);
    if (!kept || this.#run) panel.dispose();
    else this.#begin(panel, kept, true);
  }

  /** Goes on with its instances under what they are known by now, without those that are gone. */
  follow(change: RefChange): void {
    const queue = this.#run?.queue ?? this.#kept;
    if (!queue?.entries.some(({ ref }) => change(ref) !== ref)) return;
    const moved = withChange(queue, change);
    if (moved && this.#run) {
      this.#run.replace(moved);
      return;
    }
    this.#webview?.dispose();
    void this.parts.workspaceState.update(key, moved && keptOf(moved));
  }

  /** The queue as it was left in this folder. */
  get #kept(): Queue | undefined {
    return readQueue(this.parts.workspaceState.get(key));
  }

  /** A queue of the instances given; one that isn’t over is not given up unasked. */
  async #of(refs: readonly InstanceRef[]): Promise<(() => Queue) | undefined> {
    const queue = queueOf(refs.map((ref) => ({ ref })));
    const left = this.#left;
    if (!left) return () => queue;
    const answer = await askResume(this.#withLabels(left), title(), queue.entries.length);
    if (answer === undefined) return undefined;
    if (answer === 'new') return () => queue;
    const now = (): Queue => this.#run?.queue ?? left;
    return answer === 'add' ? () => withMore(now(), refs) : now;
  }

  /** The queue that isn’t over. */
  get #left(): Queue | undefined {
    const left = this.#run?.queue ?? this.#kept;
    return left && !isOver(left) ? left : undefined;
  }

  async #ask(stateOf: StateOf): Promise<(() => Queue) | undefined> {
    const left = this.#left;
    if (left) {
      const answer = await askResume(this.#withLabels(left), title());
      if (answer !== 'new') return answer && (() => this.#run?.queue ?? left);
    }
    const { instances, gateways, pairings } = this.parts;
    const known: StateOf = (ref) =>
      stateOf(ref) ??
      instanceState({ status: undefined, checking: false }, pairings.find(ref)?.state, vscode.l10n.t);
    const chosen = await askInstances({
      ...{ list: instances.list, severalGateways: gateways.several, stateOf: known },
      title: title(),
      placeHolder: vscode.l10n.t('Choose the instances to pair; they come in this order'),
    });
    return chosen && (() => queueOf(chosen.map((ref) => ({ ref }))));
  }

  #begin(webview: vscode.WebviewPanel, queue: Queue, restored: boolean): void {
    const { clock, log, tokenFlow } = this.parts;
    if (restored) tokenFlow.explainFirst(queue.entries.map(({ ref }) => ref.gateway));
    let first = true;
    const run = new QueueRun(
      {
        ...{ panel: this.attempts.shared(webview), clock, t: vscode.l10n.t },
        // Those whose turn comes later begin as any other.
        join: (seat, ref) => this.attempts.join(seat, ref, restored && first),
        resume: (ref) => {
          this.attempts.resume(ref);
        },
        keep: (changed) => {
          this.#keep(changed);
        },
        copy: (text) => {
          void guarded('queueCopy', log, () => copy(text));
        },
      },
      this.#withLabels(queue),
    );
    first = false;
    this.#run = run;
    this.#webview = webview;
    const { instances, gateways } = this.parts;
    const following = [
      // The names that settings give are for a gateway's old name, which may be another by now.
      instances.onDidChange(() => {
        run.rename((ref) => instances.find(ref)?.label);
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

  #keep(queue: Queue): void {
    const { workspaceState, instances } = this.parts;
    void workspaceState.update(key, keptOf(queue));
    const current = currentOf(queue);
    const [last] = instances.used;
    if (current && (!last || refKey(last) !== refKey(current.ref))) void instances.use(current.ref);
  }

  #withLabels(queue: Queue): Queue {
    return withLabels(queue, (ref) => this.parts.instances.find(ref)?.label);
  }
}

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t('The summary is on the clipboard.'), messageTime);
}

function title(): string {
  return vscode.l10n.t('Pair several in a row');
}
