import type { InstanceCommand } from './phase';

/** What a pairing remembers about its session to understand later answers. */
export interface SessionMemory {
  /** Commands to send after the one under way. */
  readonly commands: readonly InstanceCommand[];
  /** The last command that the gateway accepted, and when. */
  readonly commanded?: { readonly command: InstanceCommand; readonly at: number };
  /** Whether the gateway refused the last command because the session is running already. */
  readonly alreadyStarted: boolean;
  /** Whether the pairing ends once the phone is unlinked; otherwise a QR code is shown after each command. */
  readonly unlinks: boolean;
  /** Whether the session named an account while no phone was linked; undefined if that is unknown. */
  readonly hasAccount?: boolean;
  /** Answers in a row without a code. */
  readonly withoutCode: number;
  /** Answers in a row which said that there is no such session: to requests for a code, and to session checks. */
  readonly missing: { readonly qr: number; readonly session: number };
  /** How often in a row the gateway said something without a status, and its words. */
  readonly unclear: { readonly times: number; readonly message?: string };
  /** Since when the session has been FAILED although that may pass. */
  readonly failedSince?: number;
  /** When a session that had failed was seen starting again by itself. */
  readonly recoversSince?: number;
}

/** Nothing is known about the session yet. */
export function newMemory(unlinks: boolean): SessionMemory {
  return { commands: [], alreadyStarted: false, unlinks, ...noDoubts };
}

/** The doubts about a session that a clear answer removes. */
export const noDoubts = {
  withoutCode: 0,
  missing: { qr: 0, session: 0 },
  unclear: { times: 0 },
} as const satisfies Partial<SessionMemory>;

/** A value with other memories. */
export function remember<T extends { readonly memory: SessionMemory }>(
  pairing: T,
  memory: Partial<SessionMemory>,
): T {
  return { ...pairing, memory: { ...pairing.memory, ...memory } };
}

/** A value without the memory that its session has failed. */
export function forgetFailed<T extends { readonly memory: SessionMemory }>(pairing: T): T {
  if (pairing.memory.failedSince === undefined) return pairing;
  const memory = { ...pairing.memory };
  delete memory.failedSince;
  return { ...pairing, memory };
}
