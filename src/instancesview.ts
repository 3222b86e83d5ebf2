import * as vscode from 'vscode';
import type { Connections } from './connections';
import type { Clock } from './core/clock';
import type { Connection } from './core/connection';
import { tokenKey } from './core/connection';
import type { Disposable } from './core/emitter';
import type { AccountGateway } from './core/gateway';
import type { KnownInstance } from './core/instancelist';
import type { InstanceRef } from './core/instanceref';
import { refKey, sameRef } from './core/instanceref';
import type { InstanceFilter } from './core/instanceorder';
import { filterInstances, sortByName, sortByNeed } from './core/instanceorder';
import type { InstanceState, InstanceStateKind } from './core/instancestate';
import { instanceState, instanceStateKinds } from './core/instancestate';
import type { Logger } from './core/logger';
import { Pace } from './core/pace';
import { StatusBoard } from './core/statusboard';
import { DisposableStore } from './disposables';
import type { Instances } from './instances';
import { contexts } from './ids';
import type { Pairings } from './pairings';
import type { Settings } from './settings';
import type { Tokens } from './tokens';
import { tellDrops } from './view/drops';
import { askFilter, stateName } from './view/filter';
import type { InstanceFacts } from './view/items';
import { needText } from './view/items';
import type { Group } from './view/roster';
import { roster } from './view/roster';
import type { Row } from './view/rows';
import { InstancesTree } from './view/tree';

/** What the instances view needs of the window. */
export interface ViewParts {
  readonly settings: Settings;
  readonly connections: Connections;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Logger;
  readonly state: vscode.Memento;
  readonly gateway: (connection: Connection, instanceId: string) => Promise<AccountGateway>;
}

const sortingKey = 'instancesSorting';

/** The instances view's content: what is listed, how it stands, and what is asked to keep that fresh. */
export class InstancesView implements Disposable {
  readonly board: StatusBoard;
  readonly tree: InstancesTree;
  readonly #store = new DisposableStore();
  #filter: InstanceFilter = {};
  #groups: readonly Group[] | undefined;
  /** Names of the connections that the user has folded up. */
  readonly #folded = new Set<string>();
  /** Names of the connections that there is a token for: without one there is nothing to ask. */
  #usable: ReadonlySet<string> = new Set();

