import assert from 'node:assert/strict';
import { removeGateway, renameGateway, saveGateway } from '../../../src/gateways/changes';
import { tokenKey } from '../../../src/core/gateways/gateway';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { maxGateways, readGateways } from '../../../src/core/gateways/gatewaylist';
import type { PastPairing } from '../../../src/core/timeline/spans';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import { History } from '../../../src/instances/history';
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
const elsewhere = { gateway: '', instanceId: 'SHOP00000001' };
const past: PastPairing = { begin: 1, ms: 2, outcome: 'linked', codes: 3, requests: 4 };

type Writing = 'gateways' | 'watch' | 'instances' | 'history';

/** A state that can't be written when the test says so; like the editor's, it holds the new value all the same. */
class StubbornMemento extends FakeMemento {
  broken = false;

  override async update(key: string, value: unknown): Promise<void> {
    await super.update(key, value);
    if (this.broken) throw new Error('The disk is full.');
  }
}

/** Everything that there is of a gateway, in one window. */
class Places {
  readonly secrets = new FakeSecrets();
  readonly tokens = new Tokens(this.secrets);
  readonly instancesState = new StubbornMemento();
  readonly historyState = new StubbornMemento();
  readonly instances = new Instances(this.instancesState, {
    instances: { instances: [], ignored: 0 },
    watch: [],
    changeWatch: () => Promise.resolve(),
  });
  readonly history = new History(this.historyState);
  readonly followers = [this.instances, this.history];
  readonly log = new FakeLogger();
  entries: readonly unknown[] = [{ name: 'acme', endpoint: origin, note: 'by hand' }, 7];
  watch: readonly InstanceRef[] = [shop, elsewhere];
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

  static async filled(): Promise<Places> {
    const places = new Places();
    await places.tokens.set(tokenKey(acme), token);
    await places.instances.use(elsewhere);
    await places.instances.use(shop);
    await places.history.add(shop, past);
    await places.history.add(elsewhere, past);
    return places;
  }

  /** Makes writing fail in these places. */
  breaks(...broken: readonly Writing[]): void {
    this.broken = broken;
    this.instancesState.broken = broken.includes('instances');
    this.historyState.broken = broken.includes('history');
  }

  /** Has another window do something while this one stores a token. */
  whileStoring(act: () => void): void {
    this.secrets.keeps = (value) => {
      act();
      return value;
    };
  }

