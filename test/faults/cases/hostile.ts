import assert from 'node:assert/strict';
import type { Fault } from '../../gateway/fault';
import { qrValue } from '../../gateway/qrvalue';
import { findSecrets } from '../../outside/secrets';
import { token } from '../../outside/world';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { inertPanel, inertTooltip, linksOf, trap } from '../inert';
import { readLogs } from '../logs';
import type { ExpectedState } from '../windowstate';
import type { Step } from './scenario';
import { everyQrRequest, linkConfirmed, nextRequest, scenario } from './scenario';
import { codeBody } from './codebody';
import {
  ended,
  freshCode,
  linked,
  unreadableAnswer,
  retried,
  codeWithoutExpiry,
  unreachable,
} from './states';

const sessionInfo = '/v2/session/info';
/** A marker in everything hostile, to search for later. */
const mark = 'HOSTILE7b2';
const command = 'command:workbench.action.files.newUntitledFile';
const trigger = `window.${trap}=1`;

/** A hostile text, and what should remain of it as plain text. */
const texts: readonly (readonly [string, string, string?])[] = [
  ['HTML', `${mark} <img src=x onerror="${trigger}"><b>bold</b><script>${trigger}</script>`],
  ['a Markdown link to a command', `${mark} [press](${command}) ![x](http://127.0.0.1:9/x.png) **bold**`],
  ['an autolink to a command', `${mark} <${command}> ${command} https://evil.example/`],
  ['HTML in Markdown', `${mark} <a href="${command}">press</a> &lt;b&gt; $(trash)`],
  ['bidi controls', `${mark} \u202egnp.exe\u2066 \u200fx\u2069`, `${mark} gnp.exe x`],
  ['NULs and escapes', `${mark} a\u0000b\u0007\u001b[31mc\u2028d`, `${mark} a b [31mc d`],
  ['the access token', `${mark} your token ${token} is bad`, `${mark} your token ••• is bad`],
  ['10,000 letters', mark.padEnd(10_000, 'x'), mark.padEnd(199, 'x') + '…'],
];

const noMarkup: Step = {
  name: 'checking the page',
  expected: 'the page contains only our markup',
  act: inertPanel,
};
const noLink: Step = {
  name: 'hovering over the status bar',
  expected: 'the tooltip contains only our links',
  act: inertTooltip,
};

const messages = texts.map(([what, message, left = message]) =>
  scenario({
    done: `400 whose message is ${what}`,
    faults: everyQrRequest({ status: 400, body: { message } }),
    seen: ended(
      'The gateway refused the request (400)',
      'Request refused',
      ['Open setting', 'Choose another instance', 'Try again'],
      `The gateway says: “${left}”`,
    ),
    then: [noMarkup, noLink],
    ends: true,
  }),
);

const names = texts
  .filter(([, name]) => !name.includes(token))
  .map(([what, name, left = name]) =>
    scenario({
      done: `422 WORKING and an account whose name is ${what}`,
      status: 'WORKING',
      faults: [
        {
          path: sessionInfo,
          times: 'always',
          body: { status: 'WORKING', me: { id: '201012345678@c.us', pushName: name } },
        },
      ],
      seen: linked(`Already linked to ${left}`, '+201012345678'),
      then: [noMarkup, noLink, linkConfirmed],
      ends: true,
    }),
  );

const values = [
  ['HTML', `${mark}<img src=x onerror="${trigger}">`],
  ['a Markdown link to a command', `${mark}[press](${command})`],
  ['bidi controls', `${mark}\u202egnp.exe\u2066`],
].map(([what = '', value]) =>
  scenario({
    done: `200 with a value that is ${what}`,
    faults: (stage) => everyQrRequest({ body: codeBody(stage, { ...(value !== undefined && { value }) }) }),
    seen: { ...freshCode, texts: ['This is not a known form of WhatsApp QR code.'], absentTexts: [mark] },
    then: [noMarkup, noLink],
  }),
);

/** An account's name in a notification; the editor turns Markdown links in notifications into links. */
const notification: Case = {
  done: 'an account whose name is a link to a command is linked while the panel is hidden',
  expected: 'a notification with the name as plain text, without a link',
  run: async (stage) => {
    const { workbench } = stage.world;
    const name = `${mark} [press](${command})`;
    stage.instance.session.restart();
    await stage.pair();
    await stage.waitFor(codeWithoutExpiry);
    await workbench.hidePanel();
    // Until the extension knows that the panel is hidden, what it shows is no news.
    const checks = stage.requests.filter(({ path }) => path === sessionInfo).length;
    await stage.waitForRequests(checks + 1, 40_000, sessionInfo);
    const body = { status: 'WORKING', me: { pushName: name } };
    stage.instance.script({ path: sessionInfo, times: 'always', body });
    const toast = workbench.notifications.containing(stage.instance.id);
    await toast.waitFor();
    const text = await toast.innerText();
    const links = await linksOf(toast.locator('.notification-list-item-message'));
    if (links.length > 0) throw new Unexpected(`a notification that links to ${links[0]?.target ?? '?'}`);
    assert.ok(text.includes(`${mark} [press]`), text);
    await linkConfirmed.act?.(stage);
    stage.expectNoRequests();
    return 'a notification with the name as plain text, without a link';
  },
};

const long = (size: number): Fault => ({ body: { message: mark }, size });
const tooLarge = unreadableAnswer('application/json, > ');
const hugeAnswers: readonly (readonly [string, Fault, ExpectedState])[] = [
  ['200 with 10 MB', long(10_000_000), tooLarge],
  ['200 with a gzip bomb of 200 MB', { ...long(200_000_000), encoding: 'gzip' }, tooLarge],
  [
    '500 with a gzip bomb of 200 MB',
    { ...long(200_000_000), encoding: 'gzip', status: 500 },
    retried('The gateway reports an error (500)'),
  ],
  ['200 with an endless body', { ...long(300_000), endless: 1 }, tooLarge],
];
/** More than a window allocates in that time anyway, but far less than the bodies, in MB. */
const maxGrowth = 64;

