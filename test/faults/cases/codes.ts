import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../gateway/fault';
import type { Case } from '../case';
import { Unexpected } from '../case';
import type { ExpectedState } from '../windowstate';
import type { Stage } from '../stage';
import type { Step } from './scenario';
import { everyQrRequest, linkConfirmed, nextRequest, scenario } from './scenario';
import { codeBody, codeFault } from './codebody';
import { challenge } from './reportedfaults';
import {
  byNumber,
  expiredCode,
  freshCode,
  linked,
  nextCode,
  passkey,
  sessionFailed,
  codeWithoutExpiry,
} from './states';

const sessionInfo = '/v2/session/info';
/** Longer than a poll interval, in ms. */
const pollTimeout = 12_000;
/** How long a session that has failed may take to start again by itself, in ms. */
const recoveryTime = 17_000;
/** Leaves the first request as the gateway would answer it. */
const firstRequestSucceeds: Fault = { path: '/v2/auth/qr' };

/** A live code while requests fail. */
function withLiveCode(code: ExpectedState, headline: string, seconds = 10): ExpectedState {
  return {
    ...code,
    statusBar: `Retrying in ${seconds} s`,
    buttons: ['Try now', 'Stop pairing', byNumber],
    texts: [`${headline}. This code is still valid. Scan it.`],
  };
}

const linking: ExpectedState = {
  headline: 'Linking… keep WhatsApp open',
  statusBar: 'Linking…',
  timer: '',
  buttons: ['Stop pairing'],
};

const scan: Step = {
  name: 'a phone scans it',
  act: (stage) => {
    stage.instance.scan();
  },
  seen: linking,
  within: pollTimeout,
};

/** Marks the picture, to find out later whether it is still the same one. */
async function markPicture(stage: Stage): Promise<void> {
  const picture = stage.world.workbench.panel.content.locator('#stage svg');
  await picture.evaluate((svg) => {
    svg.setAttribute('data-mark', '');
  });
}
async function samePicture(stage: Stage): Promise<string> {
  const marked = await stage.world.workbench.panel.content.locator('#stage svg[data-mark]').count();
  if (marked !== 1) throw new Unexpected('the picture was drawn again');
  return 'the picture is the same';
}

/** When the page covers the code, in ms since the epoch. The page itself reports it, because checks from outside would be late. */
async function coveredAt(stage: Stage): Promise<number> {
  const frame = await stage.world.workbench.panel.frame();
  return await frame.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          check();
        });
        const check = (): void => {
          if (!document.querySelector('#stage .covered')) return;
          observer.disconnect();
          resolve(Date.now());
        };
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        check();
      }),
  );
}

/** One poll comes at the code's expiry. The gateway has not rotated yet, so the next request follows as soon as possible. */
const requestsAtExpiry: Step = {
  name: 'two more requests',
  expected: 'requested within 2.5 s of its expiry, and again after 5.0 s',
  // Counted from the first request: when the cover is visible, the second one may have started.
  act: async (stage) => {
    const [, second, third] = await stage.waitForRequests(3, 15_000, '/v2/auth/qr');
    const [expiresAt, finishedAt] = [stage.expiresAt, second?.finishedAt];
    if (!second || !third || expiresAt === undefined || finishedAt === undefined) {
      throw new Unexpected('a request while another was open');
    }
    const delay = (second.startedAt - expiresAt) / 1_000;
    const gap = (third.startedAt - finishedAt) / 1_000;
    const text = `requested ${delay.toFixed(1)} s after its expiry, and again after ${gap.toFixed(1)} s`;
    if (delay < -0.2 || delay > 2.5 || gap < 4.8 || gap > 7) throw new Unexpected(text);
    return text;
  },
  seen: expiredCode,
};

const failuresWithCode: readonly (readonly [string, Fault, string, number?])[] = [
  ['500', { status: 500 }, 'The gateway reports an error (500)'],
  ['429 with Retry-After: 15', { status: 429, retryAfter: 15 }, 'Rate limited by the gateway (429)', 15],
  ['a dropped connection', { drop: 'beforeAnswer' }, 'The gateway can’t be reached'],
  [
    'a page of HTML',
    { body: '<p>', headers: { 'content-type': 'text/html' } },
    'The gateway sent an unexpected answer',
  ],
  ['a challenge page of a firewall', challenge, 'A firewall is in the way (403)'],
];

