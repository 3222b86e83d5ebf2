import { everyQrRequest, scenario } from './scenario';
import { fromOtherMachine, retried, unreachable } from './states';

const hiccup = (number: number, seconds = 10, ...texts: readonly string[]) =>
  retried(`The gateway reports an error (${number})`, seconds, { texts });
const slower = (seconds: number) =>
  retried('Rate limited by the gateway (429)', seconds, {
    texts: ['Another machine, profile or window, a script or a dashboard may be sending requests for'],
  });

/** Failures that pass: the extension tries again and shows the wait. */
export const transientFailures = [
  scenario({ done: '429 without Retry-After', faults: everyQrRequest({ status: 429 }), seen: slower(10) }),
  scenario({
    done: '429 with Retry-After: 30',
    faults: everyQrRequest({ status: 429, retryAfter: 30 }),
    seen: slower(30),
  }),
  scenario({
    done: '429 with Retry-After as a date in 25 s',
    faults: everyQrRequest({
      status: 429,
      retryAfter: 'Wed, 01 Jul 2026 12:00:25 GMT',
      headers: { date: 'Wed, 01 Jul 2026 12:00:00 GMT' },
    }),
    seen: slower(25),
  }),
  scenario({
    done: '429 with Retry-After: 0',
    faults: everyQrRequest({ status: 429, retryAfter: 0 }),
    seen: slower(5),
  }),
  scenario({
    done: '429 with Retry-After: soon',
    faults: everyQrRequest({ status: 429, retryAfter: 'soon' }),
    seen: slower(10),
  }),
  scenario({
    done: '429 with Retry-After: 999999999999',
    faults: everyQrRequest({ status: 429, retryAfter: 999_999_999_999 }),
    seen: { ...slower(3_600), statusBar: 'Retrying in m:ss', timer: 'Retrying in #' },
  }),
  scenario({
    done: '200 whose code is "429"',
    faults: everyQrRequest({ body: { code: '429', message: 'Slow.' } }),
    seen: slower(10),
  }),
  ...[408, 425, 500, 503, 504, 599].map((status) =>
    scenario({ done: String(status), faults: everyQrRequest({ status }), seen: hiccup(status) }),
  ),
  scenario({
    done: '502 with a page of HTML',
    faults: everyQrRequest({
      status: 502,
      body: '<html><title>502 Bad Gateway</title></html>',
      headers: { 'content-type': 'text/html' },
    }),
    seen: { ...hiccup(502), absentTexts: ['Bad Gateway'] },
  }),
  scenario({
    done: '503 with Retry-After: 20',
    faults: everyQrRequest({ status: 503, retryAfter: 20 }),
    seen: hiccup(503, 20),
  }),
  scenario({
    done: '400 wawp_upstream_error',
    faults: everyQrRequest({ status: 400, body: { code: 'wawp_upstream_error' } }),
    seen: hiccup(400),
  }),
  scenario({
    done: '400 server_not_found',
    faults: everyQrRequest({ status: 400, body: { code: 'server_not_found' } }),
    seen: hiccup(400),
  }),
  scenario({
    done: '200 whose code is 500',
    faults: everyQrRequest({ body: { code: 500, message: 'Oops.' } }),
    seen: hiccup(500),
  }),
  scenario({
    done: 'a connection that is dropped, to a loopback address of the machine that the browser is connected to',
    faults: everyQrRequest({ drop: 'beforeAnswer' }),
    seen: { ...unreachable, texts: [...(unreachable.texts ?? []), ...fromOtherMachine] },
  }),
  scenario({
    done: '407, which the editor’s fetch hides',
    faults: everyQrRequest({ status: 407 }),
    seen: unreachable,
  }),
  scenario({
    done: 'a connection that is dropped in the body',
    faults: everyQrRequest({ drop: 'midBody' }),
    seen: unreachable,
  }),
];
