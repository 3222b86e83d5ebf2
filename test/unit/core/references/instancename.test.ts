import assert from 'node:assert/strict';
import {
  fullName,
  instanceName,
  nameDetails,
  nameOnGateway,
} from '../../../../src/core/references/instancename';

const plain = { gateway: '', instanceId: 'SHOP00000001' };
const rows = [
  { known: plain, name: 'SHOP00000001', details: '', onGateway: 'SHOP00000001', full: 'SHOP00000001' },
  {
    known: { ...plain, label: 'Shop' },
    name: 'Shop',
    details: 'SHOP00000001',
    onGateway: 'Shop',
    full: 'Shop · SHOP00000001',
  },
  {
    known: { ...plain, gateway: 'acme' },
    name: 'SHOP00000001',
    details: 'acme',
    onGateway: 'SHOP00000001 · acme',
    full: 'SHOP00000001 · acme',
  },
  {
    known: { ...plain, gateway: 'acme', label: 'Shop' },
    name: 'Shop',
    details: 'SHOP00000001 · acme',
    onGateway: 'Shop · acme',
    full: 'Shop · SHOP00000001 · acme',
  },
  {
    known: { ...plain, label: 'SHOP00000001' },
    name: 'SHOP00000001',
    details: '',
    onGateway: 'SHOP00000001',
    full: 'SHOP00000001',
  },
];

describe('the name of an instance', () => {
  for (const { known, name, details, onGateway, full } of rows)
    it(`is ${full} in full`, () => {
      assert.equal(instanceName(known), name);
      assert.equal(nameDetails(known), details);
      assert.equal(nameOnGateway(known), onGateway);
      assert.equal(fullName(known), full);
    });

  it('can have more details beside it', () => {
    assert.equal(nameDetails({ ...plain, label: 'Shop' }, 'Linked'), 'SHOP00000001 · Linked');
    assert.equal(nameDetails(plain, 'Linked'), 'Linked');
  });
});
