import assert from 'node:assert/strict';
import type { Capability } from '../../../../src/core/gateways/dialect';
import { offered } from '../../../../src/core/views/actions';
import { withPairingCode } from '../../../../src/core/views/panel/pairingcodeview';
import { panelView } from '../../../../src/core/views/panel/panelview';
import { english } from '../../fakes/english';
import { now, pairing, phases, planned } from '../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };

/** The buttons of a panel on a gateway that can do that. */
function labelsOf(state: Parameters<typeof panelView>[0], ...capabilities: Capability[]): readonly string[] {
  const view = withPairingCode(
    panelView(state, target, now, english),
    state,
    undefined,
    target,
    now,
    english,
  );
  return offered(view.actions, new Set(capabilities)).map(({ label }) => label);
}

describe('the buttons of a panel', () => {
  it('offer only what the gateway can do', () => {
    const code = planned(phases.scannable, 'qr', 5);
    assert.deepEqual(labelsOf(code, 'pairingCode'), ['Stop pairing', 'Link with phone number']);
    assert.deepEqual(labelsOf(code), ['Stop pairing']);
    const linked = pairing(phases.linked);
    assert.ok(labelsOf(linked, 'logout').includes('Unlink phone'));
    assert.ok(!labelsOf(linked, 'restart').includes('Unlink phone'));
    const failed = pairing({ kind: 'failed', failure: { kind: 'sessionFailed', status: 422 } });
    assert.ok(labelsOf(failed, 'restart').includes('Restart and show code'));
    assert.ok(!labelsOf(failed, 'start').includes('Restart and show code'));
  });
});
