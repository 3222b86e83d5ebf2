import assert from 'node:assert/strict';
import { steadyClock } from '../../../src/core/time/clock';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { requestGap } from '../../../src/core/gateways/instancepace';
import { InstancePaces } from '../../../src/gateways/instancepaces';
import { FakeMachine } from '../fakes/machine';

const origin = 'https://gateway.example';
const acme: Gateway = {
  name: 'acme',
  kind: 'wawp',
  credentials: 'body',
  endpoint: { base: origin, origin },
};
const id = 'SHOP00000001';

describe('the pace of the requests for an instance', () => {
  it('stays the same when its gateway is renamed, and no other instance gets it', () => {
    const paces = new InstancePaces(steadyClock(new FakeMachine()));
    paces.of(acme, id).ended('qr');
    const other = { ...acme, name: 'acme 2' };
    paces.renameGateway(acme, 'emca');
    assert.equal(paces.of({ ...acme, name: 'emca' }, id).rest('qr'), requestGap);
    assert.equal(paces.of({ ...acme, name: 'emca' }, 'DEPOT0000001').rest('qr'), 0);
    assert.equal(paces.of(other, id).rest('qr'), 0);
    paces.of(other, id).ended('qr');
    paces.renameGateway(acme, 'other');
    assert.equal(paces.of({ ...acme, name: 'other 2' }, id).rest('qr'), 0);
  });
});
