import type { SessionStatus } from '../core/gateways/answer';
import type { Logger } from '../core/timeline/log';
import * as vscode from 'vscode';
import { tokenKey } from '../core/gateways/gateway';
import type { Disposable } from '../core/events/emitter';
import type { KnownInstance } from '../core/instances/instancelist';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { InstanceFilter } from '../core/instances/instanceorder';
import { filterInstances, sortByName, sortByAttention } from '../core/instances/instanceorder';
import type { InstanceState, InstanceStateKind } from '../core/instances/instancestate';
import { instanceState, instanceStateKinds } from '../core/instances/instancestate';
import { leasesIn } from '../platform/locks/leasefolder';
import type { StatusBoard } from '../core/instances/poller';
import { DisposableStore } from '../platform/disposables';
import type { Instances } from '../instances/instances';
import { contexts, viewId } from '../ids';
import type { Tokens } from '../gateways/tokens';
import type { BoardParts } from './openpoller';
import { openBoard } from './openpoller';
import { Doors } from './gatewaychanges';
import { tellDrops } from './disconnects';
import { askFilter } from './filter';
import type { InstanceFacts } from './items';
import { attentionText } from './items';
import { learnFrom } from './pairingresults';
import { listMessage } from './message';
import type { Group } from './groups';
import { roster } from './groups';
import type { Row } from './rows';
import { InstancesTree } from './tree';
import { WatchDuty } from './backgroundwatch';

/** What the instances view needs of the window. */
export interface ViewParts extends BoardParts {
  readonly instances: Instances;
  readonly tokens: Tokens;
  readonly log: Logger;
  readonly state: vscode.Memento;
  /** What all windows of the profile share. */
  readonly globalStorageUri: vscode.Uri;
}

const sortingKey = 'instancesSorting';
/** Bounds of the time for which windows keep quiet about what one of them has told, in ms. */
const [shortestTelling, longestTelling] = [60_000, 600_000];

/** The instances view's content: what is listed, how it stands, and what is asked to keep that fresh. */
export class InstancesView implements Disposable {
  readonly board: StatusBoard;
  readonly tree: InstancesTree;
  readonly #store = new DisposableStore();
  readonly #duty: WatchDuty;
  #filter: InstanceFilter = {};
  #groups: readonly Group[] | undefined;
  /** Names of the gateways that the user has folded up. */
  readonly #folded = new Set<string>();
  /** Names of the gateways that there is a token for: without one there is nothing to ask. Undefined until that is known. */
  #usable: ReadonlySet<string> | undefined;
  #searches = 0;
  readonly #doors: Doors;
  /** By key: those that are listed, those of them that are watched in the background, and those that need attention. */
  #listed: ReadonlySet<string> = new Set();
  #watched: ReadonlySet<string> = new Set();
  #needAttention = new Set<string>();
  /** Those to which something is being done. */
  readonly #held = new Set<string>();

