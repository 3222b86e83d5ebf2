import type { SessionOptions } from './session';

interface DemoScenario {
  /** What the instance does, in a few words. */
  readonly about: string;
  readonly session: Partial<SessionOptions>;
}

/** The scenarios that an instance of the demo can have, by name. */
export const scenarios = {
  normal: { about: 'shows codes', session: {} },
  slow: { about: 'takes long to start', session: { starting: 90_000 } },
  failed: { about: 'shows codes after a restart', session: { initial: 'FAILED' } },
  linked: { about: 'is linked to a phone', session: { initial: 'WORKING' } },
} as const satisfies Record<string, DemoScenario>;

/** The name of a scenario. */
export type Scenario = keyof typeof scenarios;

/** Whether a text names a scenario. */
export function isScenario(text: string): text is Scenario {
  return Object.hasOwn(scenarios, text);
}
