import assert from 'node:assert/strict';
import type { SessionStatus } from '../../../../src/core/gateways/answer';
import { phoneOf } from '../../../../src/core/instances/linkedphone';
import { entries } from '../../samples/entries';
import { account } from '../../samples/pairings';

describe('phoneOf', () => {
  const table: Record<SessionStatus, unknown> = {
    WORKING: account,
    SCAN_QR_CODE: 'none',
    PASSKEY: 'none',
    STARTING: 'notRunning',
    STOPPED: 'notRunning',
    FAILED: 'notRunning',
    unknown: undefined,
  };
  for (const [status, phone] of entries(table))
    it(`says what ${status} tells about the phone, even if it names an account`, () => {
      assert.deepEqual(phoneOf(status, account), phone);
    });

  it('is an unknown account if a linked instance names none', () => {
    assert.deepEqual(phoneOf('WORKING', undefined), {});
  });
});
