import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './core/clock';
import type { Connection } from './core/connection';
import { tokenKey } from './core/connection';
import type { AccountGateway } from './core/gateway';
import type { Fetch } from './core/http';
import type { Note } from './core/trace';
import { wawpGateway } from './core/wawp';
import type { Tokens } from './tokens';

/** What the door to a gateway needs of the window. */
export interface GatewayParts {
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly fetch: Fetch;
}

/** What the panel's opening needs to be on its way to the editor, in ms. */
const headStart = 10;

/** The editor's `fetch`. */
export function editorFetch(): Fetch {
  let underWay: Promise<void> | undefined;
  return async (url, init) => {
    // The first call of an extension host keeps it busy for 0.1 s and more, and with it what opens the panel.
    await (underWay ??= sleep(headStart));
    // Looked up for each call: the editor replaces it by one that knows proxies and certificates.
    return await fetch(url, init);
  };
}

/** Opens the door to an account on a gateway: to one instance, or to what needs none. */
export function openGateway(
  { tokens, clock, fetch }: GatewayParts,
  connection: Connection,
  instanceId: string | undefined,
  note: Note,
): AccountGateway {
  const { endpoint, credentials } = connection;
  const token = (): Promise<string | undefined> => tokens.take(tokenKey(connection));
  return wawpGateway({ endpoint, instanceId, token, credentials, fetch, clock, note });
}
