import { everyCode, play } from './play';
import { retried, unreachable } from './sights';

const hiccup = (number: number, seconds = 10, ...says: readonly string[]) =>
  retried(`The gateway reports an error (${number})`, seconds, { says });
const slower = (seconds: number) =>
  retried('Rate limited by the gateway (429)', seconds, {
    says: ['Another window, a script or a dashboard may be polling'],
  });

/** Trouble that passes: it is tried again by itself, and the wait is announced. */
export const hiccups = [
  play({ done: '429 without Retry-After', faults: everyCode({ status: 429 }), seen: slower(10) }),
  play({
    done: '429 with Retry-After: 30',
    faults: everyCode({ status: 429, retryAfter: 30 }),
    seen: slower(30),
  }),
  play({
    done: '429 with Retry-After as a date in 25 s',
    faults: everyCode({
      status: 429,
      retryAfter: 'Wed, 01 Jul 2026 12:00:25 GMT',
      headers: { date: 'Wed, 01 Jul 2026 12:00:00 GMT' },
    }),
    seen: slower(25),
  }),
  play({
    done: '429 with Retry-After: 0',
    faults: everyCode({ status: 429, retryAfter: 0 }),
    seen: slower(5),
  }),
  play({
    done: '429 with Retry-After: soon',
    faults: everyCode({ status: 429, retryAfter: 'soon' }),
    seen: slower(10),
  }),
  play({
    done: '429 with Retry-After: 999999999999',
    faults: everyCode({ status: 429, retryAfter: 999_999_999_999 }),
    seen: slower(3_600),
  }),
  play({
    done: '200 whose code is "429"',
    faults: everyCode({ body: { code: '429', message: 'Slow.' } }),
    seen: slower(10),
  }),
  ...[408, 425, 500, 503, 504, 599].map((status) =>
    play({ done: String(status), faults: everyCode({ status }), seen: hiccup(status) }),
  ),
  play({
    done: '502 with a page of HTML',
    faults: everyCode({
      status: 502,
      body: '<html><title>502 Bad Gateway</title></html>',
      headers: { 'content-type': 'text/html' },
    }),
    seen: { ...hiccup(502), silent: ['Bad Gateway'] },
  }),
  play({
    done: '503 with Retry-After: 20',
    faults: everyCode({ status: 503, retryAfter: 20 }),
    seen: hiccup(503, 20),
  }),
  play({
    done: '400 wawp_upstream_error',
    faults: everyCode({ status: 400, body: { code: 'wawp_upstream_error' } }),
    seen: hiccup(400),
  }),
  play({
    done: '400 server_not_found',
    faults: everyCode({ status: 400, body: { code: 'server_not_found' } }),
    seen: hiccup(400),
  }),
  play({
    done: '200 whose code is 500',
    faults: everyCode({ body: { code: 500, message: 'Oops.' } }),
    seen: hiccup(500),
  }),
  play({
    done: 'a gateway that is dropped',
    faults: everyCode({ drop: 'beforeAnswer' }),
    seen: unreachable,
  }),
  play({
    done: '407, which the editor’s fetch keeps to itself',
    faults: everyCode({ status: 407 }),
    seen: unreachable,
  }),
  play({
    done: 'a gateway that is dropped in the body',
    faults: everyCode({ drop: 'midBody' }),
    seen: unreachable,
  }),
];
