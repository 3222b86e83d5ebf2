import assert from 'node:assert/strict';
import { panelView } from '../../../../../src/core/views/panel/panelview';
import { keysFor, pressed } from '../../../../../src/core/views/terminal/keys';
import { english } from '../../../fakes/english';
import { now, pairing, phases, planned } from '../../../samples/pairings';
import type { Pairing } from '../../../../../src/core/pairing/pairing';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };

function keys(state: Pairing): ReturnType<typeof keysFor> {
  return keysFor(
    panelView(state, target, now, english),
    { revealed: true, cramped: false, sentences: false },
    english,
  );
}

describe('the keys of the terminal', () => {
  it('are the documented ones, as far as they have a use', () => {
    const wait = keys(planned(phases.waiting, 'qr', 9));
    assert.deepEqual(
      wait.map(({ name, label }) => `${name} ${label}`),
      ['r Try now', 'Ctrl+C Stop pairing', 't Sentences for screen readers', 'p Show panel', 'q Close'],
    );
    const scan = keys(pairing(phases.scannable)).map(({ name }) => name);
    assert.deepEqual(scan, ['Ctrl+C', 'c', 's', 't', 'p', 'q']);
  });

  it('have numbers for the other buttons', () => {
    const linked = keys(pairing(phases.linked));
    assert.deepEqual(
      linked.map(({ name, act }) => `${name} ${act}`),
      ['1 chooseInstance', '2 unlink', 't sentences', 'p showPanel', 'q close'],
    );
  });

  it('have different inputs', () => {
    for (const phase of Object.values(phases)) {
      const inputs = keys(pairing(phase)).map(({ input }) => input);
      assert.equal(new Set(inputs).size, inputs.length);
    }
  });

  it('stop a running pairing with Ctrl+C, and close the terminal otherwise', () => {
    assert.equal(pressed('\x03', keys(pairing(phases.scannable))), 'stop');
    assert.equal(pressed('\x03', keys(pairing(phases.stopped))), 'close');
  });

  it('work as capital letters too, but not in pasted text', () => {
    assert.equal(pressed('Q', keys(pairing(phases.scannable))), 'close');
    assert.equal(pressed('quit', keys(pairing(phases.scannable))), undefined);
    assert.equal(pressed('\x1b[A', keys(pairing(phases.scannable))), undefined);
  });
});
