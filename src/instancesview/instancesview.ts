// src/instancesview: the instances view in the side bar: its rows, its checks and its notifications of disconnects.
import * as vscode from 'vscode';
import type { Account, SessionStatus } from '../core/gateways/answer';
import { tokenKey } from '../core/gateways/gateway';
import type { Disposable } from '../core/events/emitter';
import type { InstanceFilter } from '../core/instances/instanceorder';
import type { InstanceState, InstanceStateKind } from '../core/instances/instancestate';
import { instanceState, instanceStateKind, needsAttention } from '../core/instances/instancestate';
import type { InstanceStatus } from '../core/instances/instancestatus';
import { isDisconnected } from '../core/instances/instancestatus';
import type { InstancePoller } from '../core/instances/poller';
import type { KnownInstance } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { refKey } from '../core/references/instanceref';
import type { Logger } from '../core/timeline/log';
import type { Tokens } from '../gateways/tokens';
import { contexts, viewId } from '../ids';
import type { Instances } from '../instances/instances';
import type { ContextKeys } from '../platform/contextkeys';
import { DisposableStore } from '../platform/disposables';
import { BackgroundWatch } from './backgroundwatch';
import { notifyOfDisconnects } from './disconnects';
import { askFilter } from './filter';
import { AttentionCount } from './attentioncount';
import type { InstanceFacts } from './tree/items';
import { attentionText, gatewayItem, instanceItem, instanceTooltip, moreItem } from './tree/items';
import type { Sorting } from './tree/listing';
import { Listing } from './tree/listing';
import { listMessage } from './message';
import type { PollerParts } from './createpoller';
import { createPoller } from './createpoller';
import { reportPairingResults } from './pairingresults';
import type { Group } from './tree/groups';
import type { Row } from './tree/rows';
import { InstancesTree } from './tree/tree';

/** What the instances view needs. */
export interface ViewParts extends PollerParts {
  readonly instances: Instances;
  readonly tokens: Tokens;
  readonly globalState: vscode.Memento;
  readonly keys: ContextKeys;
  readonly log: Logger;
}

/** Bounds of the time, in ms, in which other windows don't notify of a disconnect that one window has notified of. */
const [minSuppressionTime, maxSuppressionTime] = [60_000, 600_000];

/** The content of the instances view: which instances it lists, the state of each, and which instances are checked. */
export class InstancesView implements Disposable {
  readonly tree: InstancesTree;
  readonly #poller: InstancePoller;
  readonly #listing: Listing;
  readonly #store = new DisposableStore();
  readonly #watch: BackgroundWatch;
  /** Names of the gateways whose rows the user has collapsed. */
  readonly #collapsed = new Set<string>();
  /** Names of the gateways with a token; without a token no request is sent. Undefined until the tokens are read. */
  #withToken: ReadonlySet<string> | undefined;
  #searches = 0;
  readonly #needAttention = new AttentionCount();
  /** Keys of the instances that are watched in the background, and of those that an action is working on. */
  #watched: ReadonlySet<string> = new Set();
  readonly #held = new Set<string>();
  /** Whether some instances of the expanded gateways have no row. */
  #showsPart = false;

