import type { Connection } from './core/connection';
import { tokenKey } from './core/connection';
import { entryPlace, withEntry, withName, without } from './core/connectionsetting';
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
}

type Undo = () => Promise<unknown>;

/** Keeps a new connection and its token. Rejects if the settings can't be written, and then nothing has changed. */
export async function saveConnection(
  connection: Connection,
  token: string,
  { settings, tokens }: Pick<ConnectionPlaces, 'settings' | 'tokens'>,
): Promise<void> {
  const { name, kind, endpoint } = connection;
  await allOrNothing(async (undo) => {
    // The token first: with the entry alone the instances view would ask without one.
    await putToken(tokenKey(connection), token, tokens, undo);
    await settings.saveConnections(
      withEntry(settings.connectionEntries, { name, kind, endpoint: endpoint.base }),
    );
  });
}

/**
 * Gives a connection another name, and with it its token, its instances and what is remembered of them. Rejects if
 * that can't be saved, and then everything is as it was. False if the old name's token could not be deleted.
 */
export async function moveConnection(
  connection: Connection,
  name: string,
  { settings, tokens, instances, history }: ConnectionPlaces,
): Promise<boolean> {
  const before = connection.name;
  const token = await tokens.get(tokenKey(connection));
  const kept = await allOrNothing(async (undo) => {
    const { connectionEntries: entries, watch } = settings;
    if (entryPlace(entries, before) < 0) throw new Error('The connection has gone meanwhile.');
    const stays = await putToken(tokenKey({ ...connection, name }), token, tokens, undo);
    await settings.saveConnections(withName(entries, before, name));
    undo.push(() => settings.saveConnections(entries));
    if (watch.some((ref) => ref.connection === before)) {
      await settings.saveWatch(
        watch.map((ref) => (ref.connection === before ? { ...ref, connection: name } : ref)),
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
 * Rejects if the settings can't be written, and then nothing has changed. False if its token could not be deleted.
 */
export async function dropConnection(
  name: string,
  connection: Connection | undefined,
  { settings, tokens, instances, history }: ConnectionPlaces,
): Promise<boolean> {
  await settings.saveConnections(without(settings.connectionEntries, name));
  const gone = connection === undefined || (await tokens.forget(tokenKey(connection)));
  await instances.removeConnection(name);
  await history.removeConnection(name);
  const { watch } = settings;
  const others = watch.filter((ref) => ref.connection !== name);
  if (others.length < watch.length) await settings.saveWatch(others);
  return gone;
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
    }
    throw error;
  }
}
