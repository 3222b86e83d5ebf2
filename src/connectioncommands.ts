import { register } from './commands';
import type { ConnectionFlow, ConnectionParts } from './connectionflow';
import type { Disposable } from './core/emitter';
import type { Logger } from './core/logger';
import { connectionGiven } from './given';
import { commands } from './ids';
import type { Row } from './view/rows';

/** The commands about connections. What they do is loaded with the first of them. */
export function connectionCommands(parts: ConnectionParts & { readonly log: Logger }): readonly Disposable[] {
  const { log, tokenFlow } = parts;
  let loading: Promise<ConnectionFlow> | undefined;
  const flow = (): Promise<ConnectionFlow> =>
    (loading ??= import('./connectionflow').then((module) => new module.ConnectionFlow(parts)));
  return [
    register(commands.setToken, log, (row) => tokenFlow.setToken(connectionGiven(row))),
    register(commands.forgetToken, log, (row) => tokenFlow.forgetToken(connectionGiven(row))),
    register(commands.addConnection, log, async (row) => {
      await (await flow()).add(nameOf(row));
    }),
    register(commands.testConnection, log, async (row) => {
      await (await flow()).test(connectionGiven(row));
    }),
    register(commands.renameConnection, log, async (row) => {
      await (await flow()).rename(connectionGiven(row));
    }),
    register(commands.removeConnection, log, async (row) => {
      const broken = connectionGiven(row) ? undefined : nameOf(row);
      await (await flow()).remove(connectionGiven(row), broken);
    }),
  ];
}

/** The name that a row of the instances view gives to what may be no connection yet. */
function nameOf(given: unknown): string | undefined {
  const row = given as Partial<Row> | null | undefined;
  return typeof row === 'object' && row?.kind === 'connection' ? row.name : undefined;
}
