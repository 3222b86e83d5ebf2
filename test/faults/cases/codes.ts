import type { Fault } from '../../gateway/fault';
import type { Case } from '../case';
import { Unexpected } from '../case';
import type { Expected } from '../sight';
import type { Stage } from '../stage';
import type { Step } from './play';
import { everyCode, nextCall, play } from './play';
import { sent } from './sent';
import {
  byNumber,
  deadCode,
  freshCode,
  linked,
  nextCode,
  passkey,
  sessionFailed,
  undatedCode,
} from './sights';

const me = '/v2/session/info';
/** Longer than a poll interval, in ms. */
const poll = 12_000;
/** Lets the gateway answer the first question by itself. */
const firstIsFine: Fault = { path: '/v2/auth/qr' };

/** A good code while calls fail. */
function stillGood(code: Expected, headline: string, seconds = 10): Expected {
  return {
    ...code,
    bar: `Retrying in ${seconds} s`,
    buttons: ['Try now', 'Stop pairing', byNumber],
    says: [`${headline}. This code is still valid. Scan it.`],
  };
}

const linking: Expected = {
  headline: 'Linking… keep WhatsApp open',
  bar: 'Linking…',
  clock: '',
  buttons: ['Stop pairing'],
};

const scan: Step = {
  words: 'a phone scans it',
  act: (stage) => {
    stage.instance.scan();
  },
  seen: linking,
  within: poll,
};

/** Remembers the picture, and finds out later whether it is still the same one. */
async function markPicture(stage: Stage): Promise<void> {
  const picture = stage.world.workbench.panel.content.locator('#stage svg');
  await picture.evaluate((svg) => {
    svg.setAttribute('data-mark', '');
  });
}
async function samePicture(stage: Stage): Promise<string> {
  const marked = await stage.world.workbench.panel.content.locator('#stage svg[data-mark]').count();
  if (marked !== 1) throw new Unexpected('the picture was drawn anew');
  return 'the picture was not touched';
}

/** When the page covers the code, in ms since the epoch; the page tells, as whoever looks every now and then sees it late. */
async function coveredAt(stage: Stage): Promise<number> {
  const frame = await stage.world.workbench.panel.frame();
  return await frame.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          look();
        });
        const look = (): void => {
          if (!document.querySelector('#stage .covered')) return;
          observer.disconnect();
          resolve(Date.now());
        };
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        look();
      }),
  );
}

/** One poll falls on the code's end; the gateway, which has not rotated yet, is asked again as soon as may be. */
const askedAtItsEnd: Step = {
  words: 'two calls more',
  expected: 'asked within 2.5 s of its end, and again after 5.0 s',
  // Counted from the first call: by the time that the cover was seen, the second may have begun.
  act: async (stage) => {
    const [, second, third] = await stage.waitForCalls(3, 15_000);
    const [expiresAt, finishedAt] = [stage.expiresAt, second?.finishedAt];
    if (!second || !third || expiresAt === undefined || finishedAt === undefined) {
      throw new Unexpected('a call while another was open');
    }
    const late = (second.startedAt - expiresAt) / 1_000;
    const gap = (third.startedAt - finishedAt) / 1_000;
    const told = `asked ${late.toFixed(1)} s after its end, and again after ${gap.toFixed(1)} s`;
    if (late < -0.2 || late > 2.5 || gap < 4.8 || gap > 7) throw new Unexpected(told);
    return told;
  },
  seen: deadCode,
};

const whileGood: readonly (readonly [string, Fault, string, number?])[] = [
  ['500', { status: 500 }, 'The gateway reports an error (500)'],
  ['429 with Retry-After: 15', { status: 429, retryAfter: 15 }, 'Rate limited by the gateway (429)', 15],
  ['a dropped gateway', { drop: 'beforeAnswer' }, 'The gateway can’t be reached'],
  [
    'a page of HTML',
    { body: '<p>', headers: { 'content-type': 'text/html' } },
    'The gateway sent an unexpected answer',
  ],
];

