import type { CodeForm } from '../../gateway/codeanswer';
import { qrValue } from '../../gateway/qrvalue';
import type { Case } from '../case';
import { everyQrRequest, scenario } from './scenario';
import type { CodeOptions } from './codebody';
import { codeBody } from './codebody';
import { expiredCode, freshCode, codeWithoutExpiry } from './states';
import type { ExpectedState } from '../windowstate';

const writtenForms: readonly (readonly [string, Partial<CodeForm>, ExpectedState])[] = [
  ['Base64 for URLs', { base64: 'urlSafe' }, freshCode],
  ['Base64 without padding', { base64: 'unpadded' }, freshCode],
  ['Base64 in lines', { base64: 'wrapped' }, freshCode],
  ['an object for data', { data: 'object' }, freshCode],
  ['the bare value for data', { data: 'text' }, codeWithoutExpiry],
  ['{value} without an envelope', { data: 'value' }, freshCode],
  ['{qr} without an envelope', { data: 'qr' }, codeWithoutExpiry],
  ['{code} without an envelope', { data: 'code' }, codeWithoutExpiry],
  ['an expiry in ms', { expiry: 'ms' }, freshCode],
  ['an expiry in seconds', { expiry: 's' }, freshCode],
  ['an expiry as an ISO date', { expiry: 'iso' }, freshCode],
  ['an expiry in ms, as text', { expiry: 'string' }, freshCode],
  ['no expiry', { expiry: 'absent' }, codeWithoutExpiry],
];

const valueForms = ([4, 5] as const).flatMap((parts) =>
  [false, true].map((prefix) =>
    scenario({
      done: `200 with a new value of ${parts} parts${prefix ? ' after the wa.me address' : ''}`,
      instance: { session: { valueForm: { parts, prefix } } },
      seen: { ...freshCode, absentTexts: ['not a known form'] },
    }),
  ),
);

const expiries: readonly (readonly [string, CodeOptions, ExpectedState])[] = [
  ['an expiry ten minutes ago', { expiry: (at) => at - 640_000 }, expiredCode],
  ['an expiry two days ago, which is no expiry', { expiry: (at) => at - 172_800_000 }, codeWithoutExpiry],
  ['an expiry that is a word', { expiry: () => 'soon' }, codeWithoutExpiry],
  ['an expiry below zero', { expiry: () => -1 }, codeWithoutExpiry],
  ['a value that expired 3 s ago', { lifetime: -3_000 }, expiredCode],
  ['a value that expired four minutes ago', { lifetime: -240_000 }, expiredCode],
];

/** Clocks that disagree: the remaining time follows the gateway's clock. */
const skewedClocks = [180_000, -180_000].map((ahead) =>
  scenario({
    done: `200 with a code from a gateway whose clock is ${ahead > 0 ? '3 min fast' : '3 min slow'}`,
    faults: (stage) => everyQrRequest({ dateSkew: ahead, body: codeBody(stage, { clockAhead: ahead }) }),
    seen: freshCode,
  }),
);

const unknownForms: readonly (readonly [string, string])[] = [
  ['of two parts', '2@abc,def'],
  ['in another alphabet', '2@код,ключ'],
  ['of one letter', 'x'],
];

/** Every known form of a code. */
export const forms: readonly Case[] = [
  ...valueForms,
  ...writtenForms.map(([how, form, seen]) => scenario({ done: `200 with ${how}`, instance: { form }, seen })),
  ...expiries.map(([what, code, seen]) =>
    scenario({
      done: `200 with ${what}`,
      faults: (stage) => everyQrRequest({ body: codeBody(stage, code) }),
      seen,
    }),
  ),
  ...skewedClocks,
  scenario({
    done: '200 with a code, without Date',
    faults: (stage) => everyQrRequest({ dateSkew: 'absent', body: codeBody(stage) }),
    seen: freshCode,
  }),
  scenario({
    done: '200 with a code as plain text',
    faults: (stage) =>
      everyQrRequest({
        body: stage.reader.expectCode(qrValue(Math.random), Date.now() + 20_000),
        headers: { 'content-type': 'text/plain' },
      }),
    seen: codeWithoutExpiry,
  }),
  scenario({
    done: '201 with a code, compressed with gzip',
    faults: (stage) => everyQrRequest({ status: 201, encoding: 'gzip', body: codeBody(stage) }),
    seen: freshCode,
  }),
  ...unknownForms.map(([how, value]) =>
    scenario({
      done: `200 with a value of an unknown form, ${how}`,
      faults: (stage) => everyQrRequest({ body: codeBody(stage, { value }) }),
      seen: { ...freshCode, texts: ['This is not a known form of WhatsApp QR code.'] },
    }),
  ),
  inLargeWindow(
    scenario({
      done: '200 with a value of 2,900 bytes, in a large window',
      faults: (stage) => everyQrRequest({ body: codeBody(stage, { value: `2@${'x'.repeat(2_898)}` }) }),
      seen: { ...freshCode, texts: ['This is not a known form'] },
    }),
  ),
  // The last one, since from then on the window doesn't trust this gateway's expiry.
  scenario({
    done: '200 with an expiry in an hour, which is impossible',
    faults: (stage) => everyQrRequest({ body: codeBody(stage, { expiry: (at) => at + 3_600_000 }) }),
    seen: codeWithoutExpiry,
  }),
];

/** Runs a case in a larger window, because one of the readers needs larger modules. */
function inLargeWindow(each: Case): Case {
  return {
    ...each,
    run: async (stage) => {
      const { page } = stage.world.workbench;
      const before = page.viewportSize();
      await page.setViewportSize({ width: 1_900, height: 1_424 });
      try {
        return await each.run(stage);
      } finally {
        if (before) await page.setViewportSize(before);
      }
    },
  };
}
