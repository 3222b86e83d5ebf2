import type { PanelView } from '../../../../../src/core/views/panel/paneldata';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isIntent } from '../../../../../src/core/views/intent';
import type { Pairing } from '../../../../../src/core/pairing/pairing';
import type { Phase } from '../../../../../src/core/pairing/phase';
import { isOver } from '../../../../../src/core/pairing/pairing';
import { panelView } from '../../../../../src/core/views/panel/panelview';
import { timerText } from '../../../../../src/core/time/countdown';
import type { Code } from '../../../../../src/core/code/code';
import { english } from '../../../fakes/english';
import { arbitraryLife } from '../../../samples/arbitraries';
import { entries } from '../../../samples/entries';
import { live } from '../../../samples/life';
import {
  account,
  backoff,
  broken,
  requesting,
  code,
  unlinking,
  inSeconds,
  now,
  pairing,
  phases,
  planned,
} from '../../../samples/pairings';

const target = { instanceId: 'INSTANCE1234', origin: 'https://gateway.example' };
const staleHint = 'Phone says “check your internet connection”? That code had expired. Scan the new one.';

function view(state: Pairing, at = now): PanelView {
  return panelView(state, target, at, english);
}

function buttons(state: Pairing): string[] {
  return view(state).actions.map(({ label }) => label);
}

/** The panel's headline and buttons in every phase. */
const table: Record<Phase['kind'], { tone: PanelView['tone']; headline: string; actions: string[] }> = {
  connecting: { tone: 'busy', headline: 'Requesting a code…', actions: ['Stop pairing'] },
  waiting: { tone: 'busy', headline: 'The instance is starting', actions: ['Try now', 'Stop pairing'] },
  scannable: { tone: 'code', headline: 'Scan this code with the phone', actions: ['Stop pairing'] },
  expired: { tone: 'covered', headline: 'Waiting for a new code', actions: ['Stop pairing'] },
  paused: { tone: 'rest', headline: 'Paused', actions: ['Show code', 'Stop pairing'] },
  linking: { tone: 'busy', headline: 'Linking… keep WhatsApp open', actions: ['Stop pairing'] },
  passkey: { tone: 'busy', headline: 'Passkey needed', actions: ['Stop pairing'] },
  linked: {
    tone: 'success',
    headline: 'Linked to Jane Doe',
    actions: ['Pair another instance', 'Unlink phone'],
  },
  unlinked: {
    tone: 'rest',
    headline: 'The phone is unlinked',
    actions: ['Pair again', 'Choose another instance'],
  },
  stopped: {
    tone: 'rest',
    headline: 'Pairing stopped',
    actions: ['Pair again', 'Choose another instance'],
  },
  locked: { tone: 'rest', headline: 'Locked by another window', actions: ['Pair here', 'Stop'] },
  failed: { tone: 'problem', headline: 'The instance has failed', actions: ['Restart and show code'] },
};

