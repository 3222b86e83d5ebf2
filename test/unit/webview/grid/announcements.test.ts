import assert from 'node:assert/strict';
import { panelView } from '../../../../src/core/views/panel/panelview';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import { Announcements } from '../../../../src/webview/grid/announcements';
import { english } from '../../fakes/english';
import { now, pairing, phases, planned } from '../../samples/pairings';

const place = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const scan = (codes: number): Pairing => planned(phases.scannable, 'qr', 5, { codes });

describe('what a screen reader says about a cell of the grid', () => {
  let said: string[];
  let announcements: Announcements;

  beforeEach(() => {
    said = [];
    announcements = new Announcements((text) => said.push(text));
  });

  /** Announces a state, and returns what was said. */
  function become(state: Pairing): string {
    said.length = 0;
    announcements.announce(panelView(state, place, now, english).announcement);
    return said.join(' ');
  }

  it('is nothing about codes of a cell beside others', () => {
    for (const state of [pairing(phases.connecting), scan(1), scan(2), planned(phases.expired, 'qr', 5)])
      assert.equal(become(state), '');
    announcements.warn('10 seconds left.');
    assert.deepEqual(said, []);
  });

  it('is that a pairing failed, that the owner has to act, and who is linked', () => {
    assert.match(become(pairing(phases.failed)), /./);
    assert.match(become(planned(phases.passkey, 'session', 9)), /^Passkey needed/);
    assert.match(become(pairing(phases.linked)), /^(Already l|L)inked/);
  });

  it('says at once that a phone is linked, and its name when that comes', () => {
    const { account, ...nameless } = phases.linked;
    assert.match(become(planned(nameless, 'session', 5)), /inked/);
    assert.match(become(planned(phases.linked, 'session', 9)), new RegExp(account?.name ?? '-'));
  });

  it('is said once, and again when the state returns', () => {
    assert.match(become(pairing(phases.failed)), /./);
    assert.equal(become(pairing(phases.failed)), '');
    become(scan(1));
    assert.match(become(pairing(phases.failed)), /./);
  });

  it('is everything about a cell that is displayed alone', () => {
    announcements.setDisplay('alone');
    assert.match(become(scan(1)), /^Scan this code/);
    assert.match(become(scan(2)), /^New code/);
    announcements.warn('10 seconds left.');
    assert.equal(said.at(-1), '10 seconds left.');
  });

  it('is nothing about a hidden cell, until it is displayed again', () => {
    announcements.setDisplay('hidden');
    for (const state of [scan(1), scan(2), planned(phases.passkey, 'session', 9)])
      assert.equal(become(state), '');
    announcements.warn('10 seconds left.');
    assert.deepEqual(said, []);
    announcements.setDisplay('beside');
    assert.equal(said.length, 1);
    assert.match(said.join(), /^Passkey needed/);
    announcements.setDisplay('beside');
    assert.equal(said.length, 1);
  });

  it('leaves out what has passed when the cell is displayed again', () => {
    announcements.setDisplay('hidden');
    become(pairing(phases.failed));
    become(scan(1));
    announcements.setDisplay('beside');
    assert.deepEqual(said, []);
  });
});