const huge = hugeAnswers.map(([done, fault, seen]) =>
  measuringMemory(scenario({ done, faults: everyQrRequest(fault), seen })),
);

/** The case, with a measurement of the extension host's memory. */
function measuringMemory(each: Case): Case {
  return {
    ...each,
    expected: `${each.expected}, and the memory grows by less than ${maxGrowth} MB`,
    run: async (stage) => {
      const before = await stage.memory();
      const happened = await each.run(stage);
      const grown = await before?.growth();
      if (grown === undefined) return `${happened}, and this system doesn’t report memory`;
      const text = `${happened}, and the memory grew by ${grown} MB`;
      if (grown >= maxGrowth) throw new Unexpected(text);
      return text;
    },
  };
}

const longHeader = 'x'.repeat(8_000);
const headers: readonly (readonly [string, Fault])[] = [
  ['a header of 8,000 letters', { headers: { 'x-hostile': longHeader } }],
  ['odd names of headers', { headers: { "!#$%&'*+-.^_`|~": mark, constructor: mark, __proto__x: mark } }],
  ['a Date that is HTML', { headers: { date: `<b>${mark}</b>` } }],
  ['200 headers', { headers: Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`x-${n}`, mark])) }],
];

const answers: readonly Case[] = [
  ...headers.map(([what, fault]) =>
    scenario({
      done: `200 with a code and ${what}`,
      faults: (stage) =>
        everyQrRequest({
          ...fault,
          body: { value: stage.reader.expectCode(qrValue(Math.random), Date.now() + 20_000) },
        }),
      seen: codeWithoutExpiry,
    }),
  ),
  scenario({
    done: '200 with a header of 100,000 letters',
    faults: everyQrRequest({ headers: { 'x-hostile': 'x'.repeat(100_000) } }),
    seen: unreachable,
  }),
  scenario({
    done: '200 with HTML as content type',
    faults: everyQrRequest({ body: 'x', headers: { 'content-type': `<img src=x onerror="${trigger}">` } }),
    seen: { ...unreadableAnswer('?, 1 B'), absentTexts: ['onerror'] },
    then: [noMarkup, noLink],
  }),
  scenario({
    done: '429 with HTML as Retry-After',
    faults: everyQrRequest({ status: 429, retryAfter: `<b>${mark}</b>` }),
    seen: { ...retried('Rate limited by the gateway (429)'), absentTexts: ['<b>'] },
  }),
  scenario({
    done: '302 to an address with a password and HTML in it',
    faults: [{ redirect: `http://user:${mark}@127.0.0.1:9/<b>` }],
    seen: {
      ...ended(
        'The gateway redirects to another address',
        'Gateway redirects',
        ['Open setting', 'Try again'],
        'http://127.0.0.1:9.',
      ),
      absentTexts: [mark, '<b>'],
    },
    ends: true,
  }),
  scenario({
    done: '200 with JSON 100,000 levels deep',
    faults: everyQrRequest({
      body: '['.repeat(100_000) + ']'.repeat(100_000),
      headers: { 'content-type': 'application/json' },
    }),
    seen: unreadableAnswer('application/json, 195 KiB'),
  }),
  scenario({
    done: '200 with a prototype as answer',
    faults: everyQrRequest({
      body: '{"__proto__":{"value":"2@x"},"constructor":{"prototype":{"value":"2@x"}}}',
      headers: { 'content-type': 'application/json' },
    }),
    seen: unreadableAnswer('application/json'),
  }),
];

const noAnswers: readonly (readonly [string, Fault])[] = [
  ['no answer at all', { delay: 60_000 }],
  ['an endless body, one byte a second', { body: '{', endless: 1_000 }],
];

/** Gateways that leave the request without an answer. */
export const timeouts: readonly Case[] = noAnswers.map(([done, fault]) =>
  scenario({
    done,
    faults: [fault],
    seen: { headline: 'Requesting a code…', statusBar: 'Connecting…', buttons: ['Stop pairing'] },
    then: [
      {
        name: '25 s',
        seen: retried('The gateway doesn’t answer', 10, { texts: ['didn’t answer within 25 seconds'] }),
        within: 30_000,
      },
      nextRequest(10, { seen: codeWithoutExpiry }),
    ],
  }),
);

const search: Case = {
  done: 'searching the disk, the browser and the log after all that',
  expected: 'no token and no code anywhere, no text of the gateway in the log',
  run: async (stage) => {
    stage.instance.session.restart();
    await stage.pair();
    await stage.waitFor(codeWithoutExpiry);
    const { world, reader } = stage;
    const values = [...reader.codes].filter((value) => value.length > 8);
    const found = await findSecrets(world, { token, values, messages: [], known: stage.instance.id });
    const logged = (await readLogs(world.server)).filter(({ text }) => text.includes(mark));
    if (found.length > 0) throw new Unexpected(`a secret in ${found.join(', ')}`);
    if (logged.length > 0)
      throw new Unexpected(`a text of the gateway in ${logged.map(({ name }) => name).join(', ')}`);
    return 'no token and no code anywhere, no text of the gateway in the log';
  },
};

/** A hostile gateway: nothing of it becomes markup, a command, unlimited memory or a line of the log. */
export const hostile: readonly Case[] = [
  ...messages,
  ...names,
  ...values,
  ...huge,
  ...answers,
  notification,
  search,
];