describe('panelView', () => {
  it('announces the account when it comes after the linking', () => {
    const unnamed = view(planned({ kind: 'linked', since: now }, 'session', 0)).announcement;
    const named = view(pairing({ kind: 'linked', since: now, account })).announcement;
    assert.notEqual(named.id, unnamed.id);
    assert.match(named.text, /Jane Doe/);
  });

  for (const [kind, { tone, headline, actions }] of entries(table)) {
    it(`says “${headline}” while ${kind}, and offers ${actions.join(', ')}`, () => {
      const state = isOver(pairing(phases[kind])) ? pairing(phases[kind]) : planned(phases[kind], 'qr', 9);
      assert.equal(view(state).tone, tone);
      assert.equal(view(state).headline, headline);
      assert.deepEqual(buttons(state), actions);
      assert.equal(view(state).title, target.instanceId);
    });
  }

  it('offers a restart first if the session has been starting for too long', () => {
    const stuck = planned({ ...phases.waiting, stuck: true }, 'qr', 9);
    assert.equal(view(stuck).headline, 'The instance is taking too long to start');
    assert.deepEqual(buttons(stuck), ['Restart and show code', 'Try now', 'Stop pairing']);
    assert.equal(view(stuck).timer?.ms, 9_000);
  });

  it('offers the setting that may be the cause, besides the automatic retries', () => {
    const link = backoff({ kind: 'certificate', detail: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const untrusted = planned(phases.connecting, 'qr', 9, { link });
    assert.match(view(untrusted).details.join(), /DEPTH_ZERO_SELF_SIGNED_CERT.*http\.systemCertificates/s);
    assert.deepEqual(buttons(untrusted), ['Try now', 'Stop pairing', 'Open setting']);
  });

  for (const [command, headline] of entries({
    start: 'Starting the instance…',
    restart: 'Restarting the instance…',
    stop: 'Starting the instance…',
    logout: 'Unlinking the phone…',
  }))
    it(`says “${headline}” during ${command}`, () => {
      assert.equal(view(requesting(phases.connecting, command)).headline, headline);
    });

  it('says that the phone is being unlinked until that is confirmed', () => {
    const state = requesting(phases.connecting, 'session', { memory: unlinking });
    assert.equal(view(state).headline, 'Unlinking the phone…');
  });

  it('says that the instance was already linked if there was no code', () => {
    for (const [who, headline] of [
      [account, 'Already linked to Jane Doe'],
      [{}, 'Already linked'],
    ] as const) {
      const linked = pairing({ kind: 'linked', since: now, account: who }, { codes: 0 });
      assert.equal(view(linked).headline, headline);
    }
  });

  describe('while waiting', () => {
    it('counts down to the next request and never shows more seconds than the announced wait', () => {
      const plan = { request: 'qr', at: inSeconds(10.7), seconds: 10 } as const;
      assert.deepEqual(view(pairing(phases.waiting, { plan })).timer, {
        kind: 'seconds',
        text: 'Retrying in {0} s',
        ms: 10_700,
        max: 10,
      });
    });

    it('offers no retry while a request is under way', () => {
      assert.deepEqual(buttons(requesting(phases.waiting, 'qr')), ['Stop pairing']);
      assert.equal(view(requesting(phases.waiting, 'qr')).timer, undefined);
    });

    it('says why', () => {
      assert.match(
        view(planned(phases.waiting, 'qr', 9)).details.join(),
        /reports STARTING for INSTANCE1234/,
      );
    });
  });

  describe('with a code', () => {
    const shown = planned(phases.scannable, 'qr', 5);

    it('contains the value, a label for the picture and how long it may be shown', () => {
      const { cramped, ...drawn } = view(shown).code ?? {};
      assert.deepEqual(drawn, {
        value: code.value,
        label: 'QR code that links WhatsApp to this instance',
        validMs: 20_000,
      });
      assert.deepEqual(cramped?.action, { intent: 'enlarge', label: 'Make room' });
      assert.ok((view(shown, code.expiresAt).code?.validMs ?? 1) <= 0);
    });

    it('counts down, with warnings when 30 and 10 s are left', () => {
      assert.deepEqual(view(shown).timer, {
        kind: 'clock',
        text: 'Expires in {0}',
        ms: 20_000,
        warnings: [
          { ms: 30_000, text: '30 seconds left.' },
          { ms: 10_000, text: '10 seconds left.' },
        ],
      });
    });

    it('shows how long ago the code was confirmed if there is no expiry', () => {
      const withoutExpiry = {
        kind: 'scannable',
        code: { ...code, end: 'unknown', confirmedAt: inSeconds(-3) },
      } as const;
      assert.deepEqual(view(planned(withoutExpiry, 'qr', 5)).timer, {
        kind: 'age',
        text: 'Confirmed {0} s ago',
        ms: 3_000,
      });
    });

    it('says that an estimated end is an estimate, and warns before it too', () => {
      const estimated = { ...code, end: 'estimated', expiresAt: inSeconds(14) } as const;
      const { timer } = view(planned({ kind: 'scannable', code: estimated }, 'qr', 5));
      assert.ok(timer);
      assert.equal(timerText(timer, 0), 'Expires in about 0:14');
      assert.equal(timer.warnings?.length, 2);
      assert.equal(
        view(planned({ kind: 'scannable', code: estimated }, 'qr', 5)).cover,
        'This code may have expired',
      );
    });

    it('says which of how many codes it is, if the start was seen and the number is known', () => {
      const numbered = (number?: number, codeBudget?: number): readonly string[] => {
        const third: Code = { ...code, ...(number !== undefined && { number }) };
        const state = planned({ kind: 'scannable', code: third }, 'qr', 5);
        return panelView(state, { ...target, codeBudget }, now, english).notes;
      };
      assert.deepEqual(numbered(3, 6), ['Code 3 of 6']);
      assert.deepEqual(numbered(6, 6), ['Code 6 of 6']);
      assert.deepEqual(numbered(7, 6), []);
      assert.deepEqual(numbered(3), []);
      assert.deepEqual(numbered(undefined, 6), []);
    });

    it('says what to do on the phone', () => {
      assert.equal(view(shown).steps[0], 'Open WhatsApp › Linked devices › Link a device');
    });

    it('quotes the phone’s message about an expired code after a rotation', () => {
      assert.deepEqual(view(shown).notes, []);
      const second = view(planned(phases.scannable, 'qr', 5, { codes: 2 }));
      assert.deepEqual(second.notes, [staleHint]);
      assert.equal(second.headline, 'New code: scan it with the phone');
    });

    it('has a note about a value of an unknown form', () => {
      const odd = planned({ kind: 'scannable', code: { ...code, known: false } }, 'qr', 5);
      assert.match(view(odd).notes.join(), /not a known form of WhatsApp QR code/);
    });

    it('keeps the code after a failed request, says so and offers to try now', () => {
      const failing = planned(phases.scannable, 'qr', 9, { link: broken });
      assert.equal(view(failing).tone, 'code');
      assert.equal(view(failing).code?.value, code.value);
      assert.deepEqual(view(failing).details, [
        'The gateway can’t be reached. This code is still valid. Scan it.',
      ]);
      assert.deepEqual(buttons(failing), ['Try now', 'Stop pairing']);
      assert.deepEqual(buttons(requesting(phases.scannable, 'qr', { link: broken })), ['Stop pairing']);
    });
  });

  describe('with an expired code', () => {
    it('covers the code and doesn’t contain the value', () => {
      const covered = view(planned(phases.expired, 'qr', 4));
      assert.equal(covered.cover, 'This code has expired');
      assert.equal(covered.code, undefined);
      assert.deepEqual(covered.notes, [staleHint]);
    });

    for (const [because, cover, headline, actions] of [
      ['ended', 'This code has expired', 'Waiting for a new code', ['Stop pairing']],
      [
        'gone',
        'The gateway no longer has this code',
        'The code is gone: checking whether a phone scanned it',
        ['Stop pairing'],
      ],
      [
        'repeated',
        'This code is too old',
        'The gateway repeats an old code',
        ['Restart and show code', 'Stop pairing'],
      ],
    ] as const)
      it(`says “${cover}” if it is covered because it has ${because}`, () => {
        const state = planned({ ...phases.expired, because }, 'qr', 4);
        assert.equal(view(state).cover, cover);
        assert.equal(view(state).headline, headline);
        assert.deepEqual(buttons(state), actions);
        assert.equal(view(state).code, undefined);
      });

    it('says “may have expired” if nobody knows when it ended', () => {
      for (const end of ['estimated', 'unknown'] as const) {
        const phase = { ...phases.expired, code: { ...phases.expired.code, end } };
        assert.equal(view(planned(phase, 'qr', 4)).cover, 'This code may have expired');
      }
    });

    it('announces each cause anew', () => {
      const causes = (['ended', 'gone', 'repeated'] as const).map(
        (because) => view(planned({ ...phases.expired, because }, 'qr', 4)).announcement.id,
      );
      assert.equal(new Set(causes).size, 3);
    });

    it('says why the new code doesn’t come', () => {
      const failing = view(planned(phases.expired, 'qr', 9, { link: broken }));
      assert.deepEqual(failing.details, ['The gateway can’t be reached']);
      assert.equal(failing.timer?.ms, 9_000);
    });
  });

  for (const kind of ['connecting', 'waiting', 'paused'] as const) {
    it(`explains a failure while ${kind}, and says when the next request is`, () => {
      const state = planned(phases[kind], 'qr', 9, { link: backoff({ kind: 'rateLimit', status: 429 }) });
      assert.equal(view(state).tone, 'problem');
      assert.equal(view(state).headline, 'Rate limited by the gateway (429)');
      assert.equal(view(state).timer?.ms, 9_000);
      assert.deepEqual(buttons(state), ['Try now', 'Stop pairing']);
    });
  }

  for (const kind of ['linking', 'passkey'] as const) {
    it(`mentions a failure while ${kind}, but keeps the headline`, () => {
      const state = planned(phases[kind], 'session', 9, { link: broken });
      assert.equal(view(state).headline, table[kind].headline);
      assert.deepEqual(view(state).notes, ['The gateway can’t be reached']);
    });
  }

  it('offers the web page for confirming with a passkey', () => {
    assert.equal(view(planned(phases.passkey, 'session', 9)).site?.href, 'https://web.whatsapp.com/');
  });

  describe('when linked', () => {
    for (const [known, headline, details] of [
      [account, 'Linked to Jane Doe', ['+201012345678']],
      [{ name: 'Jane Doe' }, 'Linked to Jane Doe', []],
      [{ number: '+201012345678' }, 'Linked to +201012345678', []],
      [{}, 'Linked', []],
      [undefined, 'Linked', []],
    ] as const) {
      it(`says “${headline}” for the account ${JSON.stringify(known)}`, () => {
        const linked = view(pairing({ kind: 'linked', since: now, ...(known && { account: known }) }));
        assert.equal(linked.headline, headline);
        assert.deepEqual(linked.details, details);
      });
    }

    it('says that it waits for the account’s name, also during a check', () => {
      const waiting = ['Waiting for the account’s name…'];
      const linked = { kind: 'linked', since: now } as const;
      assert.deepEqual(view(planned(linked, 'session', 5)).details, waiting);
      assert.deepEqual(view(requesting(linked, 'session')).details, waiting);
      assert.deepEqual(view(pairing(linked)).details, []);
    });
  });

  it('shows a stopped instance as at rest, since somebody has stopped it', () => {
    const stopped = pairing({ kind: 'failed', failure: { kind: 'sessionStopped' } });
    assert.equal(view(stopped).tone, 'rest');
    assert.deepEqual(buttons(stopped), ['Start and show code']);
  });

  it('offers to unlink and show a code, in one press, if WhatsApp refuses the login', () => {
    const refused = pairing({ kind: 'failed', failure: { kind: 'loginRefused' } });
    assert.equal(view(refused).actions[0]?.intent, 'unlinkAndShow');
  });

  it('says which command is running or planned', () => {
    assert.equal(view(requesting(phases.connecting, 'restart')).headline, 'Restarting the instance…');
    assert.equal(view(planned(phases.connecting, 'start', 0)).headline, 'Starting the instance…');
  });

  it('offers a failed command again', () => {
    const state = pairing({ kind: 'failed', failure: { kind: 'timeout' }, during: 'restart' });
    assert.deepEqual(buttons(state), ['Restart and show code', 'Try again']);
  });

  describe('makes an announcement', () => {
    const announced = (state: Pairing): string => view(state).announcement.id;

    it('again if a start takes too long', () => {
      const stuck = { ...phases.waiting, stuck: true };
      assert.notEqual(announced(planned(phases.waiting, 'qr', 4)), announced(planned(stuck, 'qr', 4)));
    });

    it('when phase, code or failure changes', () => {
      const states = [
        planned(phases.connecting, 'qr', 4),
        planned(phases.scannable, 'qr', 4),
        planned(phases.scannable, 'qr', 4, { codes: 2 }),
        planned(phases.scannable, 'qr', 4, { link: broken }),
        planned(phases.scannable, 'qr', 4, { link: backoff({ kind: 'timeout' }) }),
      ];
      assert.equal(new Set(states.map(announced)).size, states.length);
    });

    it('when the lock of another window is released', () => {
      const [held, free] = ['Shop', undefined].map((by) => announced(pairing({ kind: 'locked', by })));
      assert.notEqual(held, free);
    });

    it('when the name of a linked account comes after its number', () => {
      const { number = '' } = account;
      const [first, second] = [{ number }, account].map((known) =>
        announced(pairing({ kind: 'linked', since: now, account: known })),
      );
      assert.notEqual(first, second);
    });

    it('of a failed request under a live code and while a phone is being linked', () => {
      for (const kind of ['scannable', 'linking', 'passkey'] as const)
        assert.match(
          view(planned(phases[kind], 'qr', 4, { link: broken })).announcement.text,
          /can’t be reached/,
          kind,
        );
    });

    it('but not when only time passes or the same failure occurs again', () => {
      assert.equal(announced(planned(phases.waiting, 'qr', 4)), announced(requesting(phases.waiting, 'qr')));
      assert.equal(
        announced(planned(phases.scannable, 'qr', 4, { link: broken })),
        announced(planned(phases.scannable, 'qr', 4, { link: backoff({ kind: 'network' }, 7) })),
      );
    });
  });

  it('is complete at every moment of every life, and contains a code only while there is a valid one', () => {
    fc.assert(
      fc.property(arbitraryLife, (steps) => {
        live(steps, ({ after, at }) => {
          const { code: drawn, timer, ...words } = view(after, at);
          assert.notEqual(words.headline, '');
          assert.notEqual(words.announcement.text, '');
          assert.ok(words.actions.length > 0);
          assert.ok(words.actions.every(({ intent, label }) => isIntent(intent) && label !== ''));
          if (!isOver(after)) assert.ok(words.actions.some(({ intent }) => intent === 'stop'));
          assert.doesNotMatch(JSON.stringify(words), /\{\d\}|undefined|NaN/);
          if (timer) assert.match(timer.text, /\{0\}/);
          assert.equal(drawn !== undefined, after.phase.kind === 'scannable');
        });
      }),
      { numRuns: 300 },
    );
  });

  it('contains the value nowhere else', () => {
    for (const [, phase] of entries(phases)) {
      const rest = { ...view(planned(phase, 'qr', 5)), code: undefined };
      assert.ok(!JSON.stringify(rest).includes(code.value));
    }
  });
});
