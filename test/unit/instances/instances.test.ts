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

describe('the known instances', () => {
  it('are those used before, newest first, then those in the settings', async () => {
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

  it('prefer the user’s label to the team’s, and both to the account’s name', async () => {
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

  it('resolve an ID to the only gateway that knows it, or else to the default gateway', async () => {
    const instances = make([{ gateway: 'acme', instanceId: 'ONLYTHERE' }, theirs]);
    await instances.use(shop);
    assert.equal(instances.resolve('ONLYTHERE').gateway, 'acme');
    assert.equal(instances.resolve('SHOP00000001').gateway, '');
    assert.equal(instances.resolve('NOBODY').gateway, '');
  });

  it('follow a renamed gateway, and are removed with it', async () => {
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

  it('can be read as a version without gateways stored them', async () => {
    const memento = new FakeMemento();
    await memento.update('instances', [{ id: 'OLD', label: 'Old' }, { id: '../x' }, null]);
    assert.deepEqual(make([], memento).list, [{ gateway: '', instanceId: 'OLD', label: 'Old' }]);
  });

  it('stay in the list if the settings contain them', async () => {
    const instances = make([theirs]);
    await instances.use(theirs);
    await instances.remove([theirs]);
    assert.ok(instances.isNamedBySettings(theirs));
    assert.deepEqual(instances.list, [theirs]);
  });

  it('are merged, and keep a label, if a gateway gets a name under which the same instance is known', async () => {
    const instances = make();
    await instances.use({ ...theirs, gateway: 'emca' });
    await instances.label({ ...theirs, gateway: 'emca' }, 'Mine');
    await instances.use(theirs);
    await instances.renameGateway('acme', 'emca');
    assert.deepEqual(instances.used, [{ ...theirs, gateway: 'emca', label: 'Mine' }]);
  });

  it('include the changes of all windows', async () => {
    const memento = new FakeMemento();
    const [one, other] = [make([], memento), make([], memento)];
    let changes = 0;
    other.onDidChange(() => changes++);
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
    const before = changes;
    other.checkForChanges();
    assert.equal(changes, before, 'There is no new change.');
    await one.remove([shop]);
    other.checkForChanges();
    assert.equal(changes, before + 1);
  });

  it('include watched instances, until they are removed from the list', async () => {
    const watching = { watch: [theirs, shop] };
    const instances = make([shop], new FakeMemento(), watching);
    assert.deepEqual(instances.list, [theirs, shop]);
    await instances.use(theirs);
    await instances.remove([theirs, shop]);
    assert.deepEqual(instances.list, [shop]);
    assert.deepEqual(watching.watch, [shop], 'The settings still contain it.');
  });
});
