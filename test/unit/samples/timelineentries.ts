import type { TimedEntry, TimelineEntry } from '../../../src/core/timeline/timeline';
import { inSeconds } from './pairings';

/** An entry so many seconds after the time of the samples. */
export function entryAt(seconds: number, entry: TimelineEntry): TimedEntry {
  return { ...entry, at: inSeconds(seconds) };
}

/** A request that ended at that time after a duration in seconds. */
export function requestAt(
  seconds: number,
  duration: number,
  status?: number,
  outcome = 'a code',
): TimedEntry {
  return entryAt(seconds, {
    kind: 'request',
    request: 'POST /v2/auth/qr',
    ms: duration * 1_000,
    outcome,
    ...(status !== undefined && { status }),
  });
}

/** A pairing that waited once, showed three codes and was scanned: the first one expired, the second was replaced. */
export const rotation: readonly TimedEntry[] = [
  entryAt(0, { kind: 'phase', to: 'connecting' }),
  requestAt(1, 1, 422, 'STARTING'),
  entryAt(1, { kind: 'phase', from: 'connecting', to: 'waiting' }),
  entryAt(1, { kind: 'wait', because: 'STARTING', seconds: 10 }),
  requestAt(11.5, 0.5, 200, 'a code, 60 s left'),
  entryAt(11.5, { kind: 'code', count: 1, life: 60_000 }),
  entryAt(11.5, { kind: 'phase', from: 'waiting', to: 'scannable' }),
  entryAt(71.5, { kind: 'phase', from: 'scannable', to: 'expired' }),
  requestAt(72, 0.5, 200, 'a code, 20 s left'),
  entryAt(72, { kind: 'code', count: 2, life: 20_000 }),
  entryAt(72, { kind: 'phase', from: 'expired', to: 'scannable' }),
  requestAt(78, 0.25),
  requestAt(84, 0.25),
  entryAt(84, { kind: 'code', count: 3 }),
  requestAt(90, 0.5, 422, 'STARTING'),
  entryAt(90, { kind: 'phase', from: 'scannable', to: 'linking' }),
  requestAt(96, 1),
  entryAt(96, { kind: 'phase', from: 'linking', to: 'linked' }),
];
