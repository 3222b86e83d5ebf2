import assert from 'node:assert/strict';
import type { NumberForm } from '../../../../../src/core/pairing/numberform';
import { withHiddenCode } from '../../../../../src/core/views/panel/hidecode';
import { withPairingCode } from '../../../../../src/core/views/panel/pairingcodeview';
import { panelView } from '../../../../../src/core/views/panel/panelview';
import { english } from '../../../fakes/english';
import { inSeconds, now, pairing, phases, planned } from '../../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const form: NumberForm = {
  countries: [],
  language: 'en',
  country: 'DE',
  text: '',
  check: { ok: false, problem: 'empty' },
  complains: false,
  warned: false,
  refusals: 0,
};
const scannable = planned(phases.scannable, 'qr', 5);
const shown = planned(phases.scannable, 'qr', 5, {
  pairingCode: { kind: 'shown', code: 'ABCD1234', since: inSeconds(-1) },
});

describe('hide code', () => {
  it('changes nothing when it is off, and nothing without a code', () => {
    const view = panelView(scannable, target, now, english);
    assert.equal(withHiddenCode(view, 'off', english), view);
    const failed = panelView(pairing(phases.failed), target, now, english);
    assert.equal(withHiddenCode(failed, 'hold', english), failed);
  });

  it('hides a QR code', () => {
    const { code } = withHiddenCode(panelView(scannable, target, now, english), 'hold', english);
    assert.equal(code?.hideCode?.mode, 'hold');
    assert.equal(code.hideCode.show, 'Hold to show the code');
  });

  it('hides a pairing code, and doesn’t announce it', () => {
    const plain = withPairingCode(panelView(shown, target, now, english), shown, form, target, now, english);
    assert.match(plain.announcement.text, /A B C D/);
    const { pairingCode, announcement } = withHiddenCode(plain, 'toggle', english);
    assert.equal(pairingCode?.code?.hideCode?.mode, 'toggle');
    assert.equal(pairingCode.code.text, 'ABCD-1234');
    assert.equal(announcement.id, plain.announcement.id);
    assert.doesNotMatch(announcement.text, /A B C D|ABCD/);
    assert.match(announcement.text, /hidden/);
  });
});
