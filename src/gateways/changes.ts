import type { Logger } from '../core/timeline/log';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import { hasGateway, hasRoom, withEntry, withName, withoutEntry } from '../core/gateways/gatewaylist';
import { errorName } from '../platform/errorname';
import type { Settings } from '../platform/settings';
import type { Tokens } from './tokens';

/** Stores data about the instances of gateways and updates it when a gateway is renamed or removed. */
export interface GatewayFollower {
  renameGateway(before: string, after: string): Promise<void>;
  removeGateway(name: string): Promise<void>;
}

/** Where the data of a gateway is stored. */
export interface GatewayStores {
  readonly settings: Pick<Settings, 'gatewayEntries' | 'saveGateways' | 'watch' | 'saveWatch'>;
  readonly tokens: Pick<Tokens, 'get' | 'set' | 'forget'>;
  readonly followers: readonly GatewayFollower[];
  readonly log: Pick<Logger, 'warn'>;
}

/** Why a change to the gateways failed. */
export type ChangeProblem =
  /** Another window has added a gateway with that name meanwhile. Nothing has changed. */
  | 'taken'
  /** The gateway has been removed meanwhile. Nothing has changed. */
  | 'gone'
  /** The limit of gateways is reached. Nothing has changed. */
  | 'full'
  /** The settings can't be written. Nothing has changed. */
  | 'settings'
  /** The editor's storage can't be written. Nothing has changed. */
  | 'storage'
  /** The change failed halfway, and the first half could not be undone. */
  | 'halfway';

/** A change to the gateways that failed. */
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

/** Saves a new gateway and its token. Rejects with a {@link FailedChange}. */
export async function saveGateway(
  gateway: Gateway,
  token: string,
  { settings, tokens }: Pick<GatewayStores, 'settings' | 'tokens'>,
): Promise<void> {
  const { name, kind, endpoint } = gateway;
  const entry = { name, kind, endpoint: endpoint.base };
  // Throws before anything is stored.
  entriesWith(settings.gatewayEntries, entry);
  await allOrNothing(async (undo) => {
    // The token comes first: with only the entry, the instances view would send requests without a token.
    await putToken(tokenKey(gateway), token, tokens, undo);
    // Read the settings again: another window may have changed them.
    await waitForSaving(settings.saveGateways(entriesWith(settings.gatewayEntries, entry)));
  });
}

/**
 * Renames a gateway, together with its token, its instances and their past pairings. Rejects with a {@link FailedChange}. Returns
 * false if the token under the old name could not be deleted.
 */
export async function renameGateway(
  gateway: Gateway,
  name: string,
  { settings, tokens, followers }: GatewayStores,
): Promise<boolean> {
  const before = gateway.name;
  const token = await tokens.get(tokenKey(gateway));
  // Throws before anything is stored.
  entriesRenamed(settings.gatewayEntries, before, name);
  const kept = await allOrNothing(async (undo) => {
    const isKept = await putToken(tokenKey({ ...gateway, name }), token, tokens, undo);
    // Read the settings again: another window may have changed them.
    await waitForSaving(settings.saveGateways(entriesRenamed(settings.gatewayEntries, before, name)));
    undo.push(() => settings.saveGateways(withName(settings.gatewayEntries, name, before)));
    const { watch } = settings;
    if (watch.some((ref) => ref.gateway === before)) {
      await waitForSaving(
        settings.saveWatch(watch.map((ref) => (ref.gateway === before ? { ...ref, gateway: name } : ref))),
      );
      undo.push(() => settings.saveWatch(watch));
    }
    // Followers have the new state even if they can't store it, so undo it in that case too.
    for (const follower of followers) {
      undo.push(() => follower.renameGateway(name, before).catch(() => undefined));
      await follower.renameGateway(before, name);
    }
    return isKept;
  });
  // Delete the token under the old name only after it is stored under the new one.
  return token === undefined || (kept && (await tokens.forget(tokenKey(gateway))));
}

/**
 * Removes a gateway, or an invalid entry with that name, together with all local data about its instances. Rejects with a
 * {@link FailedChange} if the settings can't be written. Returns false if the token could not be deleted.
 */
export async function removeGateway(
  name: string,
  gateway: Gateway | undefined,
  { settings, tokens, followers, log }: GatewayStores,
): Promise<boolean> {
  await allOrNothing(async (undo) => {
    const { watch } = settings;
    const others = watch.filter((ref) => ref.gateway !== name);
    if (others.length < watch.length) {
      await waitForSaving(settings.saveWatch(others));
      undo.push(() => settings.saveWatch(watch));
    }
    await waitForSaving(settings.saveGateways(withoutEntry(settings.gatewayEntries, name)));
  });
  const tokenForgotten = gateway === undefined || (await tokens.forget(tokenKey(gateway)));
  // The gateway is removed even if a follower can't store the change. In this window it takes effect anyway.
  for (const follower of followers)
    await follower.removeGateway(name).catch((error: unknown) => {
      log.warn(`What was known of a removed gateway could not be deleted: ${errorName(error)}`);
    });
  return tokenForgotten;
}

/** The entries with a new one. Throws if the name is taken or the limit is reached. */
function entriesWith(
  entries: readonly unknown[],
  entry: Parameters<typeof withEntry>[1],
): ReturnType<typeof withEntry> {
  if (hasGateway(entries, entry.name)) throw new FailedChange('taken');
  if (!hasRoom(entries, entry.name)) throw new FailedChange('full');
  return withEntry(entries, entry);
}

/** The entries with one of them renamed. Throws if that entry is gone or the new name is taken. */
function entriesRenamed(
  entries: readonly unknown[],
  before: string,
  name: string,
): ReturnType<typeof withName> {
  if (!hasGateway(entries, before)) throw new FailedChange('gone');
  if (hasGateway(entries, name)) throw new FailedChange('taken');
  return withName(entries, before, name);
}

/** Waits until the settings are saved. Rejects with a {@link FailedChange}. */
async function waitForSaving(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    throw new FailedChange('settings', error);
  }
}

/** Stores a token under a key, or deletes what an earlier gateway with the same name left there. Returns whether the storage did that. */
async function putToken(
  key: string,
  token: string | undefined,
  tokens: GatewayStores['tokens'],
  undo: Undo[],
): Promise<boolean> {
  const stale = await tokens.get(key);
  undo.push(() => (stale === undefined ? tokens.forget(key) : tokens.set(key, stale)));
  if (token !== undefined) return await tokens.set(key, token);
  return stale === undefined || (await tokens.forget(key));
}

/** Makes a change. If it fails, undoes its steps, the last one first. If undoing a step fails, the steps before it stay too. */
async function allOrNothing<T>(change: (undo: Undo[]) => Promise<T>): Promise<T> {
  const undo: Undo[] = [];
  try {
    return await change(undo);
  } catch (error) {
    try {
      for (const step of undo.reverse()) await step();
    } catch {
      // Undoing usually fails for the same reason as the change.
      throw new FailedChange('halfway', error);
    }
    throw error instanceof FailedChange ? error : new FailedChange('storage', error);
  }
}
