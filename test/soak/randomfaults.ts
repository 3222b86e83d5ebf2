import type { CodeForm } from '../gateway/codeanswer';
import type { Fault } from '../gateway/fault';

/** The chance that a request gets its normal answer. */
const normalShare = 0.75;

/** Another path of the gateway; the next entry of the script answers it. */
const otherPath = '/v2/moved';

/** Faults from which a pairing recovers, one or two requests long; times are the machine's. */
function transientFaults(random: () => number, speed: number): readonly (() => readonly Fault[])[] {
  const seconds = (max: number): number => 1 + Math.floor(random() * max);
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
    () => [{ redirect: otherPath, status: 307 }, { body: { value: '' } }],
    () => [{ redirect: otherPath }, { redirect: otherPath }, { status: 503 }],
    () => [unexpected('STARTING')],
    () => [unexpected('SCAN_QR_CODE')],
    () => [unexpected()],
  ];
}

/** Faults that end a pairing, so that a user has to start another one. */
const finalFaults: readonly Fault[] = [
  { status: 401 },
  { status: 403 },
  { status: 404 },
  { status: 422, body: { status: 'FAILED' } },
  { redirect: 'https://evil.example' },
];

/** A script for this many requests of an instance: mostly normal answers, sometimes a transient fault, rarely a final one. */
export function randomFaults(requests: number, random: () => number, speed: number): readonly Fault[] {
  const any = transientFaults(random, speed);
  const script: Fault[] = [];
  while (script.length < requests) {
    if (random() < normalShare) script.push({});
    else if (random() < 0.02) script.push(finalFaults[Math.floor(random() * finalFaults.length)] ?? {});
    // A normal answer follows each, so that a pairing never gets more faults in a row than it tolerates.
    else script.push(...(any[Math.floor(random() * any.length)]?.() ?? []), {});
  }
  return script;
}

/** A random form of QR codes with an expiry. */
export function anyForm(random: () => number): CodeForm {
  const of = <Item>(...items: readonly [Item, ...Item[]]): Item =>
    items[Math.floor(random() * items.length)] ?? items[0];
  return {
    expiry: of('ms', 's', 'iso', 'string'),
    base64: of('standard', 'urlSafe', 'unpadded', 'wrapped'),
    data: of('base64', 'object', 'value'),
  };
}
