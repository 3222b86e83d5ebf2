import type * as vscode from 'vscode';
import type { InstanceFilter } from '../../core/instances/instanceorder';
import { filterInstances, sortByAttention, sortByName } from '../../core/instances/instanceorder';
import type { InstanceState, InstanceStateKind } from '../../core/instances/instancestate';
import { instanceStateKinds } from '../../core/instances/instancestate';
import type { InstanceStatus } from '../../core/instances/instancestatus';
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
  readonly stateOf: (ref: InstanceRef) => InstanceState;
  readonly statusOf: (ref: InstanceRef) => InstanceStatus;
}

/** The instances that the view lists: by gateway, filtered and sorted. */
export class Listing {
  #filter: InstanceFilter = {};
  #groups: readonly Group[] | undefined;
  #keys: ReadonlySet<string> | undefined;

  constructor(private readonly source: ListingSource) {}

  /** All instances by gateway, including those that the filter hides. */
  get groups(): readonly Group[] {
    return (this.#groups ??= groupsOf(this.source.gateways, this.source.instances));
  }

  /** All instances, including those that the filter hides. */
  get instances(): readonly KnownInstance[] {
    return this.groups.flatMap(({ instances }) => instances);
  }

  /** Whether an instance is in the list, even if the filter hides it. */
  has(ref: InstanceRef): boolean {
    this.#keys ??= new Set(this.instances.map(refKey));
    return this.#keys.has(refKey(ref));
  }

  /** The instances of a group that match the filter, sorted. */
  arranged({ instances }: Group): readonly KnownInstance[] {
    const { stateOf, statusOf } = this.source;
    const listed = instances.map((known) => ({
      known,
      state: stateOf(known),
      account: statusOf(known).account,
    }));
    const left = filterInstances(listed, this.#filter);
    return (this.sorting === 'name' ? sortByName(left) : sortByAttention(left)).map(({ known }) => known);
  }

  /** The number of instances in each state. */
  get counts(): ReadonlyMap<InstanceStateKind, number> {
    const counts = new Map<InstanceStateKind, number>(instanceStateKinds.map((kind) => [kind, 0]));
    for (const known of this.instances) {
      const { kind } = this.source.stateOf(known);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    return counts;
  }

  get filter(): InstanceFilter {
    return this.#filter;
  }

  set filter(filter: InstanceFilter) {
    this.#filter = filter;
  }

  get isFiltered(): boolean {
    return this.#filter.kinds !== undefined || this.#filter.text !== undefined;
  }

  get sorting(): Sorting {
    return this.source.globalState.get<unknown>(sortingKey) === 'name' ? 'name' : 'attention';
  }

  async sort(sorting: Sorting): Promise<void> {
    await this.source.globalState.update(sortingKey, sorting);
  }

  /** Reads the gateways and instances again. */
  refresh(): void {
    this.#groups = undefined;
    this.#keys = undefined;
  }
}
