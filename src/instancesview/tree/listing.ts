import type * as vscode from 'vscode';
import type { InstanceFilter } from '../../core/instances/instanceorder';
import { filterInstances, sortByAttention, sortByName } from '../../core/instances/instanceorder';
import type { InstanceStateKind } from '../../core/instances/instancestate';
import { instanceStateKinds } from '../../core/instances/instancestate';
import type { Account } from '../../core/gateways/answer';
import type { KnownInstance } from '../../core/references/instancename';
import type { InstanceRef } from '../../core/references/instanceref';
import { refKey } from '../../core/references/instanceref';
import type { Gateways } from '../../gateways/gateways';
import type { Instances } from '../../instances/instances';
import type { Group } from './groups';
import { groupsOf } from './groups';

const sortingKey = 'instancesSorting';

/** The orders of the view. */
export type Sorting = 'attention' | 'name';

/** The data for a {@link Listing}. */
export interface ListingSource {
  readonly gateways: Pick<Gateways, 'list' | 'problems' | 'find'>;
  readonly instances: Pick<Instances, 'list'>;
  readonly globalState: vscode.Memento;
  readonly kindOf: (ref: InstanceRef) => InstanceStateKind;
  /** The account that is linked to an instance, as far as it is known. */
  readonly accountOf: (ref: InstanceRef) => Account | undefined;
}

/** The instances that the view lists: by gateway, filtered and sorted. */
export class Listing {
  #filter: InstanceFilter = {};
  #groups: readonly Group[] | undefined;
  #instances: readonly KnownInstance[] | undefined;
  #keys: ReadonlySet<string> | undefined;
  /** The instances of each group by name, since sorting them takes long. */
  readonly #byName = new Map<Group, readonly KnownInstance[]>();
  /** The instances of each group as they were last arranged, until a state changes. */
  readonly #arranged = new Map<Group, readonly KnownInstance[]>();

  constructor(private readonly source: ListingSource) {}

  /** All instances by gateway, including those that the filter hides. */
  get groups(): readonly Group[] {
    return (this.#groups ??= groupsOf(this.source.gateways, this.source.instances));
  }

  /** All instances, including those that the filter hides. */
  get instances(): readonly KnownInstance[] {
    return (this.#instances ??= this.groups.flatMap(({ instances }) => instances));
  }

  /** Whether an instance is in the list, even if the filter hides it. */
  has(ref: InstanceRef): boolean {
    this.#keys ??= new Set(this.instances.map(refKey));
    return this.#keys.has(refKey(ref));
  }

  /** The instances of a group that match the filter, sorted. */
  arranged(group: Group): readonly KnownInstance[] {
    const arranged = this.#arranged.get(group) ?? this.#arrange(group);
    this.#arranged.set(group, arranged);
    return arranged;
  }

  /** The number of instances in each state. */
  get counts(): ReadonlyMap<InstanceStateKind, number> {
    const counts = new Map<InstanceStateKind, number>(instanceStateKinds.map((kind) => [kind, 0]));
    for (const known of this.instances) {
      const kind = this.source.kindOf(known);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return counts;
  }

  get filter(): InstanceFilter {
    return this.#filter;
  }

  set filter(filter: InstanceFilter) {
    this.#filter = filter;
    this.noteChange();
  }

  get isFiltered(): boolean {
    return this.#filter.kinds !== undefined || this.#filter.text !== undefined;
  }

  get sorting(): Sorting {
    return this.source.globalState.get<unknown>(sortingKey) === 'name' ? 'name' : 'attention';
  }

  async sort(sorting: Sorting): Promise<void> {
    await this.source.globalState.update(sortingKey, sorting);
    this.noteChange();
  }

  /** Notes that the state of an instance has changed, so that its position may change. */
  noteChange(): void {
    this.#arranged.clear();
  }

  /** Reads the gateways and instances again. */
  refresh(): void {
    this.#groups = undefined;
    this.#instances = undefined;
    this.#keys = undefined;
    this.#byName.clear();
    this.noteChange();
  }

  #arrange(group: Group): readonly KnownInstance[] {
    const { kindOf, accountOf } = this.source;
    const byName = this.#byName.get(group) ?? sortByName(group.instances);
    this.#byName.set(group, byName);
    if (!this.isFiltered && this.sorting === 'name') return byName;
    const listed = byName.map((known) => ({ known, kind: kindOf(known), account: accountOf(known) }));
    const left = this.isFiltered ? filterInstances(listed, this.#filter) : listed;
    return (this.sorting === 'name' ? left : sortByAttention(left)).map(({ known }) => known);
  }
}
