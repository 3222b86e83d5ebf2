import assert from 'node:assert/strict';
import type { KnownInstance } from '../../../src/core/references/instancename';
import type { InstanceRef } from '../../../src/core/references/instanceref';
import { Instances } from '../../../src/instances/instances';
import { FakeMemento } from '../fakes/memento';

const shop = { gateway: '', instanceId: 'SHOP00000001' };
const theirs = { gateway: 'acme', instanceId: 'SHOP00000001' };

function make(
  named: readonly KnownInstance[] = [],
  memento = new FakeMemento(),
  watching: { watch: readonly InstanceRef[] } = { watch: [] },
): Instances {
  return new Instances(memento, {
    instances: { instances: named, ignored: 0 },
    get watch() {
      return watching.watch;
    },
    changeWatch: (change) => {
      watching.watch = change(watching.watch);
      return Promise.resolve();
    },
  });
}

describe('the instances that are known', () => {
  it('are those used before, newest first, then those that the settings name', async () => {
    const instances = make([
      { ...theirs, label: 'Theirs' },
      { gateway: '', instanceId: 'DESK' },
    ]);
    await instances.use(shop);
    await instances.use(theirs);
    assert.deepEqual(
      instances.list.map(({ gateway, instanceId, label }) => [gateway, instanceId, label]),
      [
        ['acme', 'SHOP00000001', 'Theirs'],
        ['', 'SHOP00000001', undefined],
        ['', 'DESK', undefined],
      ],
    );
  });

  it('keep the user’s label above the team’s, and the account’s name below both', async () => {
    const instances = make([{ ...theirs, label: 'Theirs' }]);
    await instances.use(theirs);
    await instances.nameAfter(theirs, { name: 'John' });
    assert.equal(instances.find(theirs)?.label, 'Theirs');
    await instances.label(theirs, 'Mine');
    assert.equal(instances.find(theirs)?.label, 'Mine');
    await instances.use(shop);
    await instances.nameAfter(shop, { name: 'John' });
    assert.equal(instances.find(shop)?.label, 'John');
  });

  it('mean the gateway that alone knows an ID, else the default one', async () => {
    const instances = make([{ gateway: 'acme', instanceId: 'ONLYTHERE' }, theirs]);
    await instances.use(shop);
    assert.equal(instances.resolve('ONLYTHERE').gateway, 'acme');
    assert.equal(instances.resolve('SHOP00000001').gateway, '');
    assert.equal(instances.resolve('NOBODY').gateway, '');
  });

  it('go along with a gateway’s new name, and go with it', async () => {
    const memento = new FakeMemento();
    const instances = make([], memento);
    await instances.use(shop);
    await instances.use(theirs);
    await instances.renameGateway('acme', 'emca');
    assert.deepEqual(memento.get('instances'), [
      { id: 'SHOP00000001', gateway: 'emca' },
      { id: 'SHOP00000001' },
    ]);
    await instances.removeGateway('emca');
    assert.deepEqual(make([], memento).list, [shop]);
  });

  it('are read as a version without gateways kept them', async () => {
    const memento = new FakeMemento();
    await memento.update('instances', [{ id: 'OLD', label: 'Old' }, { id: '../x' }, null]);
    assert.deepEqual(make([], memento).list, [{ gateway: '', instanceId: 'OLD', label: 'Old' }]);
  });

  it('stay listed where the settings name them', async () => {
    const instances = make([theirs]);
    await instances.use(theirs);
    await instances.remove([theirs]);
    assert.ok(instances.isNamedBySettings(theirs));
    assert.deepEqual(instances.list, [theirs]);
  });

  it('are one where a gateway gets the name under which the same one is remembered, and keep a label', async () => {
    const instances = make();
    await instances.use({ ...theirs, gateway: 'emca' });
    await instances.label({ ...theirs, gateway: 'emca' }, 'Mine');
    await instances.use(theirs);
    await instances.renameGateway('acme', 'emca');
    assert.deepEqual(instances.used, [{ ...theirs, gateway: 'emca', label: 'Mine' }]);
  });

  it('are what all windows together have used, named and removed', async () => {
    const memento = new FakeMemento();
    const [one, other] = [make([], memento), make([], memento)];
    let told = 0;
    other.onDidChange(() => told++);
    assert.deepEqual([one.list, other.list], [[], []]);
    await one.use(shop);
    await one.label(shop, 'Shop');
    await other.use(theirs);
    assert.deepEqual(one.list, [theirs, { ...shop, label: 'Shop' }]);
    await one.renameGateway('acme', 'emca');
    await other.label(shop, 'Corner shop');
    assert.deepEqual(one.list, [
      { ...theirs, gateway: 'emca' },
      { ...shop, label: 'Corner shop' },
    ]);
    const before = told;
    other.checkForChanges();
    assert.equal(told, before, 'It has seen all of that.');
    await one.remove([shop]);
    other.checkForChanges();
    assert.equal(told, before + 1);
  });

  it('are those too that are watched, until they are taken off the list', async () => {
    const watching = { watch: [theirs, shop] };
    const instances = make([shop], new FakeMemento(), watching);
    assert.deepEqual(instances.list, [theirs, shop]);
    await instances.use(theirs);
    await instances.remove([theirs, shop]);
    assert.deepEqual(instances.list, [shop]);
    assert.deepEqual(watching.watch, [shop], 'The settings go on naming it.');
  });
});
