import type { Connection } from './core/connection';
import type { ConnectionProblem } from './core/connectionsetting';
import type { Listen } from './core/emitter';
import { defaultConnection } from './core/instanceref';
import type { Settings } from './settings';

/** The gateway accounts of the settings: the default one, and those with a name. */
export class Connections {
  readonly onDidChange: Listen<undefined>;

  constructor(private readonly settings: Settings) {
    this.onDidChange = settings.onDidChangeConnections;
  }

  /** Those that can be used, the default one first. */
  get list(): readonly Connection[] {
    const usual = this.find(defaultConnection);
    const { connections } = this.settings.connections;
    return usual ? [usual, ...connections] : connections;
  }

  /** Whether there are others than the default one, so that the user may have to say which is meant. */
  get several(): boolean {
    return this.settings.connections.connections.length > 0;
  }

  /** What of the settings can't be used: the endpoint of the default connection, and entries. */
  get problems(): readonly ConnectionProblem[] {
    const { endpoint, connections } = this.settings;
    if (endpoint.ok) return connections.problems;
    return [{ entry: defaultConnection, problem: endpoint.problem }, ...connections.problems];
  }

  find(name: string): Connection | undefined {
    if (name !== defaultConnection)
      return this.settings.connections.connections.find((connection) => connection.name === name);
    const { endpoint, credentials } = this.settings;
    return endpoint.ok ? { name, kind: 'wawp', endpoint: endpoint.endpoint, credentials } : undefined;
  }
}
