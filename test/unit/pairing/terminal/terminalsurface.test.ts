import type { HideCodeMode } from '../../../../src/core/views/panel/paneldata';
import assert from 'node:assert/strict';
import { steadyClock } from '../../../../src/core/time/clock';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import { panelView } from '../../../../src/core/views/panel/panelview';
import { withHiddenCode } from '../../../../src/core/views/panel/hidecode';
import { TerminalSurface } from '../../../../src/pairing/terminal/terminalsurface';
import { english } from '../../fakes/english';
import { FakeMachine } from '../../fakes/machine';
import { code, pairing, phases, planned } from '../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const large = { columns: 120, rows: 40 };

interface Opened {
  readonly surface: TerminalSurface;
  readonly machine: FakeMachine;
  /** The text written since the last call. */
  readonly written: () => string;
  readonly show: (state: (now: number) => Pairing, mode?: HideCodeMode) => void;
}

function open(startsWithSentences = false, size = large): Opened {
  let sentences = startsWithSentences;
  const machine = new FakeMachine();
  const clock = steadyClock(machine);
  const surface = new TerminalSurface({
    clock,
    t: english,
    sentences: () => sentences,
    chooseSentences: (on) => {
      sentences = on;
    },
    hints: () => ({ full: [], half: [] }),
    reveal: () => undefined,
    maximize: () => {
      surface.setDimensions(large);
    },
  });
  let text = '';
  surface.onDidWrite((more) => {
    text += more;
  });
  surface.open(size);
  // With the focus, it stays in sight.
  surface.handleInput('\x1b[I');
  return {
    surface,
    machine,
    written: () => {
      const all = text;
      text = '';
      return all;
    },
    show: (state, mode = 'off') => {
      surface.show(() =>
        withHiddenCode(panelView(state(clock.now()), target, clock.now(), english), mode, english),
      );
    },
  };
}

const scannable = (now: number): Pairing =>
  pairing({ kind: 'scannable', code: { ...code, expiresAt: now + 20_000, surelyExpiredAt: now + 20_000 } });

/** What is drawn for a dark module. */
const drawn = /48;2;0;0;0/;

