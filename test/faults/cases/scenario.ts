import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../gateway/fault';
import type { InstanceOptions } from '../../gateway/instance';
import type { SessionStatus } from '../../gateway/session';
import type { Case } from '../case';
import { Unexpected } from '../case';
import type { ExpectedState } from '../windowstate';
import { describeExpected } from '../windowstate';
import type { Stage } from '../stage';

/** The share that random jitter may add to a wait. */
const jitter = 0.1;
/** How much timers, the network and a busy machine may add, in seconds. */
const delay = 1.5;
const sessionInfo = '/v2/session/info';
/** A link is confirmed ten seconds after it was first seen, which is a moment before the window says so: in ms. */
const confirmation = 7_000;
const confirmationTimeout = 30_000;
/** The end of an aborted request is seen a little late, in seconds. */
const tolerance = 0.2;

/** A case as data: what the gateway answers from the first request on, and what should be visible then. */
export interface Scenario {
  readonly done: string;
  readonly instance?: Omit<InstanceOptions, 'id'>;
  /** The status of the session. */
  readonly status?: SessionStatus;
  readonly faults?: readonly Fault[] | ((stage: Stage) => readonly Fault[]);
  /** What happens to the instance before the pairing starts. */
  readonly prepare?: (stage: Stage) => unknown;
  readonly seen: ExpectedState;
  /** Whether the pairing ends, so that no request may follow. */
  readonly ends?: boolean;
  /** Further steps. */
  readonly then?: readonly Step[];
}

/** A further step, and what should happen then. */
export interface Step {
  readonly name: string;
  /** Does it; a text that it returns is reported. */
  readonly act?: (stage: Stage) => unknown;
  /** The text that it should return. */
  readonly expected?: string;
  readonly seen?: ExpectedState;
  /** How long it may take until that is visible, in ms. */
  readonly within?: number;
}

/** Makes a case of a scenario. */
export function scenario({
  done,
  instance,
  status,
  faults = [],
  prepare,
  seen,
  ends = false,
  then = [],
}: Scenario): Case {
  const ending = ends ? ', and no request follows' : '';
  return {
    done: [done, ...then.map(({ name }) => name)].join('; then '),
    expected: [{ seen }, ...then].map(describeStep).filter(isNotEmpty).join('; then ') + ending,
    ...(instance && { instance }),
    run: async (stage) => {
      // Its codes may have expired before its turn comes.
      stage.instance.session.restart();
      if (status) stage.instance.setState(status);
      await prepare?.(stage);
      stage.instance.script(...(typeof faults === 'function' ? faults(stage) : faults));
      await stage.pair();
      const happened = [await stage.waitFor(seen)];
      for (const step of then) {
        const text = await step.act?.(stage);
        const state = step.seen && (await stage.waitFor(step.seen, step.within));
        happened.push([text, state].filter((part) => typeof part === 'string').join(', '));
      }
      if (ends) stage.expectNoRequests();
      return happened.filter(isNotEmpty).join('; then ') + (ends ? ', and none is planned' : '');
    },
  };
}

function isNotEmpty(words: string): boolean {
  return words !== '';
}

function describeStep({ expected, seen }: Partial<Step>): string {
  return [expected, seen && describeExpected(seen)].filter((part) => part !== undefined).join(', ');
}

/** Faults that answer every request for a QR code in the same way. */
export function everyQrRequest(fault: Fault): readonly Fault[] {
  return [{ path: '/v2/auth/qr', times: 'always', ...fault }];
}

/** Presses a button of the panel. */
export function press(button: string, seen: ExpectedState, within?: number): Step {
  return {
    name: `[${button}]`,
    act: (stage) => stage.press(button),
    seen,
    ...(within !== undefined && { within }),
  };
}

/** Waits for the session check that confirms a new link; no request follows it. */
export const linkConfirmed: Step = {
  name: 'the link is confirmed',
  act: async (stage) => {
    const since = stage.reader.statusSince(/Linked/) ?? Date.now();
    await stage.waitForRequest(sessionInfo, since + confirmation, confirmationTimeout);
    await sleep(1_000);
  },
};

/** Waits for the next request of a path, and checks how long after the previous one it starts. */
export function nextRequest(
  seconds: number,
  options: { readonly path?: string; readonly seen?: ExpectedState; readonly within?: number } = {},
): Step {
  const { path = '/v2/auth/qr', seen, within = seconds * jitter + delay } = options;
  const words = (after: string): string => `${path} is requested after ${after} s`;
  return {
    name: 'waiting for the next request',
    expected: words(String(seconds)),
    act: async (stage) => {
      const gap = await stage.nextRequest(path, (seconds + within) * 1_000 + 10_000);
      const text = words(gap.toFixed(1));
      if (gap < seconds - tolerance || gap > seconds + within) throw new Unexpected(text);
      return text;
    },
    ...(seen && { seen }),
  };
}