  /** The token that the gateway of a name has by the settings as they are. */
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

describe('a gateway that gets another name', () => {
  it('takes its token, its instances, their history and what is watched along', async () => {
    const places = await Places.filled();
    assert.equal(await renameGateway(acme, 'emca', places), true);
    assert.deepEqual([...places.secrets.kept], [[`pairWhatsApp.token:${origin} emca`, token]]);
    assert.deepEqual(places.entries, [{ name: 'emca', endpoint: origin, note: 'by hand' }, 7]);
    const moved = { ...shop, gateway: 'emca' };
    assert.deepEqual(places.instances.used, [moved, elsewhere]);
    assert.deepEqual(places.watch, [moved, elsewhere]);
    assert.deepEqual(places.history.of(moved), [past]);
    assert.deepEqual(places.history.of(shop), []);
    assert.deepEqual(places.history.of(elsewhere), [past]);
  });

  for (const place of ['gateways', 'watch', 'instances', 'history'] as const)
    it(`is as it was where this can’t be written: ${place}`, async () => {
      const places = await Places.filled();
      const before = places.entries;
      places.breaks(place);
      const problem = place === 'instances' || place === 'history' ? 'storage' : 'settings';
      await assert.rejects(renameGateway(acme, 'emca', places), { name: 'FailedChange', problem });
      assert.deepEqual(places.entries, before);
      assert.deepEqual([...places.secrets.kept], [[`pairWhatsApp.token:${origin} acme`, token]]);
      assert.deepEqual(places.instances.used, [shop, elsewhere]);
      assert.deepEqual(places.watch, [shop, elsewhere]);
      assert.deepEqual(places.history.of(shop), [past]);
    });

  it('has its token under whichever name stays, where the settings fail on the way back too', async () => {
    const places = await Places.filled();
    const { saveWatch } = places.settings;
    places.settings.saveWatch = async (refs) => {
      places.breaks('gateways', 'watch');
      await saveWatch(refs);
    };
    await assert.rejects(renameGateway(acme, 'emca', places), { problem: 'halfway' });
    assert.equal(await places.tokenOf('emca'), token);
  });

  for (const broken of [['store'], ['get'], ['delete'], ['get', 'store', 'delete']] as const)
    it(`loses no token where the storage rejects ${broken.join(', ')}`, async () => {
      const places = await Places.filled();
      places.secrets.broken = broken;
      await renameGateway(acme, 'emca', places);
      places.secrets.broken = [];
      assert.ok([...places.secrets.kept.values()].includes(token), 'The storage has it no more.');
      // What can't be read can't be moved.
      if (!(broken as readonly string[]).includes('get')) assert.equal(await places.tokenOf('emca'), token);
    });

  it('gets no token that an earlier one of that name has left', async () => {
    const places = await Places.filled();
    await places.tokens.forget(tokenKey(acme));
    await places.tokens.set(tokenKey(renamed), another);
    await renameGateway(acme, 'emca', places);
    assert.equal(await places.tokenOf('emca'), undefined);
  });

  it('isn’t moved where its entry has gone meanwhile', async () => {
    const places = await Places.filled();
    for (const entries of [[], [{ name: 'acme', endpoint: 'nowhere' }]]) {
      places.entries = entries;
      await assert.rejects(renameGateway(acme, 'emca', places), { problem: 'gone' });
      assert.equal(await places.tokens.get(tokenKey(acme)), token);
      assert.equal(places.entries, entries);
    }
  });

  for (const late of [false, true])
    it(`takes no name and no token of one that another window has added meanwhile${late ? ', at the last moment' : ''}`, async () => {
      const places = await Places.filled();
      const others = [
        { name: 'acme', endpoint: origin },
        { name: 'emca', endpoint: origin, note: 'another’s' },
      ];
      const add = (): void => {
        places.entries = others;
      };
      await places.tokens.set(tokenKey(renamed), another);
      if (late) places.whileStoring(add);
      else add();
      await assert.rejects(renameGateway(acme, 'emca', places), { problem: 'taken' });
      assert.equal(places.entries, others);
      assert.equal(await places.tokenOf('emca'), another);
      assert.equal(await places.tokenOf('acme'), token);
      assert.deepEqual(places.instances.used, [shop, elsewhere]);
    });

  it('takes back its name alone, whatever another window has written meanwhile', async () => {
    const places = await Places.filled();
    const { saveWatch } = places.settings;
    places.settings.saveWatch = async (refs) => {
      places.entries = [...places.entries, { name: 'late', endpoint: origin }];
      places.breaks('watch');
      await saveWatch(refs);
    };
    await assert.rejects(renameGateway(acme, 'emca', places), { problem: 'settings' });
    assert.deepEqual(places.entries, [
      { name: 'acme', endpoint: origin, note: 'by hand' },
      7,
      { name: 'late', endpoint: origin },
    ]);
  });
});

describe('a new gateway', () => {
  it('is kept with its token, beside what else is written there', async () => {
    const places = await Places.filled();
    await saveGateway(renamed, another, places);
    assert.deepEqual(places.entries.at(-1), { name: 'emca', kind: 'wawp', endpoint: origin });
    assert.equal(places.entries.length, 3);
    assert.equal(await places.tokenOf('emca'), another);
    assert.equal(await places.tokenOf('acme'), token);
  });

  it('leaves nothing behind where the settings can’t be written', async () => {
    const places = await Places.filled();
    places.breaks('gateways');
    await assert.rejects(saveGateway(renamed, another, places), { problem: 'settings' });
    assert.deepEqual([...places.secrets.kept.values()], [token]);
  });

  for (const late of [false, true])
    it(`takes neither the place nor the token of one that another window has added meanwhile${late ? ', at the last moment' : ''}`, async () => {
      const places = await Places.filled();
      const others = [{ name: 'emca', endpoint: origin, note: 'another’s' }];
      const add = (): void => {
        places.entries = others;
      };
      await places.tokens.set(tokenKey(renamed), token);
      if (late) places.whileStoring(add);
      else add();
      await assert.rejects(saveGateway(renamed, another, places), { problem: 'taken' });
      assert.equal(places.entries, others);
      assert.equal(await places.tokenOf('emca'), token);
    });

  it('takes the place of an entry of its name that can’t be used, and of no other', async () => {
    const places = await Places.filled();
    places.entries = [null, { name: 'emca', endpoint: 'nowhere', note: 'by hand' }];
    await saveGateway(renamed, another, places);
    await saveGateway({ ...renamed, name: '1' }, another, places);
    assert.deepEqual(places.entries, [
      null,
      { name: 'emca', kind: 'wawp', endpoint: origin, note: 'by hand' },
      { name: '1', kind: 'wawp', endpoint: origin },
    ]);
  });

  it('isn’t kept where it would be one too many, whatever it is called', async () => {
    const places = await Places.filled();
    places.entries = Array.from({ length: maxGateways }, (_, index) => ({
      name: `c${index}`,
      endpoint: origin,
    }));
    await assert.rejects(saveGateway(renamed, another, places), { problem: 'full' });
    assert.equal(places.entries.length, maxGateways);
    assert.deepEqual([...places.secrets.kept.values()], [token]);
  });
});

describe('a gateway that is removed', () => {
  it('goes with its token and all that is known of its instances', async () => {
    const places = await Places.filled();
    assert.equal(await removeGateway('acme', acme, places), true);
    assert.deepEqual(places.entries, [7]);
    assert.equal(places.secrets.kept.size, 0);
    assert.deepEqual(places.instances.used, [elsewhere]);
    assert.deepEqual(places.watch, [elsewhere]);
    assert.deepEqual(places.history.of(shop), []);
    assert.deepEqual(places.history.of(elsewhere), [past]);
  });

  for (const place of ['gateways', 'watch'] as const)
    it(`stays as it was where this can’t be written: ${place}`, async () => {
      const places = await Places.filled();
      places.breaks(place);
      await assert.rejects(removeGateway('acme', acme, places), { problem: 'settings' });
      assert.equal(await places.tokenOf('acme'), token);
      assert.deepEqual(places.instances.used, [shop, elsewhere]);
      assert.deepEqual(places.watch, [shop, elsewhere]);
      assert.deepEqual(places.history.of(shop), [past]);
    });

  it('goes all the same where what was known of it can’t be stored, and that is logged', async () => {
    const places = await Places.filled();
    places.breaks('instances', 'history');
    assert.equal(await removeGateway('acme', acme, places), true);
    assert.deepEqual(places.entries, [7]);
    assert.equal(places.secrets.kept.size, 0);
    assert.deepEqual(places.instances.used, [elsewhere]);
    assert.deepEqual(places.history.of(shop), []);
    const line = 'What was known of a removed gateway could not be deleted: Error';
    assert.deepEqual(places.log.lines, [line, line]);
  });

  it('that goes by its number takes no other along', async () => {
    const places = await Places.filled();
    places.entries = [...places.entries, { name: 'acme', endpoint: origin, note: 'again' }];
    await removeGateway(' 3', undefined, places);
    assert.deepEqual(places.entries, [{ name: 'acme', endpoint: origin, note: 'by hand' }, 7]);
    assert.equal(await places.tokenOf('acme'), token);
    assert.deepEqual(places.instances.used, [shop, elsewhere]);
  });

  it('says so where the storage won’t delete the token', async () => {
    const places = await Places.filled();
    places.secrets.broken = ['delete'];
    assert.equal(await removeGateway('acme', acme, places), false);
    assert.equal(await places.tokens.get(tokenKey(acme)), undefined);
  });
});