describe('a pairing in a terminal', () => {
  it('hides a revealed code again when the setting changes, and reveals no other code', () => {
    const { surface, written, show } = open();
    const next = (now: number): Pairing =>
      pairing({ kind: 'scannable', code: { ...code, value: 'the next code', expiresAt: now + 20_000 } });
    for (const change of [
      () => {
        show(scannable, 'hold');
      },
      () => {
        show(next, 'toggle');
      },
    ]) {
      show(scannable, 'toggle');
      surface.handleInput('v');
      assert.match(written(), drawn);
      change();
      const text = written();
      assert.doesNotMatch(text, drawn);
      assert.match(text, /to show|Show the code/);
    }
  });

  it('keeps codes out of the scrollback, and restores the screen', () => {
    const { surface, written, show } = open();
    assert.ok(written().includes('\x1b[?1049h'));
    show(scannable);
    surface.handleInput('q');
    assert.ok(written().includes('\x1b[?1049l'));
  });

  it('draws everything again for another code, and when a key without a use is pressed', () => {
    const { surface, written, show } = open();
    show(scannable);
    const rows = (text: string): number => text.split('\x1b[K').length;
    const all = rows(written());
    show((now) =>
      pairing({
        kind: 'scannable',
        code: { ...code, value: code.value.replace('the', 'one'), expiresAt: now + 20_000 },
      }),
    );
    assert.equal(rows(written()), all);
    surface.handleInput('x');
    const again = written();
    assert.equal(rows(again), all);
    assert.match(again, drawn);
  });

  it('redraws only what has changed after a second', async () => {
    const { machine, written, show } = open();
    show(scannable);
    assert.match(written(), /38;2;|48;2;0;0;0/);
    await machine.pass(1_000);
    const second = written();
    assert.match(second, /0:19/);
    assert.equal(second.match(/\[\d+;1H/g)?.length, 1);
  });

  it('covers a code itself before it expires, and then runs no timer', async () => {
    const { machine, written, show } = open();
    show(scannable);
    await machine.pass(19_700);
    written();
    await machine.pass(100);
    const last = written();
    assert.doesNotMatch(last, /48;2;0;0;0/);
    assert.match(last, /expired/);
    assert.equal(machine.timers, 0);
  });

  it('runs no timer if nothing changes, or after it is closed', () => {
    const { surface, machine, show } = open();
    show(() => pairing(phases.linked));
    assert.equal(machine.timers, 0);
    show(scannable);
    assert.equal(machine.timers, 1);
    surface.close();
    assert.equal(machine.timers, 0);
  });

  it('shows a hidden code only while a key is held', async () => {
    const { surface, machine, written, show } = open();
    show(scannable, 'hold');
    assert.doesNotMatch(written(), /48;2;0;0;0/);
    surface.handleInput('v');
    assert.match(written(), /48;2;0;0;0/);
    await machine.pass(900);
    surface.handleInput('v');
    await machine.pass(900);
    assert.doesNotMatch(written(), /Hold to show/);
    await machine.pass(400);
    assert.match(written(), /Hold to show/);
  });

  it('shows a hidden code from one press to the next', async () => {
    const { surface, machine, written, show } = open();
    show(scannable, 'toggle');
    assert.match(written(), /Show the code/);
    surface.handleInput('v');
    assert.match(written(), /48;2;0;0;0[^]*Hide the code/);
    await machine.pass(5_000);
    assert.doesNotMatch(written(), /Show the code/);
    surface.handleInput('v');
    assert.match(written(), /Show the code/);
  });

  it('redraws at another size', () => {
    const { surface, written, show } = open();
    show(scannable);
    written();
    surface.setDimensions({ columns: 50, rows: 10 });
    assert.match(written(), /\[H[^]*\[J[^]*too small/);
    surface.handleInput('m');
    assert.match(written(), /48;2;0;0;0/);
  });

  it('writes sentences for a screen reader, each announcement once', async () => {
    const { machine, written, show } = open(true);
    show(scannable);
    const text = written().replace('\x1b[?1004h', '');
    assert.match(text, /INSTANCE1234: Scan this code with the phone\r\nQR code that links/);
    assert.ok(!text.includes('\x1b'));
    await machine.pass(3_000);
    show(scannable);
    assert.equal(written(), '');
    show(() => pairing(phases.linked));
    assert.match(written(), /Linked to Jane Doe/);
  });

  it('warns 30 and 10 seconds before a code expires, once, though the code is confirmed meanwhile', async () => {
    const { machine, written, show } = open(true);
    const expiresAt = machine.wall() + 45_000;
    const live = (): Pairing =>
      pairing({ kind: 'scannable', code: { ...code, expiresAt, surelyExpiredAt: expiresAt } });
    show(live);
    written();
    let heard = '';
    for (let second = 0; second < 45; second++) {
      await machine.pass(1_000);
      // The view is made again, even at the very moment of a warning.
      if (second % 5 === 4) show(live);
      const text = written();
      if (text !== '') heard += `${second + 1}: ${text}`;
    }
    assert.equal(heard, '15: 30 seconds left.\r\n\r\n35: 10 seconds left.\r\n\r\n');
  });

  it('says that a start takes too long', () => {
    const { written, show } = open(true);
    show(() => planned(phases.waiting, 'qr', 9));
    written();
    show(() => planned({ ...phases.waiting, stuck: true }, 'qr', 9));
    assert.match(written(), /The instance is taking too long to start/);
  });

  it('switches to sentences and back with a key', () => {
    const { surface, written, show } = open();
    show(scannable);
    assert.match(written(), /\[t\] Sentences for screen readers/);
    surface.handleInput('t');
    const sentences = written();
    assert.ok(sentences.startsWith('\x1b[H\x1b[J\x1b[?25h\x1b[?1049lINSTANCE1234: Scan this code'));
    assert.match(sentences, /t: Draw the code/);
    surface.handleInput('t');
    const drawn = written();
    assert.ok(drawn.startsWith('\x1b[?1049h'));
    assert.match(drawn, /48;2;0;0;0[^]*\[t\] Sentences/);
  });

  it('asks for reports of its focus, which are no keys', () => {
    const { surface, written, show } = open();
    assert.ok(written().includes('\x1b[?1004h'));
    show(scannable);
    const intents: string[] = [];
    surface.onIntent((intent) => intents.push(intent));
    const seen: unknown[] = [];
    surface.onDidChangeVisibility((visible) => seen.push([visible, surface.seen]));
    surface.handleInput('\x1b[O');
    surface.handleInput('\x1b[I');
    surface.setPlace('behind');
    assert.deepEqual(seen, [
      [true, false],
      [true, true],
      [false, false],
    ]);
    assert.deepEqual(intents, []);
    surface.close();
    assert.ok(written().endsWith('\x1b[?1004l'));
  });

  it('does what a key meant when the user pressed it, though the key ends a pause', () => {
    const { surface, show } = open();
    show(() => pairing(phases.paused));
    const intents: string[] = [];
    surface.onIntent((intent) => intents.push(intent));
    surface.onDidChangeVisibility(() => {
      show(scannable);
    });
    surface.handleInput('1');
    assert.deepEqual(intents, ['show']);
  });

  it('ends if it is closed before the editor has shown it', () => {
    const machine = new FakeMachine();
    const surface = new TerminalSurface({
      clock: steadyClock(machine),
      t: english,
      sentences: () => false,
      chooseSentences: () => undefined,
      hints: () => ({ full: [], half: [] }),
      reveal: () => undefined,
      maximize: () => undefined,
    });
    let closed = 0;
    surface.onDidClose(() => closed++);
    surface.closed();
    surface.closed();
    assert.equal(closed, 1);
    assert.equal(surface.visible, false);
    assert.equal(machine.timers, 0);
    surface.open(large);
    let written = '';
    surface.onDidWrite((text) => (written += text));
    surface.show(() => panelView(pairing(phases.linked), target, 0, english));
    assert.equal(written, '');
  });

  it('closes once, and notifies the editor', () => {
    const { surface, show } = open();
    show(scannable);
    const seen: string[] = [];
    surface.onDidEnd(() => seen.push('ended'));
    surface.onDidClose(() => seen.push('closed'));
    surface.close();
    // The editor reports the close, too.
    surface.closed();
    assert.deepEqual(seen, ['ended', 'closed']);
  });

  it('reports pressed keys and its close', () => {
    const { surface, show } = open();
    show(scannable);
    const intents: string[] = [];
    let closed = 0;
    surface.onIntent((intent) => intents.push(intent));
    surface.onDidClose(() => closed++);
    for (const input of ['\x03', 'c', 's', 'p', 'x']) surface.handleInput(input);
    assert.deepEqual(intents, ['stop', 'copyValue', 'saveImage', 'showPanel']);
    surface.handleInput('q');
    assert.equal(closed, 1);
    surface.closed();
    assert.equal(closed, 1, 'It was closed twice.');
  });
});
