import type * as vscode from 'vscode';
import type { Account } from './core/gateway';
import { instanceIdForm } from './core/instance';

const key = 'instances';
/** As many as are worth scrolling through. */
const most = 50;

/** An instance that was paired before, by the name the user knows it by. */
export interface KnownInstance {
  readonly id: string;
  readonly label?: string | undefined;
}

/** The instances used before, newest first, in the editor's global state. */
export class Instances {
  constructor(private readonly state: vscode.Memento) {}

  get list(): readonly KnownInstance[] {
    const stored = this.state.get<unknown>(key);
    // Whatever another version or a broken profile left there: what is readable is kept.
    return Array.isArray(stored) ? stored.filter(isKnown) : [];
  }

  find(id: string): KnownInstance | undefined {
    return this.list.find((known) => known.id === id);
  }

  /** Puts an instance first. */
  async use(id: string): Promise<void> {
    await this.#save([this.find(id) ?? { id }, ...this.#others(id)]);
  }

  /** Gives an instance a name; an empty one takes it away. */
  async label(id: string, label: string): Promise<void> {
    const named = { id, ...(label !== '' && { label }) };
    await this.#save(this.list.map((known) => (known.id === id ? named : known)));
  }

  /** Names an instance after the account it got linked to, unless the user has named it. */
  async recognise(id: string, { name, number }: Account): Promise<void> {
    const label = name ?? number;
    if (label !== undefined && this.find(id)?.label === undefined) await this.label(id, label);
  }

  async remove(id: string): Promise<void> {
    await this.#save(this.#others(id));
  }

  #others(id: string): KnownInstance[] {
    return this.list.filter((known) => known.id !== id);
  }

  async #save(list: readonly KnownInstance[]): Promise<void> {
    await this.state.update(key, list.slice(0, most));
  }
}

function isKnown(entry: unknown): entry is KnownInstance {
  if (typeof entry !== 'object' || entry === null) return false;
  const { id, label } = entry as Partial<Record<keyof KnownInstance, unknown>>;
  const named = label === undefined || typeof label === 'string';
  return named && typeof id === 'string' && instanceIdForm(id) !== 'unusable';
}
