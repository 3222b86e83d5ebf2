import type * as vscode from 'vscode';
import type { Disposable } from './core/emitter';
import { Emitter } from './core/emitter';
import type { Account } from './core/gateway';
import type { InstanceList, KnownInstance } from './core/instancelist';
import { cleanLabel, mostInstances, readInstanceList } from './core/instancelist';
import type { InstanceRef } from './core/instanceref';
import { defaultConnection, refKey, sameRef } from './core/instanceref';

const key = 'instances';

/** The instances that are known: those used before, newest first, in the editor's global state; then those that the settings name. */
export class Instances implements Disposable {
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #used: readonly KnownInstance[] | undefined;

  constructor(
    private readonly state: vscode.Memento,
    /** Those of the setting `pairWhatsApp.instances`. */
    private readonly named: () => InstanceList,
  ) {}

  get list(): readonly KnownInstance[] {
    const used = this.used;
    const team = new Map(this.named().instances.map((known) => [refKey(known), known]));
    const own = used.map((known) => {
      const label = known.label ?? team.get(refKey(known))?.label;
      return { ...known, ...(label !== undefined && { label }) };
    });
    for (const known of used) team.delete(refKey(known));
    return [...own, ...team.values()];
  }

  /** Those used before. */
  get used(): readonly KnownInstance[] {
    return (this.#used ??= readInstanceList(this.state.get<unknown>(key)).instances);
  }

  /** Whether an instance would stay listed if it were removed from those used before. */
  isNamedBySettings(ref: InstanceRef): boolean {
    return this.named().instances.some((known) => sameRef(known, ref));
  }

  find(ref: InstanceRef): KnownInstance | undefined {
    const named = this.named().instances.find((known) => sameRef(known, ref));
    const own = this.#find(ref);
    return own?.label === undefined && named ? named : own;
  }

  /** The instance that an ID without a connection means: one that only a single connection knows is that one's. */
  resolve(instanceId: string): InstanceRef {
    const [known, ...others] = this.list.filter((each) => each.instanceId === instanceId);
    const connection = known && others.length === 0 ? known.connection : defaultConnection;
    return { connection, instanceId };
  }

  /** Puts an instance first. */
  async use(ref: InstanceRef): Promise<void> {
    await this.#save([this.#find(ref) ?? plain(ref), ...this.#others(ref)]);
  }

  /** Gives an instance a name; an empty one takes it away. */
  async label(ref: InstanceRef, text: string): Promise<void> {
    const label = cleanLabel(text);
    const named = { ...plain(ref), ...(label !== '' && { label }) };
    await this.#save(
      this.#find(ref)
        ? this.used.map((known) => (sameRef(known, ref) ? named : known))
        : [...this.used, named],
    );
  }

  /** Names an instance after the account it got linked to, unless it has a name. */
  async recognise(ref: InstanceRef, { name, number }: Account): Promise<void> {
    const label = name ?? number;
    if (label !== undefined && this.#find(ref) && this.find(ref)?.label === undefined)
      await this.label(ref, label);
  }

  async remove(ref: InstanceRef): Promise<void> {
    await this.#save(this.#others(ref));
  }

  /** Keeps the instances of a connection that got another name. */
  async renameConnection(before: string, after: string): Promise<void> {
    await this.#save(
      this.used.map((known) => (known.connection === before ? { ...known, connection: after } : known)),
    );
  }

  /** Forgets the instances of a connection that is gone. */
  async removeConnection(name: string): Promise<void> {
    await this.#save(this.used.filter(({ connection }) => connection !== name));
  }

  /** Tells that the settings name others now. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #find(ref: InstanceRef): KnownInstance | undefined {
    return this.used.find((known) => sameRef(known, ref));
  }

  #others(ref: InstanceRef): KnownInstance[] {
    return this.used.filter((known) => !sameRef(known, ref));
  }

  async #save(list: readonly KnownInstance[]): Promise<void> {
    const kept = list.slice(0, mostInstances);
    this.#used = kept;
    // As before there were connections, so that an older version can read it too.
    const stored = kept.map(({ instanceId, connection, label }) => ({
      id: instanceId,
      ...(connection !== defaultConnection && { connection }),
      ...(label !== undefined && { label }),
    }));
    await this.state.update(key, stored);
    this.#changed.fire(undefined);
  }
}

function plain({ connection, instanceId }: InstanceRef): InstanceRef {
  return { connection, instanceId };
}
