import assert from 'node:assert/strict';
import { panelView } from '../../../../../src/core/views/panelview';
import { keysFor, pressed } from '../../../../../src/core/views/terminal/keys';
import { english } from '../../../fakes/english';
import { now, pairing, phases, planned } from '../../../samples/pairings';
import type { Pairing } from '../../../../../src/core/pairing/pairing';

const place = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };

function keys(state: Pairing): ReturnType<typeof keysFor> {
  return keysFor(panelView(state, place, now, english), { revealed: true, cramped: false }, english);
}

describe('the keys of the terminal', () => {
  it('are what the issue names, as far as they mean something', () => {
    const wait = keys(planned(phases.waiting, 'qr', 9));
    assert.deepEqual(
      wait.map(({ name, label }) => `${name} ${label}`),
      ['r Try now', 'Ctrl+C Stop pairing', 'p Show panel', 'q Close'],
    );
    const scan = keys(pairing(phases.scannable)).map(({ name }) => name);
    assert.deepEqual(scan, ['Ctrl+C', 'c', 's', 'p', 'q']);
  });

  it('number the other buttons', () => {
    const failed = keys(pairing(phases.linked));
    assert.deepEqual(
      failed.map(({ name, act }) => `${name} ${act}`),
      ['1 chooseInstance', '2 unlink', 'p showPanel', 'q close'],
    );
  });

  it('never share one input', () => {
    for (const phase of Object.values(phases)) {
      const inputs = keys(pairing(phase)).map(({ input }) => input);
      assert.equal(new Set(inputs).size, inputs.length);
    }
  });

  it('stop with Ctrl+C what runs, and close what doesn’t', () => {
    assert.equal(pressed('\x03', keys(pairing(phases.scannable))), 'stop');
    assert.equal(pressed('\x03', keys(pairing(phases.stopped))), 'close');
  });

  it('may be capital letters, but no pasted text presses any', () => {
    assert.equal(pressed('Q', keys(pairing(phases.scannable))), 'close');
    assert.equal(pressed('quit', keys(pairing(phases.scannable))), undefined);
    assert.equal(pressed('\x1b[A', keys(pairing(phases.scannable))), undefined);
  });
});
