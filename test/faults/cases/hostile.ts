import assert from 'node:assert/strict';
import type { Fault } from '../../gateway/fault';
import { qrValue } from '../../gateway/qrvalue';
import { findSecrets } from '../../outside/secrets';
import { token } from '../../outside/world';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { inertPanel, inertTooltip, linksOf, trap } from '../inert';
import { readLogs } from '../logs';
import type { Expected } from '../sight';
import type { Step } from './play';
import { everyCode, nextCall, play } from './play';
import { sent } from './sent';
import { ended, freshCode, linked, unreadableAnswer, retried, undatedCode, unreachable } from './sights';

const me = '/v2/session/info';
/** In all that is hostile, to be hunted for. */
const mark = 'HOSTILE7b2';
const command = 'command:workbench.action.files.newUntitledFile';
const spring = `window.${trap}=1`;

/** What came, and what is left of it to be read as plain text. */
const words: readonly (readonly [string, string, string?])[] = [
  ['HTML', `${mark} <img src=x onerror="${spring}"><b>bold</b><script>${spring}</script>`],
  ['a Markdown link to a command', `${mark} [press](${command}) ![x](http://127.0.0.1:9/x.png) **bold**`],
  ['an autolink to a command', `${mark} <${command}> ${command} https://evil.example/`],
  ['HTML for Markdown', `${mark} <a href="${command}">press</a> &lt;b&gt; $(trash)`],
  ['bidi controls', `${mark} \u202egnp.exe\u2066 \u200fx\u2069`, `${mark} gnp.exe x`],
  ['NULs and escapes', `${mark} a\u0000b\u0007\u001b[31mc\u2028d`, `${mark} a b [31mc d`],
  ['the token in them', `${mark} your token ${token} is bad`, `${mark} your token ••• is bad`],
  ['10,000 letters', mark.padEnd(10_000, 'x'), mark.padEnd(199, 'x') + '…'],
];

const noMarkup: Step = {
  words: 'a look at its page',
  expected: 'the page has no markup but ours',
  act: inertPanel,
};
const noLink: Step = {
  words: 'the pointer on the status bar',
  expected: 'the tooltip has no link but ours',
  act: inertTooltip,
};

