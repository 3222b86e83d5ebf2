import type { Answer } from '../../src/core/gateways/answer';
import { describe as describeEntry } from '../../src/core/timeline/log';
import assert from 'node:assert/strict';
import type { FailureKind } from '../../src/core/failures/failure';
import type { TimelineEntry } from '../../src/core/timeline/timeline';
import { textsIn } from './textsin';
import type { Exchange } from './exchange';
import { spellings } from '../unit/samples/echoes';
import { marker } from './hostile';

/** An exchange with its answer, its timeline entries and the requested URLs. */
export interface Outcome {
  readonly exchange: Exchange;
  readonly answer: Answer;
  readonly notes: readonly TimelineEntry[];
  readonly asked: readonly string[];
}

/** The origin of every exchange. */
export const origin = 'https://gateway.example';
/** The instance of every exchange. */
export const instanceId = 'INSTANCE1234';

const answerKinds: Readonly<Record<Answer['kind'], true>> = {
  code: true,
  empty: true,
  status: true,
  pairingCode: true,
  done: true,
  created: true,
  failure: true,
};

const failureKinds: Readonly<Record<FailureKind, true>> = {
  request: true,
  token: true,
  forbidden: true,
  instance: true,
  redirect: true,
  rateLimit: true,
  unavailable: true,
  network: true,
  certificate: true,
  proxy: true,
  timeout: true,
  protocol: true,
  tooLong: true,
  sessionFailed: true,
  sessionStopped: true,
  moved: true,
  unsupported: true,
  redirectLoop: true,
  address: true,
  credentials: true,
  firewall: true,
  refused: true,
  alreadyStarted: true,
  loginRefused: true,
  unconfirmed: true,
  linkLost: true,
  givenUp: true,
};

function hasNoToken(text: string, token: string): void {
  for (const spelling of spellings(token)) assert.ok(!text.includes(spelling), `the token is in ${text}`);
}

function isPlain(text: string): void {
  assert.ok(Array.from(text).length <= 200, 'longer than 200 characters');
  // Joiners stay: they change how their neighbours look.
  assert.doesNotMatch(text, /[\p{Cc}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u);
  assert.equal(text.trim(), text);
  assert.notEqual(text, '');
}

/** What is true of every exchange with a gateway, whatever the gateway sends. */
export const exchangeClaims: Readonly<Record<string, (outcome: Outcome) => void>> = {
  'the answer is of a documented kind'({ answer }) {
    assert.ok(Object.hasOwn(answerKinds, answer.kind), answer.kind);
    if (answer.kind === 'failure') assert.ok(Object.hasOwn(failureKinds, answer.failure.kind));
  },

  'only a request for a code returns one': ({ exchange, answer }) => {
    if (answer.kind === 'code' || answer.kind === 'empty') assert.equal(exchange.request, 'qr');
  },

  'a code’s value is byte for byte one that the body contains': ({ exchange: { sent }, answer }) => {
    if (answer.kind !== 'code') return;
    assert.ok('body' in sent && textsIn(sent.body).has(answer.value), 'not in the body');
    assert.notEqual(answer.value.trim(), '');
    assert.equal(Buffer.from(answer.value).toString(), answer.value, 'no bytes represent it');
  },

  'a remaining time is at most ten minutes and ended at most a day ago, or is absent'({ answer }) {
    if (answer.kind !== 'code' || answer.ttl === undefined) return;
    const { min, max } = answer.ttl;
    assert.ok(min <= max && max >= -86_400_000 && max <= 600_000, `${min} … ${max}`);
  },

  'a message is short and plain, and does not contain the token': ({ exchange: { token }, answer }) => {
    const { message } = answer.kind === 'failure' ? answer.failure : answer.kind === 'status' ? answer : {};
    if (message === undefined) return;
    isPlain(message);
    hasNoToken(message, token);
  },

  'an account is short and plain, without the token': ({ exchange: { token }, answer }) => {
    const { name, number } = (answer.kind === 'status' ? answer.account : undefined) ?? {};
    if (number !== undefined) assert.match(number, /^\+\d{5,20}$/);
    if (name === undefined) return;
    isPlain(name);
    hasNoToken(name, token);
  },

  'a failure’s details are numbers and system codes, never content': ({ exchange: { token }, answer }) => {
    if (answer.kind !== 'failure') return;
    const { kind, status = 200, retryAfterMs = 0, detail } = answer.failure;
    assert.ok(Number.isInteger(status) && status >= 200 && status <= 999, `status ${status}`);
    assert.ok(retryAfterMs >= 0, `Retry-After ${retryAfterMs}`);
    if (detail === undefined) return;
    if (kind === 'redirect') assert.equal(new URL(detail).origin, detail);
    else if (kind === 'network' || kind === 'certificate') assert.match(detail, /^[A-Z][A-Z0-9_]{1,60}$/);
    else assert.match(detail, /^[\w./+?-]+, (> )?\d+ (B|KiB)$/);
    hasNoToken(detail, token);
    assert.ok(!detail.toUpperCase().includes(marker.toUpperCase()), detail);
  },

  'one line is logged, and it consists of known words': ({ exchange: { token }, answer, notes }) => {
    assert.equal(notes.length, 1);
    const written = [...notes.map(describeEntry), JSON.stringify(notes)];
    assert.match(written[0] ?? '', /^POST \/v2\/[a-z/]+ (\d{3}|—) in \d+ ms: [\w ,()/?.>+-]+$/);
    for (const text of written) {
      hasNoToken(text, token);
      assert.ok(!text.includes(instanceId) && !text.toUpperCase().includes(marker.toUpperCase()), text);
      if (answer.kind === 'code' && answer.value.length > 5) assert.ok(!text.includes(answer.value), text);
    }
  },

  'the token is sent nowhere else': ({ asked }) => {
    for (const url of asked) assert.equal(new URL(url).origin, origin);
  },
};
