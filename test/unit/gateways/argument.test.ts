import assert from 'node:assert/strict';
import { gatewayNameFromArgument } from '../../../src/gateways/argument';

describe('the gateway in a command’s argument', () => {
  it('can be a name, a gateway or a row of the view', () => {
    for (const given of [
      'acme',
      { name: 'acme' },
      { kind: 'gateway', name: 'acme', gateway: undefined },
      { gateway: { name: 'acme', endpoint: {} } },
    ])
      assert.equal(gatewayNameFromArgument(given), 'acme');
    assert.equal(gatewayNameFromArgument(''), '');
  });

  it('is undefined if the argument names none', () => {
    for (const given of [
      undefined,
      null,
      7,
      {},
      [],
      { name: 7 },
      { gateway: null },
      { kind: 'instance', ref: { gateway: 'acme', instanceId: 'ONE' } },
    ])
      assert.equal(gatewayNameFromArgument(given), undefined);
  });
});
