import type { PairingCode } from '../../../../../src/core/pairing/pairing';
import type { PanelView } from '../../../../../src/core/views/panel/paneldata';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isIntent } from '../../../../../src/core/views/intent';
import type { Pairing } from '../../../../../src/core/pairing/pairing';
import { panelView } from '../../../../../src/core/views/panel/panelview';
import type { NumberForm } from '../../../../../src/core/pairing/numberform';
import { withPairingCode } from '../../../../../src/core/views/panel/pairingcodeview';
import { english } from '../../../fakes/english';
import { arbitraryLife } from '../../../samples/arbitraries';
import { entries } from '../../../samples/entries';
import { live } from '../../../samples/life';
import { backoff, code, inSeconds, now, pairing, phases, planned } from '../../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const form: NumberForm = {
  countries: [{ code: 'DE', label: 'Germany +49' }],
  language: 'en',
  country: 'DE',
  text: '0151',
  check: { ok: false, problem: 'short' },
  example: '0151 12345678',
  complains: false,
  warned: false,
  refusals: 0,
};
const shown: PairingCode = { kind: 'shown', code: 'ABCD1234', since: inSeconds(-42) };

function view(state: Pairing, shownForm: NumberForm | undefined = form, at = now): PanelView {
  return withPairingCode(panelView(state, target, at, english), state, shownForm, target, at, english);
}

function withPart(pairingCode: PairingCode, rest: Partial<Pairing> = {}): Pairing {
  return planned(phases.scannable, 'qr', 5, { pairingCode, ...rest });
}

function labels({ actions }: PanelView): string[] {
  return actions.map(({ label }) => label);
}

