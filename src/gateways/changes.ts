import type { Logger } from '../core/timeline/log';
import type { Gateway } from '../core/gateways/gateway';
import { tokenKey } from '../core/gateways/gateway';
import { hasGateway, hasRoom, withEntry, withName, without } from '../core/gateways/gatewaylist';
import { errorName } from '../platform/errorname';
import type { Settings } from '../platform/settings';
import type { Tokens } from './tokens';

/** Keeps something about the instances of gateways, and follows when one of these is renamed or removed. */
export interface GatewayFollower {
  renameGateway(before: string, after: string): Promise<void>;
  removeGateway(name: string): Promise<void>;
}

/** Where something of a gateway is kept. */
export interface GatewayStores {
  readonly settings: Pick<Settings, 'gatewayEntries' | 'saveGateways' | 'watch' | 'saveWatch'>;
  readonly tokens: Pick<Tokens, 'get' | 'set' | 'forget'>;
  readonly followers: readonly GatewayFollower[];
  readonly log: Pick<Logger, 'warn'>;
}

/** Why a change to the gateways failed. */
export type ChangeProblem =
  /** Meanwhile another gateway has the name; nothing has changed. */
  | 'taken'
  /** Meanwhile there is no such gateway; nothing has changed. */
  | 'gone'
  /** One more couldn't be used; nothing has changed. */
  | 'full'
  /** The settings can't be written; everything is as it was. */
  | 'settings'
  /** The editor's storage can't be written; everything is as it was. */
  | 'storage'
  /** What had been written before could not be taken back. */
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

/** Keeps a new gateway and its token. Rejects with a {@link FailedChange}. */
export async function saveGateway(
  gateway: Gateway,
  token: string,
  { settings, tokens }: Pick<GatewayStores, 'settings' | 'tokens'>,
): Promise<void> {
  const { name, kind, endpoint } = gateway;
  const entry = { name, kind, endpoint: endpoint.base };
  entriesWith(settings.gatewayEntries, entry);
  await allOrNothing(async (undo) => {
    // The token first: with the entry alone the instances view would ask without one.
    await putToken(tokenKey(gateway), token, tokens, undo);
    // The settings as they are by now: another window may have changed them.
    await waitForSaving(settings.saveGateways(entriesWith(settings.gatewayEntries, entry)));
  });
}

/**
 * Gives a gateway another name, and with it its token, its instances and what is remembered of them. Rejects with a
 * {@link FailedChange}. False if the old name's token could not be deleted.
 */
export async function renameGateway(
  gateway: Gateway,
  name: string,
  { settings, tokens, followers }: GatewayStores,
): Promise<boolean> {
  const before = gateway.name;
  const token = await tokens.get(tokenKey(gateway));
  entriesRenamed(settings.gatewayEntries, before, name);
  const kept = await allOrNothing(async (undo) => {
    const isKept = await putToken(tokenKey({ ...gateway, name }), token, tokens, undo);
    // The settings as they are by now: another window may have changed them.
    await waitForSaving(settings.saveGateways(entriesRenamed(settings.gatewayEntries, before, name)));
    undo.push(() => settings.saveGateways(withName(settings.gatewayEntries, name, before)));
    const { watch } = settings;
    if (watch.some((ref) => ref.gateway === before)) {
      await waitForSaving(
        settings.saveWatch(watch.map((ref) => (ref.gateway === before ? { ...ref, gateway: name } : ref))),
      );
      undo.push(() => settings.saveWatch(watch));
    }
    // Both hold the new state even where they can't store it.
    for (const follower of followers) {
      undo.push(() => follower.renameGateway(name, before).catch(() => undefined));
      await follower.renameGateway(before, name);
    }
    return isKept;
  });
  // What is there is taken away only once it is kept where it belongs.
  return token === undefined || (kept && (await tokens.forget(tokenKey(gateway))));
}

/**
 * Takes a gateway away, or an entry of that name that is none, with all that is known here of its instances.
 * Rejects with a {@link FailedChange} if the settings can't be written. False if its token could not be deleted.
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
    await waitForSaving(settings.saveGateways(without(settings.gatewayEntries, name)));
  });
  const tokenForgotten = gateway === undefined || (await tokens.forget(tokenKey(gateway)));
  // The gateway is gone whether or not this can be stored; this window goes by it all the same.
  for (const follower of followers)
    await follower.removeGateway(name).catch((error: unknown) => {
      log.warn(`What was known of a removed gateway could not be deleted: ${errorName(error)}`);
    });
  return tokenForgotten;
}

/** The entries with a new one, unless that would take the name or the place of another. */
function entriesWith(
  entries: readonly unknown[],
  entry: Parameters<typeof withEntry>[1],
): ReturnType<typeof withEntry> {
  if (hasGateway(entries, entry.name)) throw new FailedChange('taken');
  if (!hasRoom(entries, entry.name)) throw new FailedChange('full');
  return withEntry(entries, entry);
}

/** The entries with another name for one of them, unless it has gone or another one has that name. */
function entriesRenamed(
  entries: readonly unknown[],
  before: string,
  name: string,
): ReturnType<typeof withName> {
  if (!hasGateway(entries, before)) throw new FailedChange('gone');
  if (hasGateway(entries, name)) throw new FailedChange('taken');
  return withName(entries, before, name);
}

/** Waits until settings are written. */
async function waitForSaving(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    throw new FailedChange('settings', error);
  }
}

/** Puts a token where it belongs; whether it is kept there for good. One left there by an earlier gateway of that name must not become this one's. */
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