  constructor(
    private readonly parts: ViewParts,
    private readonly view: vscode.TreeView<Row>,
  ) {
    const leases = leasesIn(parts.globalStorageUri, parts.log);
    this.board = this.#store.add(openBoard(parts, leases, (ref) => this.#held.has(refKey(ref))));
    this.tree = this.#store.add(
      new InstancesTree({
        groups: () => this.#roster,
        arranged: (group) => this.#arranged(group),
        facts: (known) => this.#facts(known),
        standing: (ref) => this.#standing(ref),
        usable: ({ name }) => this.#usable?.has(name) ?? true,
        needAttention: (group) =>
          group.instances.filter((known) => this.#needAttention.has(refKey(known))).length,
        refusal: ({ name }) => this.board.refusal(name),
        held: () => this.view.selection.length > 1,
        settled: () => {
          // What a filter shows may be others by now, and those come first.
          if (this.#filtering) this.#follow();
          this.view.message = this.#message();
        },
      }),
    );
    this.#duty = this.#store.add(new WatchDuty(leases, () => this.#tellingTime));
    this.#doors = new Doors(parts.gateways);
    const nameOf = (ref: InstanceRef): string => parts.instances.find(ref)?.label ?? ref.instanceId;
    this.#store.add(tellDrops(this.board.onDidDisconnect, nameOf, (ref) => this.#mayTell(ref), parts.log));
    this.#listen();
    this.#refresh();
    void this.#findTokens();
  }

  /** How an instance stands, as far as is known. */
  stateOf(ref: InstanceRef): InstanceState {
    const pairing = this.parts.pairings.find(ref);
    return instanceState(this.board.get(ref), pairing?.state, vscode.l10n.t);
  }

  /** Asks for the states of the instances given, or of all that are shown, as soon as the budget allows. Brings the view into sight: nothing is asked behind it. */
  async refresh(refs?: readonly InstanceRef[]): Promise<void> {
    if (!this.view.visible) await vscode.commands.executeCommand(`${viewId}.focus`);
    this.board.checkNow(refs ?? this.#roster.flatMap((group) => this.#arranged(group)));
  }

  /** Takes note that something is being done to an instance: until it is over nothing is asked about it. */
  hold(ref: InstanceRef): void {
    this.#held.add(refKey(ref));
    this.board.expect(ref);
    // Nor is it news for other windows.
    void this.#duty.mayTell(ref);
  }

  /** Takes note of what an action has made of an instance: that status; `unknown`, what can't be told yet; undefined, nothing. */
  release(ref: InstanceRef, status: SessionStatus | undefined): void {
    this.#held.delete(refKey(ref));
    if (status !== undefined && status !== 'unknown') {
      this.board.learn(ref, status);
      return;
    }
    if (status === 'unknown') this.board.forget(ref);
    // A gateway that was refused meanwhile isn't asked again for each of many.
    this.board.checkSoon([ref]);
  }

  /** Lets the user say what the view shows. */
  async askFilter(): Promise<void> {
    const counts = new Map<InstanceStateKind, number>(instanceStateKinds.map((kind) => [kind, 0]));
    for (const { instances } of this.#roster)
      for (const known of instances) {
        const { kind } = this.stateOf(known);
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
    const filter = await askFilter(counts, this.#filter);
    if (filter) this.setFilter(filter);
  }

  setFilter(filter: InstanceFilter): void {
    this.#filter = filter;
    this.#refresh();
  }

  clearFilter(): void {
    this.setFilter({});
  }

  async sort(sorting: 'attention' | 'name'): Promise<void> {
    await this.parts.state.update(sortingKey, sorting);
    this.#refresh();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #listen(): void {
    const { gateways, instances, pairings, tokens } = this.parts;
    const follow = (): void => {
      this.#follow();
    };
    for (const subscription of [
      instances.onDidChange(() => {
        this.#refresh();
      }),
      gateways.onDidChange(() => {
        this.#doors.follow(this.board);
        this.#refresh();
        void this.#findTokens();
      }),
      this.#duty.onDidChange(follow),
      this.view.onDidChangeVisibility(follow),
      this.view.onDidChangeSelection(() => {
        this.tree.settle();
      }),
      this.view.onDidCollapseElement(({ element }) => {
        this.#fold(element, true);
      }),
      this.view.onDidExpandElement(({ element }) => {
        this.#fold(element, false);
      }),
      this.board.onDidChange((refs) => {
        this.#show(refs);
      }),
      learnFrom(pairings.all, pairings.onDidChange, this.board, (ref) => {
        void this.#duty.mayTell(ref);
      }),
      pairings.onDidChange(({ ref }) => {
        this.#show([ref]);
      }),
      tokens.onDidChange((account) => {
        for (const gateway of gateways.list)
          if (tokenKey(gateway) === account) this.board.forgive(gateway.name);
        void this.#findTokens();
      }),
    ])
      this.#store.add(subscription);
  }

  get #roster(): readonly Group[] {
    return (this.#groups ??= roster(this.parts.gateways, this.parts.instances));
  }

  #arranged({ instances }: Group): readonly KnownInstance[] {
    const listed = instances.map((known) => ({
      ...{ ref: known, known, label: known.label, state: this.stateOf(known) },
      account: this.board.get(known).account,
    }));
    const kept = filterInstances(listed, this.#filter);
    return (this.#sorting === 'name' ? sortByName(kept) : sortByAttention(kept)).map(({ known }) => known);
  }

  get #sorting(): 'attention' | 'name' {
    return this.parts.state.get<unknown>(sortingKey) === 'name' ? 'name' : 'attention';
  }

  get #filtering(): boolean {
    return this.#filter.kinds !== undefined || this.#filter.text !== undefined;
  }

  #facts(known: KnownInstance): InstanceFacts {
    return {
      ...{ known, state: this.stateOf(known), status: this.board.get(known) },
      watched: this.#watched.has(refKey(known)),
      reachable: this.#doors.has(known.gateway),
    };
  }

  #standing(ref: InstanceRef): string {
    const { name, number } = this.board.get(ref).account ?? {};
    return JSON.stringify([this.stateOf(ref).kind, name, number, this.board.refusal(ref.gateway)?.kind]);
  }

  async #findTokens(): Promise<void> {
    const { gateways, tokens } = this.parts;
    const search = ++this.#searches;
    const found = await Promise.all(
      gateways.list.map(async (gateway) =>
        (await tokens.get(tokenKey(gateway))) === undefined ? [] : [gateway.name],
      ),
    );
    // A later search knows better, whichever ends first.
    if (search !== this.#searches) return;
    this.#usable = new Set(found.flat());
    this.tree.refresh();
    this.#follow();
  }

  #fold(row: Row, folded: boolean): void {
    if (row.kind !== 'gateway') return;
    if (folded) this.#folded.add(row.name);
    else this.#folded.delete(row.name);
    this.#follow();
  }

  /** Other instances are listed, or otherwise. */
  #refresh(): void {
    this.#groups = undefined;
    // One that comes back is unfolded.
    const names = new Set(this.#roster.map(({ name }) => name));
    for (const name of this.#folded) if (!names.has(name)) this.#folded.delete(name);
    this.#listed = new Set(this.#instances.map(refKey));
    this.#watched = new Set(this.parts.settings.watch.map(refKey));
    const needAttention = this.#instances.filter((known) => this.stateOf(known).needsAttention);
    this.#needAttention = new Set(needAttention.map(refKey));
    this.tree.refresh();
    this.view.message = this.#message();
    void vscode.commands.executeCommand('setContext', contexts.filtered, this.#filtering);
    void vscode.commands.executeCommand('setContext', contexts.sorting, this.#sorting);
    this.#follow();
  }

  get #instances(): readonly KnownInstance[] {
    return this.#roster.flatMap(({ instances }) => instances);
  }

  #show(refs: readonly InstanceRef[]): void {
    for (const ref of refs) {
      const key = refKey(ref);
      if (this.#listed.has(key) && this.stateOf(ref).needsAttention) this.#needAttention.add(key);
      else this.#needAttention.delete(key);
    }
    this.tree.update(refs);
    this.#mark();
  }

  /** Keeps fresh what somebody looks at, and what is to be watched all the time. */
  #follow(): void {
    const { watch } = this.parts.settings;
    this.#duty.want(watch.length > 0);
    const usable = (refs: readonly InstanceRef[]): readonly InstanceRef[] =>
      refs.filter(({ gateway }) => this.#usable?.has(gateway));
    const unfolded = this.view.visible ? this.#roster.filter(({ name }) => !this.#folded.has(name)) : [];
    // What a filter hides may be what it is to show next.
    const shown = this.#filtering ? unfolded.flatMap((group) => this.#arranged(group)) : [];
    const watched = this.#duty.mine ? watch : [];
    this.board.watch(usable([...watched, ...shown]), usable(unfolded.flatMap(({ instances }) => instances)));
    this.#mark();
  }

  /** Of what is watched, the window that watches tells; of the rest, the one that saw it first. */
  async #mayTell(ref: InstanceRef): Promise<boolean> {
    if (this.#watched.has(refKey(ref)) && !this.#duty.mine) return false;
    return await this.#duty.mayTell(ref);
  }

  /** In ms. Other windows may go through as long a list, and no faster. */
  get #tellingTime(): number {
    const rounds = (2 * this.#listed.size * 60_000) / this.parts.settings.requestsPerMinute;
    return Math.min(Math.max(rounds, shortestTelling), longestTelling);
  }

  #mark(): void {
    const count = this.#needAttention.size;
    if (this.view.badge?.value === count || (count === 0 && !this.view.badge)) return;
    this.view.badge = count === 0 ? undefined : { value: count, tooltip: attentionText(count) };
  }

  /** What one must know to read the list right. */
  #message(): string {
    const { ignored } = this.parts.settings.instances;
    const all = this.#listed.size;
    const shown = this.#filtering
      ? this.#roster.reduce((sum, group) => sum + this.#arranged(group).length, 0)
      : all;
    return listMessage(this.#filtering ? this.#filter : undefined, { shown, all, ignored });
  }
}
