import type { CodeForm } from '../gateway/codeanswer';
import type { Fault } from '../gateway/fault';

/** Chance that a call is let through as it is. */
const peace = 0.75;

/** Another path of the gateway, where whatever is next in the script answers. */
const elsewhere = '/v2/moved';

/** Faults that a pairing gets over by itself, one or two calls long; times are the machine's. */
function mendable(random: () => number, speed: number): readonly (() => readonly Fault[])[] {
  const seconds = (most: number): number => 1 + Math.floor(random() * most);
  const unexpected = (status?: string): Fault => ({
    status: 422,
    body: { error: 'Not as expected', status },
  });
  return [
    () => [{ status: 429 }],
    () => [{ status: 429, retryAfter: seconds(30) }],
    () => [{ status: 503 }],
    () => [{ status: 503, retryAfter: seconds(20) }],
    () => [{ status: [408, 425, 500, 502, 504][Math.floor(random() * 5)] ?? 500 }],
    () => [{ drop: 'beforeAnswer' }],
    () => [{ drop: 'midBody' }],
    () => [{ delay: (random() * 8_000) / speed }],
    () => [{ delay: (random() * 8_000) / speed, drop: 'midBody' }],
    () => [{ dateSkew: 'absent' }],
    () => [{ encoding: 'gzip' }],
    () => [{ body: '{"mimetype":"application/json","data":"eyJ2YWx1' }],
    () => [{ body: '<!doctype html><title>Hello', headers: { 'content-type': 'text/html' } }],
    () => [{ body: { mimetype: 'image/png', data: 'iVBORw0KGgo=' } }],
    () => [{ body: '{', size: 300_000 }],
    () => [{ body: '{', endless: 10 }],
    () => [{ body: { mimetype: 'application/json', data: '' } }],
    () => [{ body: { value: '' } }],
    () => [{ redirect: elsewhere, status: 307 }, { body: { value: '' } }],
    () => [{ redirect: elsewhere }, { redirect: elsewhere }, { status: 503 }],
    () => [unexpected('STARTING')],
    () => [unexpected('SCAN_QR_CODE')],
    () => [unexpected()],
  ];
}

/** Faults that end an attempt, so that a user has to begin another. */
const fatal: readonly Fault[] = [
  { status: 401 },
  { status: 403 },
  { status: 404 },
  { status: 422, body: { status: 'FAILED' } },
  { redirect: 'https://evil.example' },
];

/** A script of so many calls for an instance: mostly peace, else a fault that mends, now and then one that doesn't. */
export function chaos(requests: number, random: () => number, speed: number): readonly Fault[] {
  const any = mendable(random, speed);
  const script: Fault[] = [];
  while (script.length < requests) {
    if (random() < peace) script.push({});
    else if (random() < 0.02) script.push(fatal[Math.floor(random() * fatal.length)] ?? {});
    // A call of peace after each, so that a pairing never meets more nonsense in a row than it puts up with.
    else script.push(...(any[Math.floor(random() * any.length)]?.() ?? []), {});
  }
  return script;
}

/** A form of codes, at random, of those that tell when a code ends. */
export function anyForm(random: () => number): CodeForm {
  const of = <Item>(...items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  return {
    expiry: of('ms', 's', 'iso', 'string'),
    base64: of('standard', 'urlSafe', 'unpadded', 'wrapped'),
    data: of('base64', 'object', 'value'),
  };
}