/** Codes over time: what follows the first one. */
export const codes: readonly Case[] = [
  play({
    done: '200 with a new value, and again the same one',
    seen: freshCode,
    then: [
      { words: 'the next poll', act: markPicture },
      nextCall(6, { seen: freshCode }),
      { words: 'a look at the picture', expected: 'the picture was not touched', act: samePicture },
    ],
  }),
  play({
    done: '200 with a value that dies before the next poll is due',
    seen: freshCode,
    then: [
      {
        words: 'one that lives for 5.3 s',
        act: async (stage) => {
          const due = (): number => (stage.calls.at(-1)?.finishedAt ?? 0) + 6_000;
          // One that is due at once would come before what is told here.
          if (due() - Date.now() < 1_500) await stage.waitForCalls(stage.calls.length + 1, poll);
          const body = sent(stage, { life: due() + 5_300 - Date.now() });
          // With that header its end would be known to a second only.
          stage.instance.script({ body, dateSkew: 'absent' });
        },
        seen: nextCode,
        within: poll,
      },
      nextCall(5.2, { within: 0.6 }),
    ],
  }),
  play({
    done: '200 with a value, and with the same one after its end',
    // Less than two poll intervals, so that one poll falls on its end.
    faults: (stage) => everyCode({ body: sent(stage, { life: 10_000 }) }),
    seen: freshCode,
    then: [
      { words: 'its end', seen: deadCode, within: 13_000 },
      askedAtItsEnd,
      {
        words: 'the gateway has rotated',
        act: (stage) => {
          stage.instance.faults.clear();
        },
        seen: nextCode,
        within: poll,
      },
    ],
  }),
  play({
    done: '200 with a value that the gateway replaces before its end',
    seen: freshCode,
    then: [
      {
        words: 'the next poll',
        act: (stage) => {
          stage.instance.session.rotate();
        },
        seen: nextCode,
        within: poll,
      },
    ],
  }),
  play({
    done: '422 SCAN_QR_CODE while a good code is on screen',
    faults: [firstIsFine, { path: '/v2/auth/qr', status: 422, body: { status: 'SCAN_QR_CODE' } }],
    seen: freshCode,
    then: [nextCall(6, { seen: freshCode }), nextCall(5, { seen: freshCode })],
  }),
  play({
    done: '200 with an empty value while a good code is on screen',
    faults: [firstIsFine, { path: '/v2/auth/qr', body: { value: '' } }],
    seen: freshCode,
    then: [nextCall(6, { seen: freshCode }), nextCall(5, { seen: freshCode })],
  }),
  ...whileGood.map(([what, fault, headline, seconds]) =>
    play({
      done: `${what} while a good code is on screen`,
      faults: [firstIsFine, ...everyCode(fault)],
      seen: freshCode,
      then: [{ words: 'the next poll', seen: stillGood(freshCode, headline, seconds), within: poll }],
    }),
  ),
  play({
    done: '500 from the first code on until after its end',
    // Two poll intervals, and less than one of them and the wait after a 500.
    faults: (stage) => [
      { path: '/v2/auth/qr', body: sent(stage, { life: 17_000 }) },
      ...everyCode({ status: 500 }),
    ],
    seen: freshCode,
    then: [
      {
        words: 'the next poll',
        seen: stillGood(freshCode, 'The gateway reports an error (500)'),
        within: poll,
      },
      {
        words: 'its end',
        seen: {
          ...deadCode,
          bar: 'Retrying in 10 s',
          clock: 'Retrying in # s',
          buttons: ['Try now', 'Stop pairing', byNumber],
          says: ['The gateway reports an error (500)'],
        },
        within: 15_000,
      },
    ],
  }),
  play({
    done: '500 after a code whose end nobody knows',
    instance: { form: { expiry: 'absent' } },
    faults: [firstIsFine, ...everyCode({ status: 500 })],
    seen: undatedCode,
    then: [
      {
        words: 'the next poll',
        seen: stillGood(undatedCode, 'The gateway reports an error (500)'),
        within: poll,
      },
      {
        words: '20 s since it was confirmed',
        expected: 'covered 20 s after the call that brought it',
        act: async (stage) => {
          const seconds = ((await coveredAt(stage)) - (stage.calls[0]?.finishedAt ?? 0)) / 1_000;
          const told = `covered ${seconds.toFixed(1)} s after the call that brought it`;
          if (seconds < 19 || seconds > 21) throw new Unexpected(told);
          return told;
        },
      },
    ],
  }),
  play({
    done: '200 with a code',
    instance: { session: { linking: 8_000 } },
    seen: freshCode,
    then: [
      scan,
      nextCall(5, { path: me }),
      { words: 'it is linked', seen: linked('Linked to John Doe', '+201012345678'), within: 12_000 },
    ],
    ends: true,
  }),
  play({
    done: '200 with a code',
    instance: { session: { linking: 60_000 } },
    faults: [{ path: me, times: 'always', status: 500 }],
    seen: freshCode,
    then: [
      {
        ...scan,
        words: 'a phone scans it, and session/info fails (500)',
        seen: { ...linking, bar: 'Retrying in 10 s', says: ['The gateway reports an error (500)'] },
      },
      nextCall(10, { path: me }),
    ],
  }),
  ...(
    [
      ['FAILED', sessionFailed, true],
      ['WORKING', linked('Linked to John Doe'), true],
      ['PASSKEY_REQUIRED', passkey, false],
    ] as const
  ).map(([state, seen, ends]) =>
    play({
      done: `422 ${state} while a good code is on screen`,
      seen: freshCode,
      then: [
        {
          words: 'the next poll',
          act: (stage) => {
            stage.instance.setState(state);
          },
          seen,
          within: poll,
        },
      ],
      ends,
    }),
  ),
  play({
    done: '401 while a good code is on screen',
    faults: [firstIsFine, ...everyCode({ status: 401 })],
    seen: freshCode,
    then: [
      {
        words: 'the next poll',
        seen: {
          headline: 'The gateway refused the access token (401)',
          bar: 'Access token refused',
          colour: 'error',
        },
        within: poll,
      },
    ],
    ends: true,
  }),
];
