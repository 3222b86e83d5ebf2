import type { Connection } from './core/connection';
import { tokenKey } from './core/connection';
import { hasConnection, hasRoom, withEntry, withName, without } from './core/connectionsetting';
import type { Logger } from './core/logger';
import { errorName } from './core/logger';
import type { History } from './history';
import type { Instances } from './instances';
import type { Settings } from './settings';
import type { Tokens } from './tokens';

/** Where there is something of a connection. */
export interface ConnectionPlaces {
  readonly settings: Pick<Settings, 'connectionEntries' | 'saveConnections' | 'watch' | 'saveWatch'>;
  readonly tokens: Pick<Tokens, 'get' | 'set' | 'forget'>;
  readonly instances: Pick<Instances, 'renameConnection' | 'removeConnection'>;
  readonly history: Pick<History, 'renameConnection' | 'removeConnection'>;
  readonly log: Pick<Logger, 'warn'>;
}

/** Why a change to the connections failed. */
export type ChangeProblem =
  /** Meanwhile another connection has the name; nothing has changed. */
  | 'taken'
  /** Meanwhile there is no such connection; nothing has changed. */
  | 'gone'
  /** One more couldn't be used; nothing has changed. */
  | 'full'
  /** The settings can't be written; everything is as it was. */
  | 'settings'
  /** The editor's storage can't be written; everything is as it was. */
  | 'storage'
  /** What had been written before could not be taken back. */
  | 'halfway';

/** A change to the connections that failed. */
export class FailedChange extends Error {
  override readonly name = 'FailedChange';

  constructor(
    readonly problem: ChangeProblem,
    cause?: unknown,
  ) {
    super(problem, { cause });
  }
}

type Undo = () => Promise<unknown>;

/** Keeps a new connection and its token. Rejects with a {@link FailedChange}. */
export async function saveConnection(
  connection: Connection,
  token: string,
  { settings, tokens }: Pick<ConnectionPlaces, 'settings' | 'tokens'>,
): Promise<void> {
  const { name, kind, endpoint } = connection;
  const entry = { name, kind, endpoint: endpoint.base };
  added(settings.connectionEntries, entry);
  await allOrNothing(async (undo) => {
    // The token first: with the entry alone the instances view would ask without one.
    await putToken(tokenKey(connection), token, tokens, undo);
    // The settings as they are by now: another window may have changed them.
    await written(settings.saveConnections(added(settings.connectionEntries, entry)));
  });
}

/**
 * Gives a connection another name, and with it its token, its instances and what is remembered of them. Rejects with a
 * {@link FailedChange}. False if the old name's token could not be deleted.
 */
export async function moveConnection(
  connection: Connection,
  name: string,
  { settings, tokens, instances, history }: ConnectionPlaces,
): Promise<boolean> {
  const before = connection.name;
  const token = await tokens.get(tokenKey(connection));
  renamed(settings.connectionEntries, before, name);
  const kept = await allOrNothing(async (undo) => {
    const stays = await putToken(tokenKey({ ...connection, name }), token, tokens, undo);
    // The settings as they are by now: another window may have changed them.
    await written(settings.saveConnections(renamed(settings.connectionEntries, before, name)));
    undo.push(() => settings.saveConnections(withName(settings.connectionEntries, name, before)));
    const { watch } = settings;
    if (watch.some((ref) => ref.connection === before)) {
      await written(
        settings.saveWatch(
          watch.map((ref) => (ref.connection === before ? { ...ref, connection: name } : ref)),
        ),
      );
      undo.push(() => settings.saveWatch(watch));
    }
    // Both hold the new state even where they can't store it.
    undo.push(() => instances.renameConnection(name, before).catch(() => undefined));
    await instances.renameConnection(before, name);
    undo.push(() => history.renameConnection(name, before).catch(() => undefined));
    await history.renameConnection(before, name);
    return stays;
  });
  // What is there is taken away only once it is kept where it belongs.
  return token === undefined || (kept && (await tokens.forget(tokenKey(connection))));
}

/**
 * Takes a connection away, or an entry of that name that is none, with all that is known here of its instances.
 * Rejects with a {@link FailedChange} if the settings can't be written. False if its token could not be deleted.
 */
export async function dropConnection(
  name: string,
  connection: Connection | undefined,
  { settings, tokens, instances, history, log }: ConnectionPlaces,
): Promise<boolean> {
  await allOrNothing(async (undo) => {
    const { watch } = settings;
    const others = watch.filter((ref) => ref.connection !== name);
    if (others.length < watch.length) {
      await written(settings.saveWatch(others));
      undo.push(() => settings.saveWatch(watch));
    }
    await written(settings.saveConnections(without(settings.connectionEntries, name)));
  });
  const gone = connection === undefined || (await tokens.forget(tokenKey(connection)));
  // The connection is gone whether or not this can be stored; this window goes by it all the same.
  for (const place of [instances, history])
    await place.removeConnection(name).catch((error: unknown) => {
      log.warn(`What was known of a removed connection could not be deleted: ${errorName(error)}`);
    });
  return gone;
}

/** The entries with a new one, unless that would take the name or the place of another. */
function added(
  entries: readonly unknown[],
  entry: Parameters<typeof withEntry>[1],
): ReturnType<typeof withEntry> {
  if (hasConnection(entries, entry.name)) throw new FailedChange('taken');
  if (!hasRoom(entries, entry.name)) throw new FailedChange('full');
  return withEntry(entries, entry);
}

/** The entries with another name for one of them, unless it has gone or another one has that name. */
function renamed(entries: readonly unknown[], before: string, name: string): ReturnType<typeof withName> {
  if (!hasConnection(entries, before)) throw new FailedChange('gone');
  if (hasConnection(entries, name)) throw new FailedChange('taken');
  return withName(entries, before, name);
}

/** Waits until settings are written. */
async function written(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    throw new FailedChange('settings', error);
  }
}

/** Puts a token where it belongs; whether it is kept there for good. One left there by an earlier connection of that name must not become this one's. */
async function putToken(
  key: string,
  token: string | undefined,
  tokens: ConnectionPlaces['tokens'],
  undo: Undo[],
): Promise<boolean> {
  const stale = await tokens.get(key);
  undo.push(() => (stale === undefined ? tokens.forget(key) : tokens.set(key, stale)));
  if (token !== undefined) return await tokens.set(key, token);
  return stale === undefined || (await tokens.forget(key));
}

/** Takes back what has been done if something fails, the last first, as far as that goes: what depends on a step that stays stays too. */
async function allOrNothing<T>(change: (undo: Undo[]) => Promise<T>): Promise<T> {
  const undo: Undo[] = [];
  try {
    return await change(undo);
  } catch (error) {
    try {
      for (const step of undo.reverse()) await step();
    } catch {
      // What made the change fail makes this fail too.
      throw new FailedChange('halfway', error);
    }
    throw error instanceof FailedChange ? error : new FailedChange('storage', error);
  }
}
