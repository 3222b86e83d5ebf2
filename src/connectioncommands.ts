import { register } from './commands';
import type { ConnectionFlow, ConnectionParts } from './connectionflow';
import type { Connection } from './core/connection';
import type { Disposable } from './core/emitter';
import { defaultConnection } from './core/instanceref';
import { connectionNameGiven } from './given';
import { commands, settings } from './ids';
import { openSetting } from './prompts/setting';

/** The commands about connections. What they do is loaded with the first of them. */
export function connectionCommands(parts: ConnectionParts): readonly Disposable[] {
  const { log, tokenFlow, connections } = parts;
  let loading: Promise<ConnectionFlow> | undefined;
  const flow = (): Promise<ConnectionFlow> =>
    (loading ??= import('./connectionflow').then((module) => new module.ConnectionFlow(parts)));
  /** What is done to the connection given, or to one that is still to be asked for; why one given can't be used is explained. */
  const on = (command: string, run: (connection: Connection | undefined) => Promise<unknown>): Disposable =>
    register(command, log, async (given) => {
      const name = connectionNameGiven(given);
      const connection = name === undefined ? undefined : tokenFlow.connection(name);
      if (name === undefined || connection) await run(connection);
    });
  return [
    on(commands.setToken, (connection) => tokenFlow.setToken(connection)),
    on(commands.forgetToken, (connection) => tokenFlow.forgetToken(connection)),
    on(commands.testConnection, async (connection) => (await flow()).test(connection)),
    on(commands.renameConnection, async (connection) => (await flow()).rename(connection)),
    register(commands.openConnectionSetting, log, async (given) => {
      const usual = connectionNameGiven(given) === defaultConnection;
      await openSetting(usual ? settings.endpoint : settings.connections);
    }),
    register(commands.addConnection, log, async (given) => {
      await (await flow()).add(connectionNameGiven(given));
    }),
    register(commands.removeConnection, log, async (given) => {
      const name = connectionNameGiven(given);
      // An entry that can't be used can be removed too.
      const known =
        name === undefined ||
        connections.problems.some(({ entry, problem }) => entry === name && problem !== 'tooMany');
      if (known || tokenFlow.connection(name)) await (await flow()).remove(name);
    }),
  ];
}
