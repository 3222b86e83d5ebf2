import assert from 'node:assert/strict';
import { removeGateway, renameGateway, saveGateway } from '../../../src/gateways/changes';
import { tokenKey } from '../../../src/core/gateways/gateway';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { maxGateways, readGateways } from '../../../src/core/gateways/gatewaylist';
import type { PastPairing } from '../../../src/core/timeline/spans';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import { PastPairings } from '../../../src/instances/pastpairings';
import { Instances } from '../../../src/instances/instances';
import { Tokens } from '../../../src/gateways/tokens';
import { FakeLogger } from '../fakes/logger';
import { FakeMemento } from '../fakes/memento';
import { FakeSecrets } from '../fakes/secrets';

const origin = 'https://gateway.example';
const endpoint = { base: origin, origin };
const acme: Gateway = { name: 'acme', kind: 'wawp', endpoint, credentials: 'body' };
const renamed = { ...acme, name: 'emca' };
const [token, another] = ['the-access-token', 'another-access-token'];
const shop = { gateway: 'acme', instanceId: 'SHOP00000001' };
const otherShop = { gateway: '', instanceId: 'SHOP00000001' };
const past: PastPairing = { begin: 1, ms: 2, outcome: 'linked', codes: 3, requests: 4 };

type Writing = 'gateways' | 'watch' | 'instances' | 'pastPairings';

/** A state that a test can make fail. Like the editor's, it has the new value even if storing it fails. */
class FailingMemento extends FakeMemento {
  broken = false;

  override async update(key: string, value: unknown): Promise<void> {
    await super.update(key, value);
    if (this.broken) throw new Error('The disk is full.');
  }
}

/** Everything about gateways in one window. */
class Stores {
  readonly secrets = new FakeSecrets();
  readonly tokens = new Tokens(this.secrets, new FakeMemento());
  readonly instancesState = new FailingMemento();
  readonly pastPairingsState = new FailingMemento();
  readonly instances = new Instances(this.instancesState, {
    instances: { instances: [], ignored: 0 },
    watch: [],
    changeWatch: () => Promise.resolve(),
  });
  readonly pastPairings = new PastPairings(this.pastPairingsState);
  readonly followers = [this.instances, this.pastPairings];
  readonly log = new FakeLogger();
  entries: readonly unknown[] = [{ name: 'acme', endpoint: origin, note: 'by hand' }, 7];
  watch: readonly InstanceRef[] = [shop, otherShop];
  broken: readonly Writing[] = [];

  readonly settings = {
    entries: (): readonly unknown[] => this.entries,
    watched: (): readonly InstanceRef[] => this.watch,
    get gatewayEntries(): readonly unknown[] {
      return this.entries();
    },
    get watch(): readonly InstanceRef[] {
      return this.watched();
    },
    saveGateways: async (entries: readonly unknown[]): Promise<void> => {
      await this.#write('gateways');
      this.entries = entries;
    },
    saveWatch: async (refs: readonly InstanceRef[]): Promise<void> => {
      await this.#write('watch');
      this.watch = refs;
    },
  };

  static async filled(): Promise<Stores> {
    const stores = new Stores();
    await stores.tokens.set(tokenKey(acme), token);
    await stores.instances.use(otherShop);
    await stores.instances.use(shop);
    await stores.pastPairings.add(shop, past);
    await stores.pastPairings.add(otherShop, past);
    return stores;
  }

  /** Makes these writes fail. */
  failWriting(...broken: readonly Writing[]): void {
    this.broken = broken;
    this.instancesState.broken = broken.includes('instances');
    this.pastPairingsState.broken = broken.includes('pastPairings');
  }

  /** Has another window do something while this one stores a token. */
  whileStoring(act: () => void): void {
    this.secrets.keeps = (value) => {
      act();
      return value;
    };
  }

  /** The token of the gateway that has a name in the current settings. */
  async tokenOf(name: string): Promise<string | undefined> {
    const { gateways } = readGateways(this.entries, 'body');
    const found = gateways.find((gateway) => gateway.name === name);
    return found && (await this.tokens.get(tokenKey(found)));
  }

  async #write(place: Writing): Promise<void> {
    await Promise.resolve();
    if (this.broken.includes(place)) throw new Error('The settings have errors.');
  }
}

