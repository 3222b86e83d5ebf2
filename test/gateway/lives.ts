import type { SessionOptions } from './session';

interface DemoLife {
  /** What to expect of it, in a few words. */
  readonly about: string;
  readonly session: Partial<SessionOptions>;
}

/** The lives that an instance of the demo can be given, by name. */
export const lives = {
  normal: { about: 'shows codes', session: {} },
  slow: { about: 'takes long to start', session: { starting: 90_000 } },
  failed: { about: 'shows codes after a restart', session: { initial: 'FAILED' } },
  linked: { about: 'is linked to a phone', session: { initial: 'WORKING' } },
} as const satisfies Record<string, DemoLife>;

/** The name of a life. */
export type Life = keyof typeof lives;

/** Whether a text names a life. */
export function isLife(text: string): text is Life {
  return Object.hasOwn(lives, text);
}
