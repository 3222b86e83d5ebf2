import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { manyInstances } from './manyinstances';
import { askForCode, call, gateways, instanceId, manualClock } from './testgateway';

const scanning = { instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }] } as const;

/** Waits for what happens in a moment of real time. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await sleep(1);
}

describe('the phone that needs no human', () => {
  const open = gateways();

  it('links each instance of which a code was handed out, and no other', async () => {
    const instances = manyInstances(50, { session: { initial: 'SCAN_QR_CODE' } });
    const gateway = await open({ instances });
    const phone = gateway.autoScan({ after: 200 });
    const ids = instances.map(({ id }) => id).slice(0, 49);
    await Promise.all(ids.map((id) => call(gateway, '/v2/auth/qr', { instance_id: id })));
    await until(() => phone.linked === 49);
    assert.deepEqual([phone.dead, phone.over], [0, 0]);
    assert.deepEqual(
      [...gateway.instances.values()].filter(({ state }) => state === 'SCAN_QR_CODE').map(({ id }) => id),
      ['FLEET0000050'],
    );
  });

  it('scans a code once, however often it is handed out', async () => {
    const gateway = await open(scanning);
    const phone = gateway.autoScan({ after: 30 });
    for (let asked = 0; asked < 3; asked += 1) await askForCode(gateway);
    await until(() => phone.linked === 1);
    await sleep(40);
    assert.deepEqual([phone.linked, phone.dead, phone.over], [1, 0, 0]);
  });

  it('knows nothing of a code that a client didn’t get', async () => {
    const gateway = await open(scanning);
    const phone = gateway.autoScan({ after: 0 });
    gateway.instance(instanceId).script({ drop: 'midBody' }, { status: 500 });
    await assert.rejects(askForCode(gateway).then((response) => response.text()));
    await askForCode(gateway);
    await sleep(20);
    assert.deepEqual([phone.linked, phone.dead, phone.over], [0, 0, 0]);
    assert.equal(gateway.instance(instanceId).state, 'SCAN_QR_CODE');
  });

  it('counts a code that died before its time as dead, and one whose time was up as over', async () => {
    const clock = manualClock();
    const gateway = await open({ ...scanning, now: clock.now });
    const phone = gateway.autoScan({ after: 200 });
    await askForCode(gateway);
    gateway.instance(instanceId).session.rotate();
    await until(() => phone.dead === 1);
    await askForCode(gateway);
    clock.pass(20_000);
    await until(() => phone.over === 1);
    assert.equal(phone.linked, 0);
  });

  it('stops when it is told to', async () => {
    const gateway = await open(scanning);
    const phone = gateway.autoScan({ after: 200 });
    await askForCode(gateway);
    phone.stop();
    await askForCode(gateway);
    await sleep(300);
    assert.deepEqual([phone.linked, phone.dead, phone.over], [0, 0, 0]);
  });
});
