import { noHistory } from '../../../src/core/code/code';
import { usualLives } from '../../../src/core/code/codelives';
import { newMemory } from '../../../src/core/pairing/memory';
import type { Account } from '../../../src/core/gateways/answer';
import type { Failure } from '../../../src/core/failures/failure';
import type { PairingRequest } from '../../../src/core/gateways/client';
import type { Link, Pairing } from '../../../src/core/pairing/pairing';
import type { Code } from '../../../src/core/code/code';
import type { Phase } from '../../../src/core/pairing/phase';

/** The time of every sample. */
export const now = Date.UTC(2026, 0, 1, 12);

/** The time so many seconds after {@link now}. */
export function inSeconds(seconds: number): number {
  return now + seconds * 1_000;
}

/** A code with twenty seconds left. */
export const code: Code = {
  value: 'the code on screen',
  known: true,
  expiresAt: inSeconds(20),
  surelyExpiredAt: inSeconds(20),
  end: 'reported',
  confirmedAt: inSeconds(-1),
  // Too slow to count as an answer at once.
  took: 500,
  born: { after: inSeconds(-1), by: inSeconds(-1) },
  firstSeenAt: inSeconds(-1),
  life: undefined,
};

/** The account that samples are linked to. */
export const account: Account = { name: 'Jane Doe', number: '+201012345678' };

/** What a pairing remembers after the gateway has accepted to unlink its phone. */
export const unlinking = { ...newMemory(true), commanded: { command: 'logout', at: now } } as const;

/** A gateway that one request didn't reach. */
export const broken = backoff({ kind: 'network' });

/** A gateway after failed requests. */
export function backoff(because: Failure, failures = 1): Link {
  return { kind: 'backoff', failures, unreadable: 0, because };
}

/** One phase of each kind. */
export const phases: { readonly [Kind in Phase['kind']]: Extract<Phase, { kind: Kind }> } = {
  connecting: { kind: 'connecting' },
  waiting: { kind: 'waiting', refusals: 1, since: inSeconds(-1), stuck: false, cause: 'STARTING' },
  scannable: { kind: 'scannable', code },
  expired: {
    kind: 'expired',
    code: { ...code, expiresAt: inSeconds(-1), surelyExpiredAt: inSeconds(-1) },
    because: 'ended',
  },
  paused: { kind: 'paused' },
  linking: { kind: 'linking', until: inSeconds(50) },
  passkey: { kind: 'passkey' },
  linked: { kind: 'linked', since: inSeconds(-1), account },
  unlinked: { kind: 'unlinked', since: inSeconds(-1) },
  stopped: { kind: 'stopped' },
  locked: { kind: 'locked', by: 'acme' },
  failed: { kind: 'failed', failure: { kind: 'sessionFailed' } },
};

/** A pairing in a phase, by default without a planned request and without one under way. */
export function pairing(phase: Phase, rest: Partial<Pairing> = {}): Pairing {
  const newest = phase.kind === 'scannable' || phase.kind === 'expired' ? phase.code : undefined;
  return {
    phase,
    link: { kind: 'up' },
    last: {},
    visible: true,
    codes: 1,
    history: { ...noHistory, ...(newest && { newest }) },
    lives: usualLives,
    memory: newMemory(false),
    ...rest,
  };
}

/** A pairing with a planned request; the one before ended a second ago. */
export function planned(
  phase: Phase,
  request: PairingRequest,
  seconds: number,
  rest: Partial<Pairing> = {},
): Pairing {
  return pairing(phase, {
    plan: { request, at: inSeconds(seconds) },
    last: { [request]: inSeconds(-1) },
    ...rest,
  });
}

/** A pairing with a request under way; earlier ones ended long ago. */
export function requesting(phase: Phase, request: PairingRequest, rest: Partial<Pairing> = {}): Pairing {
  return pairing(phase, {
    inFlight: request,
    startedAt: now,
    last: { qr: inSeconds(-20), session: inSeconds(-20) },
    ...rest,
  });
}
