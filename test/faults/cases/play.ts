import type { Fault } from '../../gateway/fault';
import type { InstanceOptions } from '../../gateway/instance';
import type { SessionStatus } from '../../gateway/session';
import type { Case } from '../case';
import { Unexpected } from '../case';
import type { Expected } from '../sight';
import { describeExpected } from '../sight';
import type { Stage } from '../stage';

/** What chance may add to a wait. */
const jitter = 0.1;
/** What timers, the way to the gateway and a busy machine may add, in seconds. */
const delay = 1.5;
/** The end of a call that the client gave up is seen a little late, in seconds. */
const shave = 0.2;

/** A case as data: what the gateway answers from the first call on, and what is to be seen then. */
export interface Scene {
  readonly done: string;
  readonly instance?: Omit<InstanceOptions, 'id'>;
  /** What the session is in. */
  readonly state?: SessionStatus;
  readonly faults?: readonly Fault[] | ((stage: Stage) => readonly Fault[]);
  readonly seen: Expected;
  /** The pairing is over: no call may follow. */
  readonly ends?: boolean;
  /** What to do after that. */
  readonly then?: readonly Step[];
}

/** One thing more that is done, and what should happen then. */
export interface Step {
  readonly words: string;
  /** What it gives is told. */
  readonly act?: (stage: Stage) => unknown;
  /** What it should give, in words. */
  readonly expected?: string;
  readonly seen?: Expected;
  /** How long that may take to be seen, in ms. */
  readonly within?: number;
}

/** Makes a case of a scene. */
export function play({ done, instance, state, faults = [], seen, ends = false, then = [] }: Scene): Case {
  const silence = ends ? ', and no call follows' : '';
  return {
    done: [done, ...then.map(({ words }) => words)].join('; then '),
    expected: [{ seen }, ...then].map(inWords).filter(isSaid).join('; then ') + silence,
    ...(instance && { instance }),
    run: async (stage) => {
      // Its life may be over before its turn comes.
      stage.instance.session.restart();
      if (state) stage.instance.setState(state);
      stage.instance.script(...(typeof faults === 'function' ? faults(stage) : faults));
      await stage.pair();
      const happened = [await stage.see(seen)];
      for (const step of then) {
        const told = await step.act?.(stage);
        const sight = step.seen && (await stage.see(step.seen, step.within));
        happened.push([told, sight].filter((part) => typeof part === 'string').join(', '));
      }
      if (ends) stage.expectSilence();
      return happened.filter(isSaid).join('; then ') + (ends ? ', and none is planned' : '');
    },
  };
}

function isSaid(words: string): boolean {
  return words !== '';
}

function inWords({ expected, seen }: Partial<Step>): string {
  return [expected, seen && describeExpected(seen)].filter((part) => part !== undefined).join(', ');
}

/** Faults that answer the question for a code in the same way each time. */
export function everyCode(fault: Fault): readonly Fault[] {
  return [{ path: '/v2/auth/qr', times: 'always', ...fault }];
}

/** Presses a button of the panel. */
export function press(button: string, seen: Expected, within?: number): Step {
  return {
    words: `[${button}]`,
    act: (stage) => stage.press(button),
    seen,
    ...(within !== undefined && { within }),
  };
}

/** Waits for the next call and for how long it is after the one before it. */
export function nextCall(
  seconds: number,
  options: { readonly path?: string; readonly seen?: Expected; readonly within?: number } = {},
): Step {
  const { path = '/v2/auth/qr', seen, within = seconds * jitter + delay } = options;
  const words = (after: string, where = path): string => `${where} is asked after ${after} s`;
  return {
    words: 'waiting for the next call',
    expected: words(String(seconds)),
    act: async (stage) => {
      const gap = await stage.nextCall((seconds + within) * 1_000 + 10_000);
      const told = words(gap.seconds.toFixed(1), gap.path);
      const onTime = gap.seconds >= seconds - shave && gap.seconds <= seconds + within;
      if (gap.path !== path || !onTime) throw new Unexpected(told);
      return told;
    },
    ...(seen && { seen }),
  };
}