/** Codes over time. */
export const codes: readonly Case[] = [
  scenario({
    done: '200 with a new value, and with the same one again',
    seen: freshCode,
    then: [
      { name: 'the next poll', act: markPicture },
      nextRequest(6, { seen: freshCode }),
      { name: 'checking the picture', expected: 'the picture is the same', act: samePicture },
    ],
  }),
  scenario({
    done: '200 with a value that expires before the next poll is due',
    seen: freshCode,
    then: [
      {
        name: 'a value that is valid for 5.3 s',
        act: async (stage) => {
          const polls = (): number[] =>
            stage.requests.filter(({ path }) => path === '/v2/auth/qr').map(({ startedAt }) => startedAt);
          // Polls are spread evenly over the code's life, so the last two tell when the next one comes.
          const known = polls().length;
          while (polls().length < Math.max(known + 1, 2)) await sleep(50);
          const [before = 0, last = 0] = polls().slice(-2);
          const body = codeBody(stage, { lifetime: 2 * last - before + 5_300 - Date.now() });
          // The header would give its expiry to a second only.
          stage.instance.script({ path: '/v2/auth/qr', body, dateSkew: 'absent' });
        },
        seen: nextCode,
        within: 2 * pollTimeout,
      },
      nextRequest(5.2, { within: 0.6 }),
    ],
  }),
  scenario({
    done: '200 with a value, and with the same one after its expiry',
    // Less than two gaps, so that one poll comes at its expiry.
    faults: (stage) => [codeFault(stage, { lifetime: 8_500 }, 'always')],
    seen: freshCode,
    then: [
      { name: 'its expiry', seen: expiredCode, within: 13_000 },
      requestsAtExpiry,
      {
        name: 'the gateway rotates',
        act: (stage) => {
          stage.instance.faults.clear();
        },
        seen: nextCode,
        within: pollTimeout,
      },
    ],
  }),
  scenario({
    done: '200 with a value that the gateway replaces before its expiry',
    seen: freshCode,
    then: [
      {
        name: 'the next poll',
        act: (stage) => {
          stage.instance.session.rotate();
        },
        seen: nextCode,
        within: pollTimeout,
      },
    ],
  }),
  scenario({
    done: '422 SCAN_QR_CODE while a live code is on screen',
    faults: [firstRequestSucceeds, { path: '/v2/auth/qr', status: 422, body: { status: 'SCAN_QR_CODE' } }],
    seen: freshCode,
    then: [nextRequest(6, { seen: freshCode }), nextRequest(5, { seen: freshCode })],
  }),
  scenario({
    done: '200 with an empty value while a live code is on screen',
    faults: [firstRequestSucceeds, { path: '/v2/auth/qr', body: { value: '' } }],
    seen: freshCode,
    then: [nextRequest(6, { seen: freshCode }), nextRequest(5, { seen: freshCode })],
  }),
  ...failuresWithCode.map(([what, fault, headline, seconds]) =>
    scenario({
      done: `${what} while a live code is on screen`,
      faults: [firstRequestSucceeds, ...everyQrRequest(fault)],
      seen: freshCode,
      then: [
        { name: 'the next poll', seen: withLiveCode(freshCode, headline, seconds), within: pollTimeout },
      ],
    }),
  ),
  scenario({
    done: '500 after the first code, until after its expiry',
    // Two polls, and less than one gap and the wait after a 500.
    faults: (stage) => [codeFault(stage, { lifetime: 14_000 }), ...everyQrRequest({ status: 500 })],
    seen: freshCode,
    then: [
      {
        name: 'the next poll',
        seen: withLiveCode(freshCode, 'The gateway reports an error (500)'),
        within: pollTimeout,
      },
      {
        name: 'its expiry',
        seen: {
          ...expiredCode,
          statusBar: 'Retrying in 10 s',
          timer: 'Retrying in # s',
          buttons: ['Try now', 'Stop pairing', byNumber],
          texts: ['The gateway reports an error (500)'],
        },
        within: 15_000,
      },
    ],
  }),
  scenario({
    done: '500 after a code without an expiry',
    instance: { form: { expiry: 'absent' } },
    faults: [firstRequestSucceeds, ...everyQrRequest({ status: 500 })],
    seen: codeWithoutExpiry,
    then: [
      {
        name: 'the next poll',
        seen: withLiveCode(codeWithoutExpiry, 'The gateway reports an error (500)'),
        within: pollTimeout,
      },
      {
        name: '20 s since it was confirmed',
        expected: 'covered 20 s after the request that returned it',
        act: async (stage) => {
          const seconds = ((await coveredAt(stage)) - (stage.requests[0]?.finishedAt ?? 0)) / 1_000;
          const text = `covered ${seconds.toFixed(1)} s after the request that returned it`;
          if (seconds < 19 || seconds > 21) throw new Unexpected(text);
          return text;
        },
      },
    ],
  }),
  scenario({
    done: '200 with a code',
    instance: { session: { linking: 8_000 } },
    seen: freshCode,
    then: [
      scan,
      nextRequest(3, { path: sessionInfo, within: 3 }),
      { name: 'it is linked', seen: linked('Linked to John Doe', '+201012345678'), within: 12_000 },
      linkConfirmed,
    ],
    ends: true,
  }),
  scenario({
    done: '200 with a code',
    instance: { session: { linking: 60_000 } },
    faults: [{ path: sessionInfo, times: 'always', status: 500 }],
    seen: freshCode,
    then: [
      {
        ...scan,
        name: 'a phone scans it, and session/info fails (500)',
        seen: { ...linking, statusBar: 'Retrying in 10 s', texts: ['The gateway reports an error (500)'] },
      },
      nextRequest(10, { path: sessionInfo }),
    ],
  }),
  ...(
    [
      ['FAILED', sessionFailed, true, []],
      ['WORKING', linked('Linked to John Doe'), true, [linkConfirmed]],
      ['PASSKEY_REQUIRED', passkey, false, []],
    ] as const
  ).map(([state, seen, ends, then]) =>
    scenario({
      done: `422 ${state} while a live code is on screen`,
      seen: freshCode,
      then: [
        {
          name: 'the next poll',
          act: (stage) => {
            stage.instance.setState(state);
          },
          seen,
          within: pollTimeout + (state === 'FAILED' ? recoveryTime : 0),
        },
        ...then,
      ],
      ends,
    }),
  ),
  scenario({
    done: '401 while a live code is on screen',
    faults: [firstRequestSucceeds, ...everyQrRequest({ status: 401 })],
    seen: freshCode,
    then: [
      {
        name: 'the next poll',
        seen: {
          headline: 'The gateway refused the access token (401)',
          statusBar: 'Access token refused',
          color: 'error',
        },
        within: pollTimeout,
      },
    ],
    ends: true,
  }),
];