  constructor(
    private readonly parts: ViewParts,
    private readonly view: vscode.TreeView<Row>,
  ) {
    const { clock, settings, pairings, log } = parts;
    this.board = this.#store.add(
      new StatusBoard({
        ...{ clock, chance: Math.random },
        ask: async ({ connection: name, instanceId }, signal) => {
          const connection = parts.connections.find(name);
          if (!connection) return { kind: 'failure', failure: { kind: 'instance' } };
          return await (await parts.gateway(connection, instanceId)).ask('session', signal);
        },
        pace: ({ connection: name, instanceId }) => {
          const connection = parts.connections.find(name);
          return connection ? pairings.pace(connection, instanceId) : new Pace(clock);
        },
        budget: () => settings.requestsPerMinute,
        busy: (ref) => pairings.find(ref)?.running ?? false,
      }),
    );
    this.tree = this.#store.add(
      new InstancesTree({
        groups: () => this.#roster,
        arranged: (group) => this.#arranged(group),
        facts: (known) => this.#facts(known),
        usable: ({ name }) => this.#usable.has(name),
        needy: (group) => group.instances.filter((known) => this.stateOf(known).needsSomeone).length,
      }),
    );
    this.#store.add(
      tellDrops(this.board.onDidDrop, (ref) => parts.instances.find(ref)?.label ?? ref.instanceId, log),
    );
    this.#listen();
    this.#refresh();
    void this.#findTokens();
  }

  /** How an instance stands, as far as is known. */
  stateOf(ref: InstanceRef): InstanceState {
    return instanceState(this.board.get(ref), this.parts.pairings.find(ref)?.state, vscode.l10n.t);
  }

  /** The instances that the view lists now, from the top. */
  get listed(): readonly KnownInstance[] {
    return this.#roster.flatMap((group) => (group.connection ? this.#arranged(group) : []));
  }

  /** Asks for the states of the instances given, or of all that are listed, as soon as the budget allows. */
  refresh(refs: readonly InstanceRef[] = this.listed): void {
    this.board.checkNow(refs);
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

  async sort(sorting: 'need' | 'name'): Promise<void> {
    await this.parts.state.update(sortingKey, sorting);
    this.#refresh();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #listen(): void {
    const { settings, connections, instances, pairings, tokens } = this.parts;
    const refresh = (): void => {
      this.#refresh();
    };
    const follow = (): void => {
      this.#follow();
    };
    for (const subscription of [
      instances.onDidChange(refresh),
      connections.onDidChange(() => {
        this.#refresh();
        void this.#findTokens();
      }),
      settings.onDidChangeWatch(refresh),
      this.view.onDidChangeVisibility(follow),
      this.view.onDidCollapseElement(({ element }) => {
        this.#fold(element, true);
      }),
      this.view.onDidExpandElement(({ element }) => {
        this.#fold(element, false);
      }),
      this.board.onDidChange((refs) => {
        this.#show(refs);
      }),
      pairings.onDidChange((pairing) => {
        const { ref, state } = pairing;
        const { phase } = state;
        if (phase.kind === 'linked') this.board.learn(ref, 'WORKING', phase.account);
        this.#show([ref]);
      }),
      tokens.onDidChange((account) => {
        for (const connection of connections.list)
          if (tokenKey(connection) === account) this.board.forgive(connection.name);
        void this.#findTokens();
      }),
    ])
      this.#store.add(subscription);
  }

  get #roster(): readonly Group[] {
    return (this.#groups ??= roster(this.parts.connections, this.parts.instances));
  }

  #arranged({ instances }: Group): readonly KnownInstance[] {
    const listed = instances.map((known) => ({
      ...{ ref: known, known, label: known.label, state: this.stateOf(known) },
      account: this.board.get(known).account ?? this.parts.pairings.find(known)?.account,
    }));
    const kept = filterInstances(listed, this.#filter);
    return (this.#sorting === 'name' ? sortByName(kept) : sortByNeed(kept)).map(({ known }) => known);
  }

  get #sorting(): 'need' | 'name' {
    return this.parts.state.get<unknown>(sortingKey) === 'name' ? 'name' : 'need';
  }

  get #filtering(): boolean {
    return this.#filter.kinds !== undefined || this.#filter.text !== undefined;
  }

  #facts(known: KnownInstance): InstanceFacts {
    return {
      ...{ known, state: this.stateOf(known), status: this.board.get(known) },
      watched: this.parts.settings.watch.some((ref) => sameRef(ref, known)),
      reachable: this.parts.connections.find(known.connection) !== undefined,
    };
  }

  async #findTokens(): Promise<void> {
    const { connections, tokens } = this.parts;
    const found = await Promise.all(
      connections.list.map(async (connection) =>
        (await tokens.get(tokenKey(connection))) === undefined ? [] : [connection.name],
      ),
    );
    this.#usable = new Set(found.flat());
    this.tree.refresh();
    this.#follow();
  }

  #fold(row: Row, folded: boolean): void {
    if (row.kind !== 'connection') return;
    if (folded) this.#folded.add(row.name);
    else this.#folded.delete(row.name);
    this.#follow();
  }

  /** Other instances are listed, or otherwise. */
  #refresh(): void {
    this.#groups = undefined;
    this.tree.refresh();
    this.view.message = this.#message();
    void vscode.commands.executeCommand('setContext', contexts.filtered, this.#filtering);
    void vscode.commands.executeCommand('setContext', contexts.sorting, this.#sorting);
    this.#follow();
  }

  #show(refs: readonly InstanceRef[]): void {
    this.tree.update(refs);
    this.#mark();
  }

  /** Keeps fresh what somebody looks at, and what is to be watched all the time. */
  #follow(): void {
    const seen = this.view.visible
      ? this.listed.filter(({ connection }) => !this.#folded.has(connection))
      : [];
    const wanted = new Map([...seen, ...this.parts.settings.watch].map((ref) => [refKey(ref), ref]));
    this.board.watch([...wanted.values()].filter(({ connection }) => this.#usable.has(connection)));
    this.#mark();
  }

  #mark(): void {
    const count = this.#roster
      .flatMap(({ instances }) => instances)
      .filter((known) => this.stateOf(known).needsSomeone).length;
    if (this.view.badge?.value === count || (count === 0 && !this.view.badge)) return;
    this.view.badge = count === 0 ? undefined : { value: count, tooltip: needText(count) };
  }

  /** What one must know to read the list right. */
  #message(): string {
    const { dropped } = this.parts.settings.instances;
    const all = this.#roster.reduce((sum, { instances }) => sum + instances.length, 0);
    const { text, kinds = [] } = this.#filter;
    const wanted = [...(text === undefined ? [] : [`“${text}”`]), ...[...kinds].map(stateName)].join(', ');
    const shown = this.#roster.reduce((sum, group) => sum + this.#arranged(group).length, 0);
    const parts = [
      ...(this.#filtering ? [vscode.l10n.t('Filter: {0}. {1} of {2} are shown.', wanted, shown, all)] : []),
      ...(dropped > 0
        ? [
            dropped === 1
              ? vscode.l10n.t(
                  'An entry of the setting “Instances” is left out: it is no instance ID, or double.',
                )
              : vscode.l10n.t(
                  '{0} entries of the setting “Instances” are left out: no instance IDs, double or too many.',
                  dropped,
                ),
          ]
        : []),
    ];
    return parts.join(' ');
  }
}