describe('a renamed gateway', () => {
  it('keeps its token, its instances, their past pairings and the watched instances', async () => {
    const stores = await Stores.filled();
    assert.equal(await renameGateway(acme, 'emca', stores), true);
    assert.deepEqual([...stores.secrets.kept], [[`pairWhatsApp.token:${origin} emca`, token]]);
    assert.deepEqual(stores.entries, [{ name: 'emca', endpoint: origin, note: 'by hand' }, 7]);
    const moved = { ...shop, gateway: 'emca' };
    assert.deepEqual(stores.instances.used, [moved, otherShop]);
    assert.deepEqual(stores.watch, [moved, otherShop]);
    assert.deepEqual(stores.pastPairings.of(moved), [past]);
    assert.deepEqual(stores.pastPairings.of(shop), []);
    assert.deepEqual(stores.pastPairings.of(otherShop), [past]);
  });

  for (const place of ['gateways', 'watch', 'instances', 'pastPairings'] as const)
    it(`is unchanged if this can’t be written: ${place}`, async () => {
      const stores = await Stores.filled();
      const before = stores.entries;
      stores.failWriting(place);
      const problem = place === 'instances' || place === 'pastPairings' ? 'storage' : 'settings';
      await assert.rejects(renameGateway(acme, 'emca', stores), { name: 'FailedChange', problem });
      assert.deepEqual(stores.entries, before);
      assert.deepEqual([...stores.secrets.kept], [[`pairWhatsApp.token:${origin} acme`, token]]);
      assert.deepEqual(stores.instances.used, [shop, otherShop]);
      assert.deepEqual(stores.watch, [shop, otherShop]);
      assert.deepEqual(stores.pastPairings.of(shop), [past]);
    });

  it('has its token under the name that stays, if undoing the change fails too', async () => {
    const stores = await Stores.filled();
    const { saveWatch } = stores.settings;
    stores.settings.saveWatch = async (refs) => {
      stores.failWriting('gateways', 'watch');
      await saveWatch(refs);
    };
    await assert.rejects(renameGateway(acme, 'emca', stores), { problem: 'halfway' });
    assert.equal(await stores.tokenOf('emca'), token);
  });

  for (const broken of [['store'], ['get'], ['delete'], ['get', 'store', 'delete']] as const)
    it(`loses no token if the storage rejects ${broken.join(', ')}`, async () => {
      const stores = await Stores.filled();
      stores.secrets.broken = broken;
      await renameGateway(acme, 'emca', stores);
      stores.secrets.broken = [];
      assert.ok([...stores.secrets.kept.values()].includes(token), 'The storage no longer has the token.');
      // A token that can't be read can't be moved.
      if (!(broken as readonly string[]).includes('get')) assert.equal(await stores.tokenOf('emca'), token);
    });

  it('gets no token that an earlier gateway with the same name has left', async () => {
    const stores = await Stores.filled();
    await stores.tokens.forget(tokenKey(acme));
    await stores.tokens.set(tokenKey(renamed), another);
    await renameGateway(acme, 'emca', stores);
    assert.equal(await stores.tokenOf('emca'), undefined);
  });

  it('isn’t renamed if its entry was removed meanwhile', async () => {
    const stores = await Stores.filled();
    for (const entries of [[], [{ name: 'acme', endpoint: 'nowhere' }]]) {
      stores.entries = entries;
      await assert.rejects(renameGateway(acme, 'emca', stores), { problem: 'gone' });
      assert.equal(await stores.tokens.get(tokenKey(acme)), token);
      assert.equal(stores.entries, entries);
    }
  });

  for (const late of [false, true])
    it(`takes no name or token of a gateway that another window has added meanwhile${late ? ', at the last moment' : ''}`, async () => {
      const stores = await Stores.filled();
      const others = [
        { name: 'acme', endpoint: origin },
        { name: 'emca', endpoint: origin, note: 'another’s' },
      ];
      const add = (): void => {
        stores.entries = others;
      };
      await stores.tokens.set(tokenKey(renamed), another);
      if (late) stores.whileStoring(add);
      else add();
      await assert.rejects(renameGateway(acme, 'emca', stores), { problem: 'taken' });
      assert.equal(stores.entries, others);
      assert.equal(await stores.tokenOf('emca'), another);
      assert.equal(await stores.tokenOf('acme'), token);
      assert.deepEqual(stores.instances.used, [shop, otherShop]);
    });

  it('undoes only its own change, whatever another window has written meanwhile', async () => {
    const stores = await Stores.filled();
    const { saveWatch } = stores.settings;
    stores.settings.saveWatch = async (refs) => {
      stores.entries = [...stores.entries, { name: 'late', endpoint: origin }];
      stores.failWriting('watch');
      await saveWatch(refs);
    };
    await assert.rejects(renameGateway(acme, 'emca', stores), { problem: 'settings' });
    assert.deepEqual(stores.entries, [
      { name: 'acme', endpoint: origin, note: 'by hand' },
      7,
      { name: 'late', endpoint: origin },
    ]);
  });
});

