import assert from 'node:assert/strict';
import { control, gateways, instanceId, manualClock, read, sessionStatus } from './testgateway';
import type { Gateway } from './gateway';

describe('the phone', () => {
  const open = gateways();

  async function showing() {
    const clock = manualClock();
    const session = { initial: 'SCAN_QR_CODE' } as const;
    const gateway = await open({
      now: clock.now,
      instances: [
        { id: instanceId, session },
        { id: 'OTHER', session },
      ],
    });
    const instance = gateway.instance(instanceId);
    return { gateway, clock, instance, code: instance.liveCode() ?? assert.fail('There is no code.') };
  }

  const scan = (gateway: Gateway, value: unknown) => read(control(gateway, '/phone/scan', { value }));

  it('links the instance whose live code it scans, and no other', async () => {
    const { gateway, code } = await showing();
    assert.deepEqual(await scan(gateway, code), {
      status: 200,
      body: { status: 'linked', instance: instanceId },
    });
    assert.equal(await sessionStatus(gateway), 'STARTING');
    assert.equal(gateway.instance('OTHER').state, 'SCAN_QR_CODE');
  });

  it('says "expired" for the previous code, and links nothing', async () => {
    const { gateway, clock, code } = await showing();
    clock.pass(60_000);
    assert.deepEqual(await scan(gateway, code), { status: 410, body: { status: 'expired' } });
    assert.equal(await sessionStatus(gateway), 'SCAN_QR_CODE');
  });

  it('links until a code expires, to the millisecond', async () => {
    const { gateway, clock, code } = await showing();
    clock.pass(59_999);
    assert.equal((await scan(gateway, code)).status, 200);
  });

  it('says "expired" for a code that was used or replaced, or whose session was stopped or failed', async () => {
    const ends: ((its: Awaited<ReturnType<typeof showing>>) => unknown)[] = [
      ({ instance }) => instance.scan(),
      ({ instance }) => {
        instance.session.rotate();
      },
      ({ instance }) => {
        instance.session.stop();
      },
      ({ instance }) => {
        instance.session.restart();
      },
      ({ clock }) => {
        clock.pass(160_000);
      },
    ];
    for (const end of ends) {
      const shown = await showing();
      end(shown);
      assert.deepEqual(await scan(shown.gateway, shown.code), { status: 410, body: { status: 'expired' } });
    }
  });

  it('accepts only the exact value', async () => {
    const { gateway, code } = await showing();
    const others = [
      ` ${code}`,
      `${code}\n`,
      code.slice(0, -1),
      encodeURIComponent(code),
      code.toLowerCase(),
      '2@',
    ];
    for (const value of others) {
      assert.deepEqual(await scan(gateway, value), { status: 404, body: { status: 'unknown' } });
    }
    assert.equal(await sessionStatus(gateway), 'SCAN_QR_CODE');
  });

  for (const body of [{}, { value: '' }, { value: 7 }, [], 'text']) {
    it(`refuses ${JSON.stringify(body)}`, async () => {
      const { gateway } = await showing();
      assert.equal((await control(gateway, '/phone/scan', body)).status, 400);
    });
  }

  it('does not write the value into the log', async () => {
    const { gateway, code } = await showing();
    await scan(gateway, code);
    assert.deepEqual(gateway.requests, []);
  });
});