  constructor(
    private readonly parts: ViewParts,
    private readonly view: vscode.TreeView<Row>,
  ) {
    const { instances, locks } = parts;
    this.#poller = this.#store.add(createPoller(parts, (ref) => this.#held.has(refKey(ref))));
    this.#listing = new Listing({
      ...parts,
      kindOf: (ref) => this.#kindOf(ref),
      accountOf: (ref) => this.#poller.get(ref).account,
    });
    this.tree = this.#store.add(
      new InstancesTree(
        {
          groups: () => this.#listing.groups,
          arranged: (group) => this.#listing.arranged(group),
          fingerprint: (ref) => this.#fingerprint(ref),
          summary: ({ name }) => `${this.#needAttention.of(name)} ${this.#poller.refusal(name)?.kind ?? ''}`,
          keepsOrder: () => this.view.selection.length > 1,
          settled: () => {
            // Other instances may have a row now, and those are checked first.
            if (this.#showsPart) this.#poller.setFront(this.#front());
            this.#showMessage();
          },
        },
        {
          gateway: (row, group) =>
            gatewayItem(row, {
              needAttention: this.#needAttention.of(row.name),
              hasToken: group !== undefined && (this.#withToken?.has(row.name) ?? true),
              refusal: group && this.#poller.refusal(row.name),
            }),
          instance: (known) => instanceItem(this.#facts(known)),
          tooltip: (known) => instanceTooltip(this.#facts(known)),
          more: moreItem,
        },
      ),
    );
    this.#watch = this.#store.add(new BackgroundWatch(locks, () => this.#suppressionTime));
    this.#store.add(
      notifyOfDisconnects({
        ...parts,
        onDidDisconnect: this.#poller.onDidDisconnect,
        nameOf: (ref) => instances.nameOf(ref),
        mayNotify: (ref) => this.#mayNotify(ref),
        othersMayFollow: () => this.#poller.watchesLinked,
        isDisconnected: (ref) => isDisconnected(this.#poller.get(ref)),
      }),
    );
    this.#listen();
    this.#refresh();
    void this.#findTokens();
  }

  /** The state of an instance, as far as it is known. */
  stateOf(ref: InstanceRef): InstanceState {
    return instanceState(this.#poller.get(ref), this.parts.pairings.find(ref)?.state, vscode.l10n.t);
  }

  /** The result of the last check of an instance. */
  statusOf(ref: InstanceRef): InstanceStatus {
    return this.#poller.get(ref);
  }

  /**
   * Checks these instances, or all that match the filter, as soon as the request limit allows. Opens the view, because a hidden view
   * checks nothing.
   */
  async refresh(refs?: readonly InstanceRef[]): Promise<void> {
    if (!this.view.visible) await vscode.commands.executeCommand(`${viewId}.focus`);
    this.#poller.checkNow(refs ?? this.#listing.groups.flatMap((group) => this.#listing.arranged(group)));
  }

  /** Notes that an action on an instance begins: until it ends, the instance is not checked. */
  hold(ref: InstanceRef): void {
    this.#held.add(refKey(ref));
    this.#poller.expectChange(ref);
    // Other windows shouldn't notify of a disconnect that the action causes.
    void this.#watch.mayNotify(ref);
  }

  /** Notes that the action has ended, and the new status: `unknown` if only a check can tell, undefined if nothing changed. */
  release(ref: InstanceRef, status: SessionStatus | undefined, account?: Account): void {
    this.#held.delete(refKey(ref));
    if (status === 'WORKING') this.#watch.settle(ref);
    if (status !== undefined && status !== 'unknown') {
      this.#poller.setKnown(ref, status, account);
      return;
    }
    if (status === 'unknown') this.#poller.forget(ref);
    // Not immediately: a gateway that refuses requests meanwhile shouldn't get a check for each of many instances.
    this.#poller.checkSoon([ref]);
  }

  /** Asks for the filter of the view. */
  async askFilter(): Promise<void> {
    const filter = await askFilter(this.#listing.counts, this.#listing.filter);
    if (filter) this.setFilter(filter);
  }

  /** Shows only the instances that match a filter. An empty filter shows all. */
  setFilter(filter: InstanceFilter): void {
    this.#listing.filter = filter;
    this.#refresh();
  }

  /** Shows more instances of a gateway. The first of them gets the focus, since the row that was pressed is at their end now. */
  showMore(gateway: string): void {
    this.tree.showMore(gateway, (first) => {
      // The editor knows a row only after it has got its item.
      setImmediate(() => {
        // If the editor is drawing the rows again by then, it can't find this one, and the focus stays where it is.
        this.view.reveal(first, { focus: true, select: false }).then(undefined, () => undefined);
      });
    });
    this.#poller.setFront(this.#front());
  }

  async sort(sorting: Sorting): Promise<void> {
    await this.#listing.sort(sorting);
    this.#refresh();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #listen(): void {
    const { gateways, instances, pacers, pairings, tokens } = this.parts;
    const follow = (): void => {
      this.#follow();
    };
    for (const subscription of [
      instances.onDidChange(() => {
        this.#refresh();
      }),
      gateways.onDidChange(() => {
        this.#refresh();
        void this.#findTokens();
      }),
      this.#watch.onDidChange(follow),
      this.view.onDidChangeVisibility(follow),
      this.view.onDidChangeSelection(() => {
        this.tree.scheduleReorder();
      }),
      this.view.onDidCollapseElement(({ element }) => {
        this.#setCollapsed(element, true);
      }),
      this.view.onDidExpandElement(({ element }) => {
        this.#setCollapsed(element, false);
      }),
      pacers.onDidMove((name) => {
        this.#poller.forgetGateway(name);
      }),
      pacers.onDidChangeCredentials((name) => {
        this.#poller.retryRefused(name);
      }),
      this.#poller.onDidChange((refs) => {
        this.#show(refs);
      }),
      reportPairingResults(
        pairings.all,
        pairings.onDidChange,
        this.#poller,
        (ref) => {
          void this.#watch.mayNotify(ref);
        },
        (ref) => {
          this.#watch.settle(ref);
        },
      ),
      pairings.onDidChange(({ ref }) => {
        this.#show([ref]);
      }),
      tokens.onDidChange(() => {
        void this.#findTokens();
      }),
    ])
      this.#store.add(subscription);
  }

  #facts(known: KnownInstance): InstanceFacts {
    const status = this.#poller.get(known);
    const { checkedAt } = status;
    return {
      known,
      state: this.stateOf(known),
      status: checkedAt === undefined ? status : { ...status, checkedAt: this.parts.clock.wall(checkedAt) },
      watched: this.#watched.has(refKey(known)),
      gateway: this.parts.gateways.find(known.gateway),
    };
  }

  #kindOf(ref: InstanceRef): InstanceStateKind {
    return instanceStateKind(this.#poller.get(ref), this.parts.pairings.find(ref)?.state);
  }

  #fingerprint(ref: InstanceRef): string {
    const { name, number } = this.#poller.get(ref).account ?? {};
    return JSON.stringify([this.#kindOf(ref), name, number, this.#poller.refusal(ref.gateway)?.kind]);
  }

  async #findTokens(): Promise<void> {
    const { gateways, tokens } = this.parts;
    const search = ++this.#searches;
    const found = await Promise.all(
      gateways.list.map(async (gateway) =>
        (await tokens.get(tokenKey(gateway))) === undefined ? [] : [gateway.name],
      ),
    );
    // A later search has newer results, even if this one ends after it.
    if (search !== this.#searches) return;
    this.#withToken = new Set(found.flat());
    this.tree.refresh();
    this.#follow();
  }

  #setCollapsed(row: Row, collapsed: boolean): void {
    if (row.kind !== 'gateway') return;
    if (collapsed) this.#collapsed.add(row.name);
    else this.#collapsed.delete(row.name);
    this.#follow();
  }

  /** Draws everything again, after a change of the listed instances, the filter or the order. */
  #refresh(): void {
    const { settings, keys } = this.parts;
    this.#listing.refresh();
    // If a gateway comes back later, its row is expanded.
    const names = new Set(this.#listing.groups.map(({ name }) => name));
    for (const name of this.#collapsed) if (!names.has(name)) this.#collapsed.delete(name);
    this.#watched = new Set(settings.watch.map(refKey));
    this.#needAttention.clear();
    for (const known of this.#listing.instances)
      this.#needAttention.set(known, needsAttention(this.#kindOf(known)));
    this.tree.refresh();
    this.#showMessage();
    keys.set(contexts.filtered, this.#listing.isFiltered);
    keys.set(contexts.sorting, this.#listing.sorting);
    this.#follow();
  }

  #show(refs: readonly InstanceRef[]): void {
    this.#listing.noteChange();
    for (const ref of refs)
      this.#needAttention.set(ref, this.#listing.has(ref) && needsAttention(this.#kindOf(ref)));
    this.tree.update(refs);
    this.#showBadge();
  }

  /** Sets which instances are checked: those that are listed, and those that are watched in the background. */
  #follow(): void {
    this.#watch.setWanted(this.parts.settings.watch.length > 0);
    const listed = this.#expanded.flatMap(({ instances }) => instances);
    this.#poller.watch(this.#front(), this.#requestable(listed));
    this.#showBadge();
  }

  /** The instances that are checked first: watched ones and, if not all that are listed have a row, those that have one. */
  #front(): readonly InstanceRef[] {
    const watched = this.#watch.isMine ? this.parts.settings.watch : [];
    const pages = this.#expanded.map((group) => this.tree.pageOf(group));
    this.#showsPart = this.#listing.isFiltered || pages.some(({ hidden }) => hidden > 0);
    const shown = this.#showsPart ? pages.flatMap(({ instances }) => instances) : [];
    return this.#requestable([...watched, ...shown]);
  }

  /** The gateways whose rows of instances the user may see. */
  get #expanded(): readonly Group[] {
    if (!this.view.visible) return [];
    return this.#listing.groups.filter(({ name }) => !this.#collapsed.has(name));
  }

  /** Without a token, no request is sent. */
  #requestable(refs: readonly InstanceRef[]): readonly InstanceRef[] {
    return refs.filter(({ gateway }) => this.#withToken?.has(gateway));
  }

  /** Of watched instances, only the window that watches notifies; of other instances, the window that notices the disconnect first. */
  async #mayNotify(ref: InstanceRef): Promise<boolean> {
    if (this.#watched.has(refKey(ref)) && !this.#watch.isMine) return false;
    return await this.#watch.mayNotify(ref);
  }

  /** How long other windows don't notify of the same instance, in ms. They may have an equally long list to check at the same pace. */
  get #suppressionTime(): number {
    const rounds = (2 * this.#listing.instances.length * 60_000) / this.parts.settings.requestsPerMinute;
    return Math.min(Math.max(rounds, minSuppressionTime), maxSuppressionTime);
  }

  #showBadge(): void {
    const count = this.#needAttention.all;
    if (this.view.badge?.value === count || (count === 0 && !this.view.badge)) return;
    this.view.badge = count === 0 ? undefined : { value: count, tooltip: attentionText(count) };
  }

  #showMessage(): void {
    const message = this.#message();
    if ((this.view.message ?? '') !== message) this.view.message = message;
  }

  #message(): string {
    const { groups, instances, filter, isFiltered } = this.#listing;
    const { ignored } = this.parts.settings.instances;
    const all = instances.length;
    const shown = isFiltered
      ? groups.reduce((sum, group) => sum + this.#listing.arranged(group).length, 0)
      : all;
    return listMessage(isFiltered ? filter : undefined, { shown, all, ignored });
  }
}
