import type { PairingRequest } from '../../../../src/core/gateways/client';
import type { Pairing } from '../../../../src/core/pairing/pairing';
import type { Phase } from '../../../../src/core/pairing/phase';
import type { AnswerName } from '../../samples/answers';
import { answers } from '../../samples/answers';
import { entries } from '../../samples/entries';
import type { Outcome } from '../../samples/outcome';
import { requesting, pairing, phases } from '../../samples/pairings';

/** A pairing in each phase with that request under way: hidden if the phase means that, and without a request in phases that have none. */
export function underWay(
  request: PairingRequest,
): Record<Phase['kind'] | 'waiting, hidden' | 'scannable, hidden', Pairing> {
  return {
    connecting: requesting(phases.connecting, request),
    waiting: requesting(phases.waiting, request),
    'waiting, hidden': requesting(phases.waiting, request, { visible: false }),
    scannable: requesting(phases.scannable, request),
    'scannable, hidden': requesting(phases.scannable, request, { visible: false }),
    expired: requesting(phases.expired, request),
    paused: requesting(phases.paused, request, { visible: false }),
    linking: requesting(phases.linking, request),
    passkey: requesting(phases.passkey, request),
    linked: requesting(phases.linked, request),
    unlinked: pairing(phases.unlinked),
    stopped: pairing(phases.stopped),
    locked: pairing(phases.locked),
    failed: pairing(phases.failed),
  };
}

type Table = Record<keyof ReturnType<typeof underWay>, Record<AnswerName, Outcome>>;

/** The same outcome for every answer. */
function always<Result extends Outcome>(result: Result): Record<AnswerName, Result> {
  return Object.fromEntries(entries(answers).map(([name]) => [name, result])) as Record<AnswerName, Result>;
}

const codes = {
  'a new code': 'scannable qr +6.7',
  'a new code, soon expired': 'scannable qr +5',
  'a new code, expired': 'expired qr +5',
  'a new code, without expiry': 'scannable qr +6',
  'the same code': 'scannable qr +6.7',
  'the same code, expired': 'expired qr +5',
  'the same code, without expiry': 'scannable qr +6',
} as const;
const hiddenCodes = {
  'a new code': 'scannable session +10',
  'a new code, soon expired': 'scannable session +10',
  'a new code, expired': 'paused session +10',
  'a new code, without expiry': 'scannable session +10',
  'the same code': 'scannable session +10',
  'the same code, expired': 'paused session +10',
  'the same code, without expiry': 'scannable session +10',
} as const;
const endings = {
  WORKING: 'linked session +0',
  FAILED: 'failed',
  STOPPED: 'failed',
  permanent: 'failed',
} as const;
const passkey = { PASSKEY: 'passkey session +10' } as const;

/** The outcome of an answer to the QR request, with a poll interval of 6 s. */
export const afterQr: Table = {
  connecting: {
    ...codes,
    ...endings,
    ...passkey,
    'no code': 'waiting qr +10',
    STARTING: 'waiting qr +10',
    SCAN_QR_CODE: 'connecting qr +5',
    'unclear status': 'connecting session +0',
    done: 'connecting qr +5',
    transient: 'connecting qr +10',
    'rate limit': 'connecting qr +10',
    'rate limit for 30 s': 'connecting qr +30',
  },
  waiting: {
    ...codes,
    ...endings,
    ...passkey,
    'no code': 'waiting qr +20',
    STARTING: 'waiting qr +20',
    SCAN_QR_CODE: 'waiting qr +5',
    'unclear status': 'waiting session +0',
    done: 'waiting qr +5',
    transient: 'waiting qr +10',
    'rate limit': 'waiting qr +10',
    'rate limit for 30 s': 'waiting qr +30',
  },
  'waiting, hidden': {
    ...hiddenCodes,
    ...endings,
    ...passkey,
    'no code': 'waiting session +20',
    STARTING: 'waiting session +20',
    SCAN_QR_CODE: 'paused session +10',
    'unclear status': 'waiting session +0',
    done: 'waiting session +5',
    transient: 'waiting session +10',
    'rate limit': 'waiting session +10',
    'rate limit for 30 s': 'waiting session +30',
  },
  scannable: {
    ...codes,
    'the same code, without expiry': 'scannable qr +6.7',
    ...endings,
    ...passkey,
    'no code': 'scannable qr +5',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'scannable qr +5',
    'unclear status': 'scannable session +0',
    done: 'scannable qr +5',
    transient: 'scannable qr +10',
    'rate limit': 'scannable qr +10',
    'rate limit for 30 s': 'scannable qr +30',
  },
  'scannable, hidden': {
    ...hiddenCodes,
    ...endings,
    ...passkey,
    'no code': 'scannable session +5',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'scannable session +10',
    'unclear status': 'scannable session +0',
    done: 'scannable session +5',
    transient: 'scannable session +10',
    'rate limit': 'scannable session +10',
    'rate limit for 30 s': 'scannable session +30',
  },
  expired: {
    ...codes,
    ...endings,
    ...passkey,
    'the same code, without expiry': 'expired qr +5',
    'no code': 'waiting qr +10',
    STARTING: 'waiting qr +10',
    SCAN_QR_CODE: 'expired qr +5',
    'unclear status': 'expired session +0',
    done: 'expired qr +5',
    transient: 'expired qr +10',
    'rate limit': 'expired qr +10',
    'rate limit for 30 s': 'expired qr +30',
  },
  paused: {
    ...hiddenCodes,
    ...endings,
    ...passkey,
    'no code': 'waiting session +10',
    STARTING: 'waiting session +10',
    SCAN_QR_CODE: 'paused session +10',
    'unclear status': 'paused session +0',
    done: 'paused session +5',
    transient: 'paused session +10',
    'rate limit': 'paused session +10',
    'rate limit for 30 s': 'paused session +30',
  },
  linking: {
    ...codes,
    ...endings,
    ...passkey,
    'no code': 'waiting qr +10',
    STARTING: 'linking session +5',
    SCAN_QR_CODE: 'connecting qr +5',
    'unclear status': 'linking session +0',
    done: 'linking qr +5',
    transient: 'linking session +10',
    'rate limit': 'linking session +10',
    'rate limit for 30 s': 'linking session +30',
  },
  passkey: {
    ...codes,
    ...endings,
    ...passkey,
    'no code': 'waiting qr +10',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'connecting qr +5',
    'unclear status': 'passkey session +0',
    done: 'passkey qr +5',
    transient: 'passkey session +10',
    'rate limit': 'passkey session +10',
    'rate limit for 30 s': 'passkey session +30',
  },
  linked: always('linked'),
  unlinked: always('same'),
  stopped: always('same'),
  locked: always('same'),
  failed: always('same'),
};