describe('a new gateway', () => {
  it('is saved with its token, next to the other entries', async () => {
    const stores = await Stores.filled();
    await saveGateway(renamed, another, stores);
    assert.deepEqual(stores.entries.at(-1), { name: 'emca', kind: 'wawp', endpoint: origin });
    assert.equal(stores.entries.length, 3);
    assert.equal(await stores.tokenOf('emca'), another);
    assert.equal(await stores.tokenOf('acme'), token);
  });

  it('leaves nothing behind if the settings can’t be written', async () => {
    const stores = await Stores.filled();
    stores.failWriting('gateways');
    await assert.rejects(saveGateway(renamed, another, stores), { problem: 'settings' });
    assert.deepEqual([...stores.secrets.kept.values()], [token]);
  });

  for (const late of [false, true])
    it(`replaces neither the entry nor the token of a gateway that another window has added meanwhile${late ? ', at the last moment' : ''}`, async () => {
      const stores = await Stores.filled();
      const others = [{ name: 'emca', endpoint: origin, note: 'another’s' }];
      const add = (): void => {
        stores.entries = others;
      };
      await stores.tokens.set(tokenKey(renamed), token);
      if (late) stores.whileStoring(add);
      else add();
      await assert.rejects(saveGateway(renamed, another, stores), { problem: 'taken' });
      assert.equal(stores.entries, others);
      assert.equal(await stores.tokenOf('emca'), token);
    });

  it('replaces an invalid entry with its name, and no other entry', async () => {
    const stores = await Stores.filled();
    stores.entries = [null, { name: 'emca', endpoint: 'nowhere', note: 'by hand' }];
    await saveGateway(renamed, another, stores);
    await saveGateway({ ...renamed, name: '1' }, another, stores);
    assert.deepEqual(stores.entries, [
      null,
      { name: 'emca', kind: 'wawp', endpoint: origin, note: 'by hand' },
      { name: '1', kind: 'wawp', endpoint: origin },
    ]);
  });

  it('isn’t saved if the limit is reached', async () => {
    const stores = await Stores.filled();
    stores.entries = Array.from({ length: maxGateways }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    await assert.rejects(saveGateway(renamed, another, stores), { problem: 'full' });
    assert.equal(stores.entries.length, maxGateways);
    assert.deepEqual([...stores.secrets.kept.values()], [token]);
  });
});

describe('a removed gateway', () => {
  it('is deleted with its token and all data about its instances', async () => {
    const stores = await Stores.filled();
    assert.equal(await removeGateway('acme', acme, stores), true);
    assert.deepEqual(stores.entries, [7]);
    assert.equal(stores.secrets.kept.size, 0);
    assert.deepEqual(stores.instances.used, [otherShop]);
    assert.deepEqual(stores.watch, [otherShop]);
    assert.deepEqual(stores.pastPairings.of(shop), []);
    assert.deepEqual(stores.pastPairings.of(otherShop), [past]);
  });

  for (const place of ['gateways', 'watch'] as const)
    it(`is unchanged if this can’t be written: ${place}`, async () => {
      const stores = await Stores.filled();
      stores.failWriting(place);
      await assert.rejects(removeGateway('acme', acme, stores), { problem: 'settings' });
      assert.equal(await stores.tokenOf('acme'), token);
      assert.deepEqual(stores.instances.used, [shop, otherShop]);
      assert.deepEqual(stores.watch, [shop, otherShop]);
      assert.deepEqual(stores.pastPairings.of(shop), [past]);
    });

  it('is deleted even if a follower can’t store the change, which is logged', async () => {
    const stores = await Stores.filled();
    stores.failWriting('instances', 'pastPairings');
    assert.equal(await removeGateway('acme', acme, stores), true);
    assert.deepEqual(stores.entries, [7]);
    assert.equal(stores.secrets.kept.size, 0);
    assert.deepEqual(stores.instances.used, [otherShop]);
    assert.deepEqual(stores.pastPairings.of(shop), []);
    const line = 'What was known of a removed gateway could not be deleted: Error';
    assert.deepEqual(stores.log.lines, [line, line]);
  });

  it('that is identified by its number is the only one deleted', async () => {
    const stores = await Stores.filled();
    stores.entries = [...stores.entries, { name: 'acme', endpoint: origin, note: 'again' }];
    await removeGateway(' 3', undefined, stores);
    assert.deepEqual(stores.entries, [{ name: 'acme', endpoint: origin, note: 'by hand' }, 7]);
    assert.equal(await stores.tokenOf('acme'), token);
    assert.deepEqual(stores.instances.used, [shop, otherShop]);
  });

  it('reports if the storage doesn’t delete the token', async () => {
    const stores = await Stores.filled();
    stores.secrets.broken = ['delete'];
    assert.equal(await removeGateway('acme', acme, stores), false);
    assert.equal(await stores.tokens.get(tokenKey(acme)), undefined);
  });
});
