import assert from 'node:assert/strict';
import { panelView } from '../../../../src/core/views/panelview';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import { Speech } from '../../../../src/webview/grid/speech';
import { english } from '../../fakes/english';
import { now, pairing, phases, planned } from '../../samples/pairings';

const place = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const scan = (codes: number): Pairing => planned(phases.scannable, 'qr', 5, { codes });

describe('what is said of a place on the grid', () => {
  let said: string[];
  let speech: Speech;

  beforeEach(() => {
    said = [];
    speech = new Speech((text) => said.push(text));
  });

  /** Lets it become that, and tells what is said of it. */
  function become(state: Pairing): string {
    said.length = 0;
    speech.announce(panelView(state, place, now, english).announcement);
    return said.join(' ');
  }

  it('is nothing of codes that come and go among others', () => {
    for (const state of [pairing(phases.connecting), scan(1), scan(2), planned(phases.expired, 'qr', 5)])
      assert.equal(become(state), '');
    speech.warn('10 seconds left.');
    assert.deepEqual(said, []);
  });

  it('is that one failed, that the owner has to act, and who is linked', () => {
    assert.match(become(pairing(phases.failed)), /./);
    assert.match(become(planned(phases.passkey, 'session', 9)), /^Passkey needed/);
    assert.match(become(pairing(phases.linked)), /^(Already l|L)inked/);
  });

  it('waits for the account of one that is linked', () => {
    assert.equal(become(planned(phases.linked, 'session', 0)), '');
    assert.match(become(pairing(phases.linked)), /inked/);
  });

  it('is said once, and again when it happens again', () => {
    assert.match(become(pairing(phases.failed)), /./);
    assert.equal(become(pairing(phases.failed)), '');
    become(scan(1));
    assert.match(become(pairing(phases.failed)), /./);
  });

  it('is all of the one that is shown alone', () => {
    speech.play('alone');
    assert.match(become(scan(1)), /^Scan this code/);
    assert.match(become(scan(2)), /^New code/);
    speech.warn('10 seconds left.');
    assert.equal(said.at(-1), '10 seconds left.');
  });

  it('is nothing of a hidden one, until it is among all again', () => {
    speech.play('hidden');
    for (const state of [scan(1), scan(2), planned(phases.passkey, 'session', 9)])
      assert.equal(become(state), '');
    speech.warn('10 seconds left.');
    assert.deepEqual(said, []);
    speech.play('among');
    assert.equal(said.length, 1);
    assert.match(said.join(), /^Passkey needed/);
    speech.play('among');
    assert.equal(said.length, 1);
  });

  it('is nothing that has passed while it was hidden', () => {
    speech.play('hidden');
    become(pairing(phases.failed));
    become(scan(1));
    speech.play('among');
    assert.deepEqual(said, []);
  });
});