/** After a session check no other one is needed for the account, and the last QR request ended long ago. */
const accountKnown = { WORKING: 'linked' } as const;
const noWait = { 'a new code, soon expired': 'scannable qr +4', SCAN_QR_CODE: 'connecting qr +0' } as const;

/** The outcome of an answer to a session check. */
export const afterSession: Table = {
  connecting: {
    ...afterQr.connecting,
    ...accountKnown,
    ...noWait,
    'unclear status': 'waiting qr +10',
    transient: 'waiting qr +10',
    permanent: 'waiting qr +10',
  },
  waiting: {
    ...afterQr.waiting,
    ...accountKnown,
    ...noWait,
    SCAN_QR_CODE: 'waiting qr +0',
    'unclear status': 'waiting qr +20',
    transient: 'waiting qr +20',
    permanent: 'waiting qr +20',
  },
  'waiting, hidden': {
    ...afterQr['waiting, hidden'],
    ...accountKnown,
    'unclear status': 'waiting session +20',
  },
  scannable: {
    ...afterQr.scannable,
    ...accountKnown,
    ...noWait,
    STARTING: 'linking session +5',
    SCAN_QR_CODE: 'scannable qr +0',
    'unclear status': 'scannable qr +10',
    permanent: 'scannable qr +10',
  },
  'scannable, hidden': {
    ...afterQr['scannable, hidden'],
    ...accountKnown,
    STARTING: 'linking session +5',
    'unclear status': 'scannable session +10',
  },
  expired: {
    ...afterQr.expired,
    ...accountKnown,
    ...noWait,
    SCAN_QR_CODE: 'expired qr +0',
    'unclear status': 'waiting qr +10',
    transient: 'waiting qr +10',
    permanent: 'waiting qr +10',
  },
  paused: { ...afterQr.paused, ...accountKnown, 'unclear status': 'waiting session +10' },
  linking: {
    ...afterQr.linking,
    ...accountKnown,
    ...noWait,
    'unclear status': 'linking session +5',
  },
  passkey: {
    ...afterQr.passkey,
    ...accountKnown,
    ...noWait,
    STARTING: 'linking session +5',
    'unclear status': 'passkey session +10',
  },
  linked: always('linked'),
  unlinked: always('same'),
  stopped: always('same'),
  locked: always('same'),
  failed: always('same'),
};

/** The outcome of an answer to a start or restart. */
export const afterCommand: Record<AnswerName, Outcome> = {
  ...always('connecting qr +0'),
  transient: 'failed',
  'rate limit': 'failed',
  'rate limit for 30 s': 'failed',
  permanent: 'failed',
};

/** The outcome of an answer to a logout. */
export const afterLogout: Record<AnswerName, Outcome> = {
  ...always('unlinked'),
  transient: 'failed',
  'rate limit': 'failed',
  'rate limit for 30 s': 'failed',
  permanent: 'failed',
};
