import type { Account } from '../core/gateways/answer';
import type * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { Emitter } from '../core/events/emitter';
import type { InstanceList } from '../core/instances/instancelist';
import { cleanLabel, maxInstances, readInstanceList } from '../core/instances/instancelist';
import type { KnownInstance } from '../core/references/instancename';
import { instanceName } from '../core/references/instancename';
import type { InstanceRef } from '../core/references/instanceref';
import { defaultGateway, refKey, sameRef } from '../core/references/instanceref';

const key = 'instances';

/** What the settings say of instances. */
export interface NamedInstances {
  /** Those of `pairWhatsApp.instances`. */
  readonly instances: InstanceList;
  /** Those of `pairWhatsApp.watch`. */
  readonly watch: readonly InstanceRef[];
  changeWatch(change: (refs: readonly InstanceRef[]) => readonly InstanceRef[]): Promise<void>;
}

/**
 * The instances that are known: those used before, newest first, in the editor's global state; then those that the
 * settings name, or have watched.
 */
export class Instances implements Disposable {
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
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
    const labelled = used.map((known) => {
      const label = known.label ?? named.get(refKey(known))?.label;
      return { ...known, ...(label !== undefined && { label }) };
    });
    for (const known of used) named.delete(refKey(known));
    return [...labelled, ...named.values()];
  }

  /** Those used before. */
  get used(): readonly KnownInstance[] {
    const stored = this.state.get<unknown>(key);
    // Other windows write there too: the editor then puts another value in its place.
    if (this.#used?.stored !== stored || !this.#used)
      this.#used = { stored, list: readInstanceList(stored).instances };
    return this.#used.list;
  }

  /** Whether an instance would stay listed if it were removed from those used before. */
  isNamedBySettings(ref: InstanceRef): boolean {
    return this.#named(ref) !== undefined;
  }

  find(ref: InstanceRef): KnownInstance | undefined {
    const named = this.#named(ref);
    const used = this.#find(ref);
    return used?.label === undefined && named ? named : used;
  }

  /** An instance whose status shows whether a gateway's token is right, by preference one that isn't busy. */
  sampleOf(gateway: string, isBusy: (ref: InstanceRef) => boolean): KnownInstance | undefined {
    const own = this.list.filter((known) => known.gateway === gateway);
    return own.find((known) => !isBusy(known)) ?? own[0];
  }

  /** What an instance is called; foreign text. */
  nameOf(ref: InstanceRef): string {
    return instanceName(this.find(ref) ?? ref);
  }

  /** The instance that an ID without a gateway means: one that only a single gateway knows is that one's. */
  resolve(instanceId: string): InstanceRef {
    const [known, ...others] = this.list.filter((each) => each.instanceId === instanceId);
    const gateway = known && others.length === 0 ? known.gateway : defaultGateway;
    return { gateway, instanceId };
  }

  /** Puts an instance first. */
  async use(ref: InstanceRef): Promise<void> {
    await this.#save([this.#find(ref) ?? withoutLabel(ref), ...this.#others(ref)]);
  }

  /** Gives an instance a name; an empty one takes it away. */
  async label(ref: InstanceRef, text: string): Promise<void> {
    const label = cleanLabel(text);
    const named = { ...withoutLabel(ref), ...(label !== '' && { label }) };
    await this.#save(
      this.#find(ref)
        ? this.used.map((known) => (sameRef(known, ref) ? named : known))
        : [...this.used, named],
    );
  }

  /** Names an instance after the account it got linked to, unless it has a name. */
  async nameAfter(ref: InstanceRef, { name, number }: Account): Promise<void> {
    const label = name ?? number;
    if (label !== undefined && this.#find(ref) && this.find(ref)?.label === undefined)
      await this.label(ref, label);
  }

  /** Takes instances off the list, and off what is watched unless the settings go on naming them. */
  async remove(refs: readonly InstanceRef[]): Promise<void> {
    const keys = new Set(refs.map(refKey));
    // First: where the settings can't be written, nothing has changed.
    await this.settings.changeWatch((watch) =>
      watch.filter((ref) => !keys.has(refKey(ref)) || this.isNamedBySettings(ref)),
    );
    await this.#save(this.used.filter((known) => !keys.has(refKey(known))));
  }

  /** Keeps the instances of a gateway that got another name. */
  async renameGateway(before: string, after: string): Promise<void> {
    const moved = new Map<string, KnownInstance>();
    for (const known of this.used) {
      const here = known.gateway === before ? { ...known, gateway: after } : known;
      // The new name may have been that of another gateway, whose instances are still remembered.
      const same = moved.get(refKey(here));
      if (same?.label === undefined) moved.set(refKey(here), here);
    }
    await this.#save([...moved.values()]);
  }

  /** Forgets the instances of a gateway that is gone. */
  async removeGateway(name: string): Promise<void> {
    await this.#save(this.used.filter(({ gateway }) => gateway !== name));
  }

  /** Tells that the settings name others now. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Tells of what another window has changed, if it has. */
  checkForChanges(): void {
    if (this.#used && this.#used.stored !== this.state.get<unknown>(key)) this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #find(ref: InstanceRef): KnownInstance | undefined {
    return this.used.find((known) => sameRef(known, ref));
  }

  #named(ref: InstanceRef): KnownInstance | undefined {
    return this.settings.instances.instances.find((known) => sameRef(known, ref));
  }

  #others(ref: InstanceRef): KnownInstance[] {
    return this.used.filter((known) => !sameRef(known, ref));
  }

  async #save(list: readonly KnownInstance[]): Promise<void> {
    const kept = list.slice(0, maxInstances);
    // As before there were gateways, so that an older version can read it too.
    const stored = kept.map(({ instanceId, gateway, label }) => ({
      id: instanceId,
      ...(gateway !== defaultGateway && { gateway }),
      ...(label !== undefined && { label }),
    }));
    const saving = this.state.update(key, stored);
    // The editor has it at once, whether it can store it or not.
    this.#used = { stored: this.state.get<unknown>(key), list: kept };
    await saving;
    this.#changed.fire(undefined);
  }
}

function withoutLabel({ gateway, instanceId }: InstanceRef): InstanceRef {
  return { gateway, instanceId };
}
