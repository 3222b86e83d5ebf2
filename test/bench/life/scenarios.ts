import { between } from './random';
import type { Manner } from './gateway';
import { plainManner, wahaManner } from './gateway';
import type { Rotation } from './lifetime';
import { sixCodes } from './lifetime';
import type { Delay, Scenario } from './scenario';

const early: Rotation = { ...sixCodes, earlyShare: 0.5 };
/** A gateway that is only slow: it works on each answer for this many seconds, and reads the code at the end. */
const slow = (seconds: number): Manner => ({ ...plainManner, thinking: seconds * 1_000 });
const gaps: Rotation = { ...sixCodes, gap: [1_000, 4_001] };
/** Two codes, and then the second one again and again. */
const repeating: Rotation = { ...sixCodes, codes: 2, ending: 'repeats' };
/** On a WAHA of one’s own: 5 to 20 ms for a request and its answer. */
const local: Delay = { median: 5, sigma: 0.3 };
const started = { expiry: false, restarts: true, rotation: sixCodes };
const joined = { expiry: false, rotation: sixCodes };

/** The measured scenarios. */
export const scenarios = {
  hasExpiry: { name: 'with expiry', expiry: true, rotation: sixCodes },
  secondsOff: {
    name: 'with expiry, clock up to 1 s off',
    expiry: true,
    clockOffset: (random) => between(random, -1_000, 1_001),
    rotation: sixCodes,
  },
  minutesOff: {
    name: 'with expiry, clock 3 min off',
    expiry: true,
    clockOffset: (random) => (random() < 0.5 ? -1 : 1) * 3 * 60_000,
    rotation: sixCodes,
  },
  noExpiry: { ...joined, name: 'without expiry' },
  early: { name: 'with expiry, early replacement', expiry: true, rotation: early },
  earlyNoExpiry: { name: 'without expiry, early replacement', expiry: false, rotation: early },
  started: { ...started, name: 'without expiry, session started from here', manner: wahaManner },
  startedAtOnce: {
    ...started,
    name: 'without expiry, session started from here, 422 at once while it starts',
  },
  waha: { ...joined, name: 'of a real WAHA', manner: wahaManner, delay: local },
  wahaStarted: {
    ...started,
    name: 'of a real WAHA, session started from here',
    manner: wahaManner,
    delay: local,
  },
  slow1: { name: 'with expiry, answers take 1 s', expiry: true, rotation: sixCodes, manner: slow(1) },
  slow5: { name: 'with expiry, answers take 5 s', expiry: true, rotation: sixCodes, manner: slow(5) },
  slow10: { name: 'with expiry, answers take 10 s', expiry: true, rotation: sixCodes, manner: slow(10) },
  slow10First: {
    name: 'with expiry, answers take 10 s after the code was read',
    expiry: true,
    rotation: sixCodes,
    manner: { ...slow(10), readsFirst: true },
  },
  slow15: { name: 'with expiry, answers take 15 s', expiry: true, rotation: sixCodes, manner: slow(15) },
  slow1NoExpiry: { ...joined, name: 'without expiry, answers take 1 s', manner: slow(1) },
  slow5NoExpiry: { ...joined, name: 'without expiry, answers take 5 s', manner: slow(5) },
  slow10NoExpiry: { ...joined, name: 'without expiry, answers take 10 s', manner: slow(10) },
  slow15NoExpiry: { ...joined, name: 'without expiry, answers take 15 s', manner: slow(15) },
  proxyAhead: {
    name: 'with expiry, `Date` of a proxy 30 s ahead',
    expiry: true,
    dateOffset: 30_000,
    rotation: sixCodes,
  },
  proxyBehind: {
    name: 'with expiry, `Date` of a proxy 30 s behind',
    expiry: true,
    dateOffset: -30_000,
    rotation: sixCodes,
  },
  gaps: { name: 'with expiry, 1 to 4 s without a code at each change', expiry: true, rotation: gaps },
  gapsNoExpiry: {
    name: 'without expiry, 1 to 4 s without a code at each change',
    expiry: false,
    rotation: gaps,
  },
  evolution: {
    name: 'of Evolution API: 30 codes of 45 s, without expiry',
    expiry: false,
    rotation: { ...sixCodes, codes: 30, firstCode: 45_000, laterCode: 45_000 },
  },
  browser: {
    name: 'of wppconnect: 20 s each, the browser closes after 60 s, without expiry',
    expiry: false,
    rotation: { ...sixCodes, codes: 3, firstCode: 20_000, ending: 'STOPPED' },
  },
  repeated: {
    name: 'that the gateway repeats for minutes, without expiry',
    expiry: false,
    rotation: repeating,
  },
  repeatedSliding: {
    name: 'that the gateway repeats for minutes, always with an expiry in 20 s',
    expiry: true,
    rotation: { ...repeating, ending: 'slides' },
  },
} as const satisfies Record<string, Scenario>;

/** The name of a scenario. */
export type ScenarioName = keyof typeof scenarios;

/** The names of the scenarios, in the order of the tables. */
export const scenarioNames = Object.keys(scenarios) as readonly ScenarioName[];
