import type { Answer } from './answer';
import type { ApiState } from './api';
import type { Sleep } from './clock';
import type { CodeForm } from './codeanswer';
import type { Credentials } from './credentials';
import { docs } from './docs';
import type { StandInInstance } from './instance';
import type { SessionOptions } from './session';
import type { WahaOptions } from './waha';
import { waha } from './waha';

/** What an allowed request about one instance does. `closed` aborts when the client gives up. */
export interface Operation {
  readonly methods: readonly string[];
  answer(
    instance: StandInInstance,
    state: ApiState,
    credentials: Credentials,
    closed: AbortSignal,
  ): Answer | Promise<Answer>;
}

/** How a gateway behaves behind the paths of Wawp's API. */
export interface Personality {
  /** What sessions are like, unless an instance says otherwise. */
  readonly session: SessionOptions;
  /** How QR codes are written, unless an instance says otherwise. */
  readonly form: CodeForm;
  /** Whether a request that breaks a rate rule is refused; otherwise it is only counted. */
  readonly refusesHaste: boolean;
  /** The requests about one instance, by path. */
  readonly operations: Partial<Record<string, Operation>>;
  /** Creates an instance for the account that sends the request. */
  create(state: ApiState, credentials: Credentials): Answer | Promise<Answer>;
  /** The answer to a method that the path doesn't have; without an allowed method, there is no such path. */
  wrongTarget(method: string, target: URL, allowed?: string): Answer;
  /** Why credentials are refused before they are checked. */
  refuse(credentials: Credentials, about: 'instance' | 'account'): Answer | undefined;
  readonly unauthorized: Answer;
  unknownInstance(id: string): Answer;
  /** Adds the headers that every documented answer has. */
  dress(answer: Answer): Answer;
}

/**
 * The personalities. `docs` does what the vendor's documents say, at once and with an expiry; `waha` does what a real
 * WAHA does: its answers and commands take their time, and codes have no expiry.
 */
export const likes = ['docs', 'waha'] as const;

/** The name of a personality. */
export type Like = (typeof likes)[number];

/** Whether a text names a personality. */
export function isLike(text: string): text is Like {
  return likes.some((like) => like === text);
}

/** What a personality needs of its gateway. */
export interface PersonalityOptions {
  readonly like: Like;
  readonly scale: number;
  readonly sleep: Sleep;
  readonly waha: Partial<WahaOptions>;
}

/** Makes the personality of one gateway. */
export function personality({ like, scale, sleep, waha: options }: PersonalityOptions): Personality {
  return like === 'docs' ? docs : waha(options, scale, sleep);
}
