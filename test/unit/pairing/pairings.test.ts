import assert from 'node:assert/strict';
import { steadyClock } from '../../../src/core/time/clock';
import type { Gateway } from '../../../src/core/gateways/gateway';
import { requestGap } from '../../../src/core/gateways/instancepace';
import { Pairings } from '../../../src/pairing/pairings';
import { FakeMachine } from '../fakes/machine';

const origin = 'https://gateway.example';
const acme: Gateway = {
  ...{ name: 'acme', kind: 'wawp', credentials: 'body' },
  endpoint: { base: origin, origin },
};
const id = 'SHOP00000001';

describe('the pace of the calls for an instance', () => {
  it('stays the same when its gateway gets another name, and is that of no other', () => {
    const pairings = new Pairings(steadyClock(new FakeMachine()));
    pairings.pace(acme, id).ended('qr');
    const other = { ...acme, name: 'acme 2' };
    pairings.renameGateway(acme, 'emca');
    assert.equal(pairings.pace({ ...acme, name: 'emca' }, id).rest('qr'), requestGap);
    assert.equal(pairings.pace({ ...acme, name: 'emca' }, 'DEPOT0000001').rest('qr'), 0);
    assert.equal(pairings.pace(other, id).rest('qr'), 0);
    pairings.pace(other, id).ended('qr');
    pairings.renameGateway(acme, 'other');
    assert.equal(pairings.pace({ ...acme, name: 'other 2' }, id).rest('qr'), 0);
  });
});
