import type { PanelView } from '../../../src/core/views/panel/paneldata';
import assert from 'node:assert/strict';
import { install } from '@sinonjs/fake-timers';
import { keepLive } from '../../../src/webview/keeplive';

const view: PanelView = {
  tone: 'code',
  title: 'ABCDEFGHIJKL',
  headline: '',
  details: [],
  steps: [],
  notes: [],
  actions: [],
  announcement: { id: '', text: '' },
  code: {
    value: '2@',
    label: '',
    validMs: 20_000,
    cramped: { text: '', action: { intent: 'enlarge', label: '' } },
  },
  timer: { kind: 'clock', text: '{0}', ms: 20_000 },
};

describe('keepLive', () => {
  let time: ReturnType<typeof install>;
  const globals = globalThis as { document?: unknown };

  beforeEach(() => {
    time = install();
    globals.document = new EventTarget();
  });
  afterEach(() => {
    time.uninstall();
    delete globals.document;
  });

  function watch(age: number, shown = view): { readonly times: string[]; covered: boolean; end: () => void } {
    const seen = { times: [] as string[], covered: false, end: (): void => undefined };
    seen.end = keepLive(shown, age, {
      showTime: (text) => seen.times.push(text),
      announce: () => undefined,
      cover: () => (seen.covered = true),
    });
    return seen;
  }

  it('covers a code as late as the time to draw the cover allows', () => {
    const seen = watch(0);
    time.tick(19_900);
    assert.equal(seen.covered, false);
    time.tick(100);
    assert.equal(seen.covered, true);
    assert.equal(seen.times[0], '0:20');
  });

  it('counts the time that a view needed to arrive', () => {
    const seen = watch(3_000);
    assert.equal(seen.times[0], '0:17');
    time.tick(17_000);
    assert.equal(seen.covered, true);
  });

  it('shows no code that expired before the view arrived', () => {
    assert.equal(watch(20_000).covered, true);
  });

  it('covers a code that expired while the machine slept as soon as it wakes', () => {
    const seen = watch(0);
    time.tick(1_000);
    // In sleep only the wall clock goes on.
    time.setSystemTime(19_950);
    time.tick(250);
    assert.equal(seen.covered, true);
  });

  it('covers a code in time even if the wall clock is set back', () => {
    const seen = watch(0);
    time.tick(1_000);
    time.setSystemTime(-3_600_000);
    time.tick(19_000);
    assert.equal(seen.covered, true);
  });

  it('covers a pairing code as well', () => {
    const rest: PanelView = { ...view };
    delete (rest as { code?: unknown }).code;
    const seen = watch(0, { ...rest, pairingCode: { code: { text: '', spoken: '', validMs: 180_000 } } });
    time.tick(179_900);
    assert.equal(seen.covered, false);
    time.tick(100);
    assert.equal(seen.covered, true);
  });

  it('leaves no timer behind', () => {
    watch(0).end();
    assert.equal(time.countTimers(), 0);
  });
});
