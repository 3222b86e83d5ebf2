import assert from 'node:assert/strict';
import { phoneOf } from '../../../../src/core/instances/linkedphone';
import type { SessionStatus } from '../../../../src/core/gateways/answer';
import { entries } from '../../samples/entries';
import { account } from '../../samples/pairings';

describe('phoneOf', () => {
  const table: Record<SessionStatus, unknown> = {
    WORKING: {},
    SCAN_QR_CODE: 'none',
    PASSKEY: 'none',
    STARTING: 'none',
    STOPPED: 'notRunning',
    FAILED: 'notRunning',
    unknown: undefined,
  };
  for (const [status, phone] of entries(table)) {
    it(`says what ${status} tells about the phone`, () => {
      assert.deepEqual(phoneOf({ status }), phone);
    });

    it(`is the account that ${status} names, unless it is a placeholder`, () => {
      assert.equal(phoneOf({ status, account }), account);
      assert.deepEqual(phoneOf({ status, account: { name: '~', placeholder: true } }), phone);
    });
  }
});
