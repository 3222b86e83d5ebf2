import { nextWake } from '../../../src/core/pairing/wake';
import type { Pairing } from '../../../src/core/pairing/pairing';
import type { Event } from '../../../src/core/pairing/event';
import type { FirstRequest, Inherited } from '../../../src/core/pairing/pairing';
import { begin } from '../../../src/core/pairing/pairing';
import { transition } from '../../../src/core/pairing/transition';
import type { Step } from './arbitraries';
import { now } from './pairings';

/** One event in a pairing's life, with the states before and after. */
export interface Moment {
  readonly before: Pairing;
  readonly event: Event;
  readonly after: Pairing;
  readonly at: number;
}

/** How a life begins. */
export interface Beginning {
  readonly visible: boolean;
  readonly first: FirstRequest;
  /** What it takes over from an earlier pairing. */
  readonly inherited?: Inherited;
}

/** Runs a pairing through its steps, and wakes it at its deadlines, or late after a sleep; passes every moment to `observe`. */
export function live(
  steps: readonly Step[],
  observe: (moment: Moment) => void = () => undefined,
  { visible, first, inherited = {} }: Beginning = { visible: true, first: 'qr' },
): Moment['after'] {
  let state = freeze(begin(now, visible, inherited, first));
  let time = now;

  function happen(event: Event): void {
    const before = state;
    state = freeze(transition(before, event));
    observe({ before, event, after: state, at: time });
  }

  for (const step of steps) {
    if (step.does === 'pass') {
      const { ms, chance } = step;
      const until = time + ms;
      // One event for each deadline, and one at the end.
      for (let wake = nextWake(state); wake !== undefined && wake <= until; wake = nextWake(state)) {
        time = Math.max(time, wake);
        const before = state;
        happen({ type: 'due', at: time, chance });
        if (state === before) throw new Error(`Nothing was due: ${JSON.stringify(state)}`);
      }
      time = until;
      happen({ type: 'due', at: time, chance });
    } else if (step.does === 'sleep') {
      // Deadlines during the sleep come with the next step.
      time += step.ms;
    } else {
      happen(eventOf(step, state, time));
    }
  }
  return state;
}

function eventOf(step: Exclude<Step, { does: 'pass' | 'sleep' }>, state: Pairing, at: number): Event {
  switch (step.does) {
    case 'answer': {
      const { to, answer, chance, interval } = step;
      const beside = state.checkSince === undefined ? undefined : ('session' as const);
      const request = to === 'check' ? (beside ?? state.inFlight) : (state.inFlight ?? beside);
      return { type: 'answered', at, request: request ?? 'qr', answer, chance, interval };
    }
    case 'stray':
      return { type: 'answered', at, request: step.request, answer: step.answer, chance: 0, interval: 6_000 };
    case 'postpone':
      return {
        type: 'postpone',
        at: at + step.ms,
        ...(step.request !== undefined && { request: step.request }),
      };
    case 'show':
    case 'hide':
      return { type: 'visible', at, visible: step.does === 'show' };
    case 'locked':
      return { type: 'locked', at, by: step.by };
    case 'retry':
    case 'stop':
    case 'requestPairingCode':
    case 'cancelPairingCode':
      return { type: step.does, at };
    default:
      return step satisfies never;
  }
}

/** Makes sure that no code changes a state in place. */
function freeze(pairing: Pairing): Pairing {
  const { phase, link, plan, last, pairingCode, history, lives, memory } = pairing;
  for (const part of [pairing, phase, link, plan, last, pairingCode, history, history.newest, lives, memory])
    Object.freeze(part);
  return pairing;
}