describe('withPairingCode', () => {
  it('offers a pairing code while there is a QR code, and changes nothing otherwise', () => {
    for (const [kind, phase] of entries(phases)) {
      const plain = panelView(pairing(phase), target, now, english);
      const offered = withPairingCode(plain, pairing(phase), undefined, target, now, english);
      if (kind !== 'scannable' && kind !== 'expired') assert.equal(offered, plain, kind);
      else assert.deepEqual(labels(offered), [...labels(plain), 'Link with phone number']);
    }
  });

  it('shows the form instead of the QR code', () => {
    const {
      headline,
      code: drawn,
      cover,
      timer,
      pairingCode,
      actions,
    } = view(planned(phases.scannable, 'qr', 5));
    assert.equal(headline, 'Link with phone number');
    assert.deepEqual([drawn, cover, timer], [undefined, undefined, undefined]);
    assert.equal(pairingCode?.form?.hint, 'For example \u20660151 12345678\u2069');
    assert.equal(pairingCode.form.problem, undefined);
    assert.deepEqual(
      actions.map(({ intent }) => intent),
      ['qrCode', 'stop'],
    );
  });

  it('keeps the form while the gateway has no code for a while, and says so', () => {
    for (const phase of [phases.waiting, phases.paused, phases.connecting]) {
      const between = view(pairing(phase));
      assert.ok(between.pairingCode?.form);
      assert.match(between.notes.join(), /no code right now/);
      assert.equal(view(pairing(phase, { codes: 0 })).pairingCode, undefined);
    }
  });

  it('disappears in phases that are more important', () => {
    for (const kind of ['linking', 'passkey', 'linked', 'unlinked', 'stopped', 'failed'] as const)
      assert.equal(view(pairing(phases[kind])).pairingCode, undefined);
  });

  it('keeps a pairing code in sight while the session starts, which can mean that nobody has typed it yet', () => {
    const pairingCode = { kind: 'shown', code: 'ABCD1234', since: now } as const;
    const { headline, notes, actions, ...rest } = view(pairing(phases.linking, { pairingCode }));
    assert.equal(headline, 'Type this code on the phone');
    assert.equal(rest.pairingCode?.code?.text, 'ABCD-1234');
    assert.match(notes.join(' '), /reports STARTING/);
    // A new code is of no use while linking.
    assert.ok(!actions.some(({ intent }) => intent === 'newPairingCode'));
  });

  it('says what is wrong with the number, each time the user sends it', () => {
    const state = planned(phases.scannable, 'qr', 5);
    const first = view(state, { ...form, complains: true, refusals: 1 });
    const second = view(state, { ...form, complains: true, refusals: 2 });
    assert.equal(first.pairingCode?.form?.problem, 'This number is too short for its country.');
    assert.equal(first.announcement.text, 'This number is too short for its country.');
    assert.notEqual(first.announcement.id, second.announcement.id);
  });

  it('offers to send a doubtful number anyway once the user was warned', () => {
    const state = planned(phases.scannable, 'qr', 5);
    const anyway = { digits: '22990123456', formatted: '+22990123456' };
    const doubtful: NumberForm = { ...form, check: { ok: false, problem: 'short', anyway }, complains: true };
    const before = view(state, doubtful).pairingCode?.form;
    assert.equal(before?.problem, 'This number is too short for its country.');
    assert.equal(before.labels.send, 'Get code');
    const { pairingCode, announcement } = view(state, { ...doubtful, warned: true, refusals: 1 });
    const problem =
      'This number is too short for its country. If you are sure that it is right, send it anyway.';
    assert.equal(pairingCode?.form?.problem, problem);
    assert.equal(announcement.text, problem);
    assert.equal(pairingCode.form.labels.send, 'Send anyway');
    assert.equal(pairingCode.form.hint, 'The code is for \u2066+22990123456\u2069');
  });

  it('says how the number is understood', () => {
    const check = { ok: true, digits: '4915112345678', formatted: '+49 1511 2345678' } as const;
    const { pairingCode } = view(planned(phases.scannable, 'qr', 5), { ...form, check });
    assert.equal(pairingCode?.form?.hint, 'The code is for \u2066+49 1511 2345678\u2069');
  });

  it('shows the code, its age and what to do, and covers it after 3 minutes', () => {
    const { headline, pairingCode, timer, steps, actions, announcement } = view(withPart(shown));
    assert.equal(headline, 'Type this code on the phone');
    assert.deepEqual(pairingCode, {
      code: { text: 'ABCD-1234', spoken: 'A B C D, 1 2 3 4', validMs: 138_000 },
    });
    assert.deepEqual(timer, { kind: 'since', text: 'Requested {0} ago', ms: 42_000 });
    assert.equal(steps.length, 3);
    assert.deepEqual(labels({ actions } as PanelView), [
      'Copy',
      'New code',
      'Change number',
      'Show QR code',
      'Stop pairing',
    ]);
    assert.equal(announcement.text, 'Type this code on the phone: A B C D, 1 2 3 4');
    const old = view(withPart({ kind: 'expired' }));
    assert.deepEqual(old.pairingCode, { covered: true });
    assert.equal(old.actions[0]?.intent, 'newPairingCode');
  });

  it('does not announce new QR codes in the meantime', () => {
    const id = (codes: number): string => view(withPart(shown, { codes })).announcement.id;
    assert.equal(id(1), id(2));
  });

  it('counts down to a request that has to wait', () => {
    const limited = withPart(
      { kind: 'wanted', at: now },
      { link: backoff({ kind: 'rateLimit', status: 429 }) },
    );
    const { timer, notes } = view({ ...limited, plan: { request: 'qr', at: inSeconds(30) } });
    assert.deepEqual(timer, { kind: 'seconds', text: 'Sending the request in {0} s', ms: 30_000 });
    assert.deepEqual(notes, ['Rate limited by the gateway (429)']);
    assert.match(view(limited).announcement.text, /Rate limited by the gateway \(429\)\./);
    assert.notEqual(
      view(limited).announcement.id,
      view({ ...limited, link: { kind: 'up' } }).announcement.id,
    );
    assert.equal(view(withPart({ kind: 'wanted', at: now })).timer, undefined);
  });

  it('explains a failure, with a button to try again first and none that ends the pairing', () => {
    const kinds = [
      'request',
      'token',
      'forbidden',
      'instance',
      'unavailable',
      'network',
      'rateLimit',
    ] as const;
    for (const kind of kinds) {
      const failed = view(withPart({ kind: 'failed', failure: { kind, status: 400, message: 'hm' } }));
      assert.equal(failed.tone, 'problem');
      assert.equal(failed.actions[0]?.label, 'Try again');
      assert.equal(failed.actions[0].intent, 'newPairingCode');
      assert.ok(failed.actions.every(({ intent }) => intent !== 'startOver'));
      assert.ok(failed.details.includes('The gateway says: “hm”'));
    }
  });

  for (const [failure, headline, details, buttons] of [
    [
      { kind: 'refused' },
      'The gateway has no code yet',
      ['Try again. The QR code still works.'],
      ['newPairingCode', 'changeNumber'],
    ],
    [
      { kind: 'refused', status: 422, message: 'Not now.' },
      'The gateway reports a problem',
      ['The gateway says: “Not now.”', 'The QR code still works.'],
      ['newPairingCode', 'changeNumber'],
    ],
    [
      { kind: 'unsupported', status: 422, message: 'The method is not implemented by the engine.' },
      'This gateway can’t link with a phone number',
      ['The gateway says: “The method is not implemented by the engine.”', 'Use the QR code.'],
      [],
    ],
    [
      { kind: 'unavailable', status: 500, message: 'window.onCodeReceivedEvent is not a function' },
      'The gateway reports an error (500)',
      [
        'The gateway says: “window.onCodeReceivedEvent is not a function”',
        'This can happen after many codes in a row. Wait a few minutes, or use the QR code.',
      ],
      ['newPairingCode', 'changeNumber'],
    ],
    [
      { kind: 'rateLimit', status: 429 },
      'Rate limited by the gateway (429)',
      ['This can happen after many codes in a row. Wait a few minutes, or use the QR code.'],
      ['newPairingCode', 'changeNumber'],
    ],
    [
      { kind: 'instance', status: 404 },
      'The gateway can’t create a code now',
      ['The instance may have stopped. “Show QR code” shows its state.'],
      ['newPairingCode', 'changeNumber'],
    ],
    [
      { kind: 'credentials', status: 401 },
      'The gateway didn’t find the access token (401)',
      undefined,
      ['newPairingCode', 'changeNumber', 'credentialsSetting'],
    ],
  ] as const)
    it(`says “${headline}” and what to do after a failure of the kind ${failure.kind}`, () => {
      const failed = view(withPart({ kind: 'failed', failure }));
      assert.equal(failed.headline, headline);
      if (details) assert.deepEqual(failed.details, details);
      assert.deepEqual(
        failed.actions.map(({ intent }) => intent),
        [...buttons, 'qrCode', 'stop'],
      );
    });

  it('is complete at every moment of every life, without a QR code beside it', () => {
    fc.assert(
      fc.property(arbitraryLife, (steps) => {
        live(steps, ({ after, at }) => {
          const { pairingCode, timer, ...words } = view(after, form, at);
          if (!pairingCode) return;
          assert.equal(words.code, undefined);
          assert.notEqual(words.headline, '');
          assert.ok(words.actions.every(({ intent, label }) => isIntent(intent) && label !== ''));
          assert.deepEqual(new Set(words.actions.map(({ intent }) => intent)).size, words.actions.length);
          assert.ok(words.actions.some(({ intent }) => intent === 'qrCode'));
          assert.doesNotMatch(JSON.stringify(words), /\{\d\}|undefined|NaN/);
          if (timer) assert.match(timer.text, /\{0\}/);
          assert.ok(!JSON.stringify(words).includes(code.value));
        });
      }),
      { numRuns: 300 },
    );
  });
});
