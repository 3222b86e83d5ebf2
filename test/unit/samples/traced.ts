import type { TimedEntry, TimelineEntry } from '../../../src/core/timeline/timeline';
import { inSeconds } from './pairings';

/** An entry so many seconds after the instant at which samples stand. */
export function traced(seconds: number, entry: TimelineEntry): TimedEntry {
  return { ...entry, at: inSeconds(seconds) };
}

/** A call that ended then and took so many seconds. */
export function tracedCall(seconds: number, took: number, status?: number, outcome = 'a code'): TimedEntry {
  const answered = status === undefined ? {} : { status };
  return traced(seconds, {
    ...{ kind: 'request', request: 'POST /v2/auth/qr', ms: took * 1_000, outcome, ...answered },
  });
}

/** A pairing that waited once, showed three codes and was scanned: the first one expired, the second was replaced. */
export const rotation: readonly TimedEntry[] = [
  traced(0, { kind: 'phase', to: 'connecting' }),
  tracedCall(1, 1, 422, 'STARTING'),
  traced(1, { kind: 'phase', from: 'connecting', to: 'waiting' }),
  traced(1, { kind: 'wait', because: 'STARTING', seconds: 10 }),
  tracedCall(11.5, 0.5, 200, 'a code, 60 s left'),
  traced(11.5, { kind: 'code', count: 1, life: 60_000 }),
  traced(11.5, { kind: 'phase', from: 'waiting', to: 'scannable' }),
  traced(71.5, { kind: 'phase', from: 'scannable', to: 'expired' }),
  tracedCall(72, 0.5, 200, 'a code, 20 s left'),
  traced(72, { kind: 'code', count: 2, life: 20_000 }),
  traced(72, { kind: 'phase', from: 'expired', to: 'scannable' }),
  tracedCall(78, 0.25),
  tracedCall(84, 0.25),
  traced(84, { kind: 'code', count: 3 }),
  tracedCall(90, 0.5, 422, 'STARTING'),
  traced(90, { kind: 'phase', from: 'scannable', to: 'linking' }),
  tracedCall(96, 1),
  traced(96, { kind: 'phase', from: 'linking', to: 'linked' }),
];
