import type { CodeForm } from '../../gateway/codeanswer';
import { qrValue } from '../../gateway/qrvalue';
import type { Case } from '../case';
import { everyCode, play } from './play';
import type { SentCode } from './sent';
import { sent } from './sent';
import { deadCode, freshCode, undatedCode } from './sights';
import type { Expected } from '../sight';

const written: readonly (readonly [string, Partial<CodeForm>, Expected])[] = [
  ['Base64 for URLs', { base64: 'urlSafe' }, freshCode],
  ['Base64 without padding', { base64: 'unpadded' }, freshCode],
  ['Base64 in lines', { base64: 'wrapped' }, freshCode],
  ['an object for data', { data: 'object' }, freshCode],
  ['the bare value for data', { data: 'text' }, undatedCode],
  ['{value} without an envelope', { data: 'value' }, freshCode],
  ['{qr} without an envelope', { data: 'qr' }, undatedCode],
  ['{code} without an envelope', { data: 'code' }, undatedCode],
  ['an expiry in ms', { expiry: 'ms' }, freshCode],
  ['an expiry in seconds', { expiry: 's' }, freshCode],
  ['an expiry as an ISO date', { expiry: 'iso' }, freshCode],
  ['an expiry in ms, as text', { expiry: 'string' }, freshCode],
  ['no expiry', { expiry: 'absent' }, undatedCode],
];

const payloads = ([4, 5] as const).flatMap((parts) =>
  [false, true].map((prefix) =>
    play({
      done: `200 with a new value of ${parts} parts${prefix ? ' behind the wa.me address' : ''}`,
      instance: { session: { valueForm: { parts, prefix } } },
      seen: { ...freshCode, silent: ['not a known form'] },
    }),
  ),
);

const told: readonly (readonly [string, SentCode, Expected])[] = [
  ['an expiry in an hour, which can’t be one', { expiry: (at) => at + 3_600_000 }, undatedCode],
  ['an expiry ten minutes ago, which can’t be one', { expiry: (at) => at - 640_000 }, undatedCode],
  ['an expiry that is a word', { expiry: () => 'soon' }, undatedCode],
  ['an expiry below zero', { expiry: () => -1 }, undatedCode],
  ['a value that had expired 3 s before', { life: -3_000 }, deadCode],
  ['a value that had expired four minutes before', { life: -240_000 }, deadCode],
];

/** Clocks that disagree: the life is measured on the gateway's. */
const skewed = [180_000, -180_000].map((ahead) =>
  play({
    done: `200 with a code from a gateway whose clock is ${ahead > 0 ? '3 min fast' : '3 min slow'}`,
    faults: (stage) => everyCode({ dateSkew: ahead, body: sent(stage, { ahead }) }),
    seen: freshCode,
  }),
);

const unknown: readonly (readonly [string, string])[] = [
  ['of two parts', '2@abc,def'],
  ['in another alphabet', '2@код,ключ'],
  ['of one letter', 'x'],
];

/** Every known way to write a code down. */
export const forms: readonly Case[] = [
  ...payloads,
  ...written.map(([how, form, seen]) => play({ done: `200 with ${how}`, instance: { form }, seen })),
  ...told.map(([what, code, seen]) =>
    play({ done: `200 with ${what}`, faults: (stage) => everyCode({ body: sent(stage, code) }), seen }),
  ),
  ...skewed,
  play({
    done: '200 with a code, without Date',
    faults: (stage) => everyCode({ dateSkew: 'absent', body: sent(stage) }),
    seen: freshCode,
  }),
  play({
    done: '200 with a code as plain text',
    faults: (stage) =>
      everyCode({
        body: stage.eyes.expectCode(qrValue(Math.random), Date.now() + 20_000),
        headers: { 'content-type': 'text/plain' },
      }),
    seen: undatedCode,
  }),
  play({
    done: '201 with a code, packed with gzip',
    faults: (stage) => everyCode({ status: 201, encoding: 'gzip', body: sent(stage) }),
    seen: freshCode,
  }),
  ...unknown.map(([how, value]) =>
    play({
      done: `200 with a value of an unknown form, ${how}`,
      faults: (stage) => everyCode({ body: sent(stage, { value }) }),
      seen: { ...freshCode, says: ['This is not a known form of WhatsApp QR code.'] },
    }),
  ),
  inLargeWindow(
    play({
      done: '200 with a value of 2,900 bytes, in a large window',
      faults: (stage) => everyCode({ body: sent(stage, { value: `2@${'x'.repeat(2_898)}` }) }),
      seen: { ...freshCode, says: ['This is not a known form'] },
    }),
  ),
];

/** Plays a case where one of the readers needs larger modules than the usual window has room for. */
function inLargeWindow(each: Case): Case {
  return {
    ...each,
    run: async (stage) => {
      const { page } = stage.world.workbench;
      const usual = page.viewportSize();
      await page.setViewportSize({ width: 1_900, height: 1_424 });
      try {
        return await each.run(stage);
      } finally {
        if (usual) await page.setViewportSize(usual);
      }
    },
  };
}
