import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { manyInstances } from './manyinstances';
import { requestQr, post, gateways, instanceId, manualClock } from './testgateway';

const scanning = { instances: [{ id: instanceId, session: { initial: 'SCAN_QR_CODE' } }] } as const;

/** Waits for something that happens after a moment of real time. */
async function until(met: () => boolean): Promise<void> {
  while (!met()) await sleep(1);
}

describe('the automatic phone', () => {
  const open = gateways();

  it('links each instance whose code was handed out, and no other', async () => {
    const instances = manyInstances(50, { session: { initial: 'SCAN_QR_CODE' } });
    const gateway = await open({ instances });
    const phone = gateway.autoScan({ after: 200 });
    const ids = instances.map(({ id }) => id).slice(0, 49);
    await Promise.all(ids.map((id) => post(gateway, '/v2/auth/qr', { instance_id: id })));
    await until(() => phone.linked === 49);
    assert.deepEqual([phone.rejected, phone.expired], [0, 0]);
    assert.deepEqual(
      [...gateway.instances.values()].filter(({ state }) => state === 'SCAN_QR_CODE').map(({ id }) => id),
      ['FLEET0000050'],
    );
  });

  it('scans a code once, even if it is handed out several times', async () => {
    const gateway = await open(scanning);
    const phone = gateway.autoScan({ after: 30 });
    for (let round = 0; round < 3; round += 1) await requestQr(gateway);
    await until(() => phone.linked === 1);
    await sleep(40);
    assert.deepEqual([phone.linked, phone.rejected, phone.expired], [1, 0, 0]);
  });

  it('ignores a code that no client received', async () => {
    const gateway = await open(scanning);
    const phone = gateway.autoScan({ after: 0 });
    gateway.instance(instanceId).script({ drop: 'midBody' }, { status: 500 });
    await assert.rejects(requestQr(gateway).then((response) => response.text()));
    await requestQr(gateway);
    await sleep(20);
    assert.deepEqual([phone.linked, phone.rejected, phone.expired], [0, 0, 0]);
    assert.equal(gateway.instance(instanceId).state, 'SCAN_QR_CODE');
  });

  it('counts a code that was replaced early as rejected, and one whose expiry has passed as expired', async () => {
    const clock = manualClock();
    const gateway = await open({ ...scanning, now: clock.now });
    const phone = gateway.autoScan({ after: 200 });
    await requestQr(gateway);
    gateway.instance(instanceId).session.rotate();
    await until(() => phone.rejected === 1);
    await requestQr(gateway);
    clock.pass(20_000);
    await until(() => phone.expired === 1);
    assert.equal(phone.linked, 0);
  });

  it('stops on request', async () => {
    const gateway = await open(scanning);
    const phone = gateway.autoScan({ after: 200 });
    await requestQr(gateway);
    phone.stop();
    await requestQr(gateway);
    await sleep(300);
    assert.deepEqual([phone.linked, phone.rejected, phone.expired], [0, 0, 0]);
  });
});