const messages = words.map(([what, message, left = message]) =>
  play({
    done: `400 whose message is ${what}`,
    faults: everyCode({ status: 400, body: { message } }),
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

const names = words
  .filter(([, name]) => !name.includes(token))
  .map(([what, name, left = name]) =>
    play({
      done: `422 WORKING and an account whose name is ${what}`,
      state: 'WORKING',
      faults: [{ path: me, body: { status: 'WORKING', me: { id: '201012345678@c.us', pushName: name } } }],
      seen: linked(`Already linked to ${left}`, '+201012345678'),
      then: [noMarkup, noLink],
      ends: true,
    }),
  );

const values = [
  ['HTML', `${mark}<img src=x onerror="${spring}">`],
  ['a Markdown link to a command', `${mark}[press](${command})`],
  ['bidi controls', `${mark}\u202egnp.exe\u2066`],
].map(([what = '', value]) =>
  play({
    done: `200 with a value that is ${what}`,
    faults: (stage) => everyCode({ body: sent(stage, { ...(value !== undefined && { value }) }) }),
    seen: { ...freshCode, says: ['This is not a known form of WhatsApp QR code.'], silent: [mark] },
    then: [noMarkup, noLink],
  }),
);

/** An account's name in a notification, which the editor makes links of where it finds Markdown's. */
const notice: Case = {
  done: 'a link to a command as the name of an account that gets linked while the panel is hidden',
  expected: 'a notification with the name as text and without a link',
  run: async (stage) => {
    const { workbench } = stage.world;
    const name = `${mark} [press](${command})`;
    stage.instance.session.restart();
    await stage.pair();
    await stage.see(freshCode);
    await workbench.runCommand('Preferences: Open User Settings (JSON)');
    const body = { status: 'WORKING', me: { pushName: name } };
    stage.instance.script({ path: me, times: 'always', body });
    const toast = workbench.notifications.containing(stage.instance.id);
    await toast.waitFor({ timeout: 30_000 });
    const told = await toast.innerText();
    const links = await linksOf(toast.locator('.notification-list-item-message'));
    if (links.length > 0) throw new Unexpected(`a notification that links to ${links[0]?.target ?? '?'}`);
    assert.ok(told.includes(`${mark} [press]`), told);
    stage.expectSilence();
    return 'a notification with the name as text and without a link';
  },
};

const long = (size: number): Fault => ({ body: { message: mark }, size });
const tooMuch = unreadableAnswer('application/json, > ');
const hugeAnswers: readonly (readonly [string, Fault, Expected])[] = [
  ['200 with 10 MB', long(10_000_000), tooMuch],
  ['200 with a gzip bomb of 200 MB', { ...long(200_000_000), encoding: 'gzip' }, tooMuch],
  [
    '500 with a gzip bomb of 200 MB',
    { ...long(200_000_000), encoding: 'gzip', status: 500 },
    retried('The gateway has a hiccup (500)'),
  ],
  ['200 with a body that goes on for ever', { ...long(300_000), endless: 1 }, tooMuch],
];
/** More than a window's housekeeping takes in that time, far less than the bodies, in MB. */
const bearable = 64;

const huge = hugeAnswers.map(([done, fault, seen]) =>
  measured(play({ done, faults: everyCode(fault), seen })),
);

/** The case with an eye on the memory of the extension host. */
function measured(each: Case): Case {
  return {
    ...each,
    expected: `${each.expected}, and the memory grows by less than ${bearable} MB`,
    run: async (stage) => {
      const before = await stage.memory();
      const happened = await each.run(stage);
      const grown = await before?.growth();
      if (grown === undefined) return `${happened}, and this system tells nothing of the memory`;
      const told = `${happened}, and the memory grew by ${grown} MB`;
      if (grown >= bearable) throw new Unexpected(told);
      return told;
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
    play({
      done: `200 with a code and ${what}`,
      faults: (stage) =>
        everyCode({
          ...fault,
          body: { value: stage.eyes.expectCode(qrValue(Math.random), Date.now() + 20_000) },
        }),
      seen: undatedCode,
    }),
  ),
  play({
    done: '200 with a header of 100,000 letters',
    faults: everyCode({ headers: { 'x-hostile': 'x'.repeat(100_000) } }),
    seen: unreachable,
  }),
  play({
    done: '200 with HTML for a content type',
    faults: everyCode({ body: 'x', headers: { 'content-type': `<img src=x onerror="${spring}">` } }),
    seen: { ...unreadableAnswer('?, 1 B'), silent: ['onerror'] },
    then: [noMarkup, noLink],
  }),
  play({
    done: '429 with HTML for Retry-After',
    faults: everyCode({ status: 429, retryAfter: `<b>${mark}</b>` }),
    seen: { ...retried('The gateway asks to slow down (429)'), silent: ['<b>'] },
  }),
  play({
    done: '302 to an address with a password and HTML in it',
    faults: [{ redirect: `http://user:${mark}@127.0.0.1:9/<b>` }],
    seen: {
      ...ended(
        'The gateway points elsewhere',
        'Gateway redirects',
        ['Open setting', 'Try again'],
        'http://127.0.0.1:9.',
      ),
      silent: [mark, '<b>'],
    },
    ends: true,
  }),
  play({
    done: '200 with JSON 100,000 levels deep',
    faults: everyCode({
      body: '['.repeat(100_000) + ']'.repeat(100_000),
      headers: { 'content-type': 'application/json' },
    }),
    seen: unreadableAnswer('application/json, 195 KiB'),
  }),
  play({
    done: '200 with a prototype for an answer',
    faults: everyCode({
      body: '{"__proto__":{"value":"2@x"},"constructor":{"prototype":{"value":"2@x"}}}',
      headers: { 'content-type': 'application/json' },
    }),
    seen: unreadableAnswer('application/json'),
  }),
];

const silent: readonly (readonly [string, Fault])[] = [
  ['no answer at all', { delay: 60_000 }],
  ['an endless body, one byte a second', { body: '{', endless: 1_000 }],
];

/** Gateways that keep the call waiting. */
export const timeouts: readonly Case[] = silent.map(([done, fault]) =>
  play({
    done,
    faults: [fault],
    seen: { headline: 'Asking for a code…', bar: 'Connecting…', buttons: ['Stop pairing'] },
    then: [
      {
        words: '25 s',
        seen: retried('The gateway doesn’t answer', 10, { says: ['gave no answer within 25 seconds'] }),
        within: 30_000,
      },
      nextCall(10, { seen: freshCode }),
    ],
  }),
);

const hunt: Case = {
  done: 'looking through the disk, the browser and the log after all that',
  expected: 'no token and no code anywhere, none of the gateway’s words in the log',
  run: async (stage) => {
    stage.instance.session.restart();
    await stage.pair();
    await stage.see(freshCode);
    const { world, eyes } = stage;
    const values = [...eyes.codes].filter((value) => value.length > 8);
    const found = await findSecrets(world, { token, values, messages: [], known: stage.instance.id });
    const logged = (await readLogs(world.server)).filter(({ text }) => text.includes(mark));
    if (found.length > 0) throw new Unexpected(`a secret in ${found.join(', ')}`);
    if (logged.length > 0)
      throw new Unexpected(`the gateway’s words in ${logged.map(({ name }) => name).join(', ')}`);
    return 'no token and no code anywhere, none of the gateway’s words in the log';
  },
};

/** A gateway that means harm: none of it becomes markup, a command, memory without end or a line of the log. */
export const hostile: readonly Case[] = [...messages, ...names, ...values, ...huge, ...answers, notice, hunt];
