import assert from 'node:assert/strict';
import { gatewayNameFromArgument } from '../../../src/gateways/argument';

describe('the gateway that a command’s argument means', () => {
  it('can be its name, itself or a row of the view', () => {
    for (const given of [
      'acme',
      { name: 'acme' },
      { kind: 'gateway', name: 'acme', gateway: undefined },
      { gateway: { name: 'acme', endpoint: {} } },
    ])
      assert.equal(gatewayNameFromArgument(given), 'acme');
    assert.equal(gatewayNameFromArgument(''), '');
  });

  it('is none where nothing names one', () => {
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
