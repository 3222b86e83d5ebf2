// src/instances: the list of known instances: its storage, its prompts and the commands that change it.
import type { Account } from '../core/gateways/answer';
import type * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceList } from '../core/instances/instancelist';
import { cleanLabel, maxInstances, readInstanceList } from '../core/instances/instancelist';
import type { KnownInstance } from '../core/references/instancename';
import { instanceName } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway, refKey, sameRef, withoutLabel } from '../core/references/instanceref';

const key = 'instances';

/** The instances in the settings. */
export interface NamedInstances {
  /** The instances in `pairWhatsApp.instances`. */
  readonly instances: InstanceList;
  /** The instances in `pairWhatsApp.watch`. */
  readonly watch: readonly InstanceRef[];
  changeWatch(change: (refs: readonly InstanceRef[]) => readonly InstanceRef[]): Promise<void>;
}

/**
 * All known instances: first those used before, newest first, from the editor's global state; then those in the settings
 * “Instances” and “Watch”.
 */
export class Instances implements Disposable {
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  /** Of each list: its instances by key. A list can be long, and names are looked up often. */
  readonly #maps = new WeakMap<readonly KnownInstance[], ReadonlyMap<string, KnownInstance>>();
  #used: { readonly stored: unknown; readonly list: readonly KnownInstance[] } | undefined;

  constructor(
    private readonly state: vscode.Memento,
    private readonly settings: NamedInstances,
  ) {}

  get list(): readonly KnownInstance[] {
    const used = this.used;
    const { instances, watch } = this.settings;
    const named = new Map<string, KnownInstance>(watch.map((ref) => [refKey(ref), ref]));
    for (const known of instances.instances) named.set(refKey(known), known);
    const labeled = used.map((known) => {
      const label = known.label ?? named.get(refKey(known))?.label;
      return { ...known, ...(label !== undefined && { label }) };
    });
    for (const known of used) named.delete(refKey(known));
    return [...labeled, ...named.values()];
  }

  /** The instances used before. */
  get used(): readonly KnownInstance[] {
    const stored = this.state.get<unknown>(key);
    // Other windows change the stored list too. The editor then returns a new object.
    if (this.#used?.stored !== stored || !this.#used)
      this.#used = { stored, list: readInstanceList(stored).instances };
    return this.#used.list;
  }

  /** Whether the setting “Instances” contains an instance, so that it stays in the list even if it is removed. */
  isNamedBySettings(ref: InstanceRef): boolean {
    return this.#named(ref) !== undefined;
  }

  find(ref: InstanceRef): KnownInstance | undefined {
    const named = this.#named(ref);
    const used = this.#find(ref);
    return used?.label === undefined && named ? named : used;
  }

  /** An instance whose status can show whether a gateway's token is valid, preferably one that isn't busy. */
  sampleOf(gateway: string, isBusy: (ref: InstanceRef) => boolean): KnownInstance | undefined {
    const own = this.list.filter((known) => known.gateway === gateway);
    return own.find((known) => !isBusy(known)) ?? own[0];
  }

  /** The name of an instance on screen. Foreign text. */
  nameOf(ref: InstanceRef): string {
    return instanceName(this.find(ref) ?? ref);
  }

  /** The instance for an ID without a gateway: if exactly one known instance has this ID, that one, else one on the default gateway. */
  resolve(instanceId: string): InstanceRef {
    const [known, ...others] = this.list.filter((each) => each.instanceId === instanceId);
    const gateway = known && others.length === 0 ? known.gateway : defaultGateway;
    return { gateway, instanceId };
  }

  /** Moves an instance to the top of the list. */
  async use(ref: InstanceRef): Promise<void> {
    await this.#save([this.#find(ref) ?? withoutLabel(ref), ...this.#others(ref)]);
  }

  /** Sets the label of an instance. An empty text removes the label. */
  async label(ref: InstanceRef, text: string): Promise<void> {
    const label = cleanLabel(text);
    const named = { ...withoutLabel(ref), ...(label !== '' && { label }) };
    await this.#save(
      this.#find(ref)
        ? this.used.map((known) => (sameRef(known, ref) ? named : known))
        : [...this.used, named],
    );
  }

  /** Labels an instance with the name of its linked account, unless it has a label. */
  async nameAfter(ref: InstanceRef, { name, number }: Account): Promise<void> {
    const label = name ?? number;
    if (label !== undefined && this.#find(ref) && this.find(ref)?.label === undefined)
      await this.label(ref, label);
  }

  /** Removes instances from the list. They are no longer watched either, unless the setting “Instances” contains them. */
  async remove(refs: readonly InstanceRef[]): Promise<void> {
    const keys = new Set(refs.map(refKey));
    // The settings come first: if they can't be written, nothing has changed.
    await this.settings.changeWatch((watch) =>
      watch.filter((ref) => !keys.has(refKey(ref)) || this.isNamedBySettings(ref)),
    );
    await this.#save(this.used.filter((known) => !keys.has(refKey(known))));
  }

  /** Keeps the instances of a renamed gateway. */
  async renameGateway(before: string, after: string): Promise<void> {
    const moved = new Map<string, KnownInstance>();
    for (const known of this.used) {
      const here = known.gateway === before ? { ...known, gateway: after } : known;
      // An earlier gateway may have had the new name, and its instances may still be in the list.
      const same = moved.get(refKey(here));
      if (same?.label === undefined) moved.set(refKey(here), here);
    }
    await this.#save([...moved.values()]);
  }

  /** Forgets the instances of a removed gateway. */
  async removeGateway(name: string): Promise<void> {
    await this.#save(this.used.filter(({ gateway }) => gateway !== name));
  }

  /** Fires {@link onDidChange} after a change of the settings. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Fires {@link onDidChange} if another window has changed the list. */
  checkForChanges(): void {
    if (this.#used && this.#used.stored !== this.state.get<unknown>(key)) this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #find(ref: InstanceRef): KnownInstance | undefined {
    return this.#byKey(this.used).get(refKey(ref));
  }

  #named(ref: InstanceRef): KnownInstance | undefined {
    return this.#byKey(this.settings.instances.instances).get(refKey(ref));
  }

  /** The instances of a list by key. */
  #byKey(list: readonly KnownInstance[]): ReadonlyMap<string, KnownInstance> {
    const found = this.#maps.get(list) ?? new Map(list.map((known) => [refKey(known), known]));
    this.#maps.set(list, found);
    return found;
  }

  #others(ref: InstanceRef): KnownInstance[] {
    return this.used.filter((known) => !sameRef(known, ref));
  }

  async #save(list: readonly KnownInstance[]): Promise<void> {
    const kept = list.slice(0, maxInstances);
    // The default gateway's instances are stored without a gateway, so that older versions can read them too.
    const stored = kept.map(({ instanceId, gateway, label }) => ({
      id: instanceId,
      ...(gateway !== defaultGateway && { gateway }),
      ...(label !== undefined && { label }),
    }));
    const saving = this.state.update(key, stored);
    // The editor's state has the new list immediately, even if it can't store it.
    this.#used = { stored: this.state.get<unknown>(key), list: kept };
    await saving;
    this.#changed.fire(undefined);
  }
}
