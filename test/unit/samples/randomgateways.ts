import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstCodeTime } from '../fakes/waha';
import { WahaStage } from '../core/pairing/runner/wahastage';
import type { Habits } from '../fakes/waha';

/** A gateway with some habits, and what happens while an instance is paired on it. All times are in ms. */
export interface World {
  readonly habits: Habits;
  /** How long the session has been offering codes when the pairing joins it; undefined if the pairing starts it. */
  readonly joinedAfter: number | undefined;
  readonly interval: number;
  /** When a phone scans, from the moment at which the first code is on screen; undefined if none does. */
  readonly scanAfter: number | undefined;
}

const codes = 6;
/** How long an answer travels at most, as the product assumes when it reads the gateway’s clock. */
const longestFlight = 500;
/** A timer of 0 ms takes 1 ms on the fake machine. */
const late = 5;

/** A random gateway: near or far, with an expiry or without, with a right clock or a wrong one, with pauses between codes, with any lives. */
export const arbitraryWorld: fc.Arbitrary<World> = fc
  .record({
    first: fc.constantFrom(60_000, 60_000, 45_000, 20_000),
    later: fc.constantFrom(20_000, 20_000, 45_000),
    travel: fc.integer({ min: 1, max: 900 }),
    blocks: fc.constantFrom(0, 10_000),
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 100, max: 4_000 })),
    ahead: fc.option(fc.integer({ min: -200_000_000, max: 200_000_000 }), { nil: undefined }),
    joinedAfter: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
    interval: fc.constantFrom(5_000, 6_000, 6_000, 10_000),
    scanAfter: fc.option(fc.integer({ min: 0, max: 80_000 }), { nil: undefined }),
  })
  .map(({ first, later, travel, blocks, pause, ahead, joinedAfter, interval, scanAfter }) => ({
    habits: {
      lives: [first, ...Array<number>(codes - 1).fill(later)],
      travel,
      blocks,
      pause,
      ...(ahead !== undefined && { reportsExpiry: ahead }),
    },
    joinedAfter,
    interval,
    scanAfter,
  }));

/** The longest time between two requests for a code: an interval and a second, or a gap into which two of 5 s don't fit. */
function longestGap({ interval }: World): number {
  return Math.max(interval + 1_000, 10_000);
}

/** How long a code that has ended may be on screen. */
function expiredBound(world: World): number {
  const { lives, travel, pause, blocks, reportsExpiry } = world.habits;
  const isUsual = lives[0] === 60_000 && lives[1] === 20_000;
  // The gateway’s clock is known but for the flight of its answers, if that is as short as expected.
  if (reportsExpiry !== undefined) return Math.max(travel - longestFlight, 0);
  // The end follows from the end of the restart, unless its answer travels longer than the first code takes, and from lives as expected.
  if (isUsual && world.joinedAfter === undefined) return Math.max(travel - firstCodeTime, 0);
  // Otherwise the next request shows it; one that waits for the next code does so when that comes.
  return longestGap(world) + 2 * travel + (blocks > 0 ? pause : 0);
}

/** Pairs an instance in a random world, and throws if the pairing doesn't do what it should. */
export async function tryWorld(world: World): Promise<void> {
  const { habits, joinedAfter, interval, scanAfter } = world;
  const isJoined = joinedAfter !== undefined;
  const stage = new WahaStage(
    isJoined ? -joinedAfter : Infinity,
    isJoined ? 'qr' : 'restart',
    habits,
    interval,
  );
  const isScannable = (): boolean => stage.shown !== undefined && stage.shown === stage.waha.live?.value;
  if (scanAfter === undefined) await stage.toTheEnd();
  else {
    await stage.pass(60_000, isScannable);
    await stage.pass(scanAfter);
    if (await stage.pass(60_000, isScannable)) await scan(stage, world);
    else await stage.toTheEnd();
  }
  const bound = expiredBound(world) + late;
  assert.ok(stage.expired.longest <= bound, `an ended code was shown for ${stage.expired.longest} ms`);
  assert.deepEqual(stage.neverShown(0), [], 'live codes that were never shown');
  assertPaced(stage);
}

async function scan(stage: WahaStage, world: World): Promise<void> {
  stage.waha.scan();
  const { scannedAt } = stage.waha;
  await stage.pass(60_000, () => stage.phase === 'linked');
  const seenAt = stage.began(['linking', 'linked'], scannedAt) ?? Infinity;
  const bound = longestGap(world) + 2 * world.habits.travel + 2_000 + late;
  assert.ok(seenAt - scannedAt <= bound, `the scan was shown after ${seenAt - scannedAt} ms`);
  assert.equal(stage.began(['failed'], scannedAt), undefined, 'a scan was told as a failure');
  assert.equal(stage.phase, 'linked');
}

/** Requests of one kind never overlap and keep their gap at the gateway. */
function assertPaced({ waha: { requests } }: WahaStage): void {
  for (const [kind, gap] of [
    ['qr', 5_000],
    ['session', 3_000],
  ] as const) {
    const ofKind = requests.filter(({ request }) => request === kind);
    for (const [index, { from }] of ofKind.entries()) {
      const before = ofKind[index - 1];
      if (!before) continue;
      assert.ok(from - before.from >= gap, `${kind} after ${from - before.from} ms`);
    }
  }
}
