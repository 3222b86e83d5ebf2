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
const endings = { STOPPED: 'failed', permanent: 'failed' } as const;
const passkey = { PASSKEY: 'passkey session +10' } as const;

/** The answers to a request for a code after which a session check decides, in a phase that stays. */
function checked<Kind extends Phase['kind']>(
  kind: Kind,
): Record<'no code' | 'WORKING' | 'FAILED' | 'not found' | 'unclear status', `${Kind} session +0`> {
  const check = `${kind} session +0` as const;
  return { 'no code': check, WORKING: check, FAILED: check, 'not found': check, 'unclear status': check };
}

/** After failed requests, in a phase that stays. */
function retried<Kind extends Phase['kind'], Request extends 'qr' | 'session'>(
  kind: Kind,
  request: Request,
): Record<'transient' | 'unreadable' | 'rate limit', `${Kind} ${Request} +10`> &
  Record<'rate limit for 30 s', `${Kind} ${Request} +30`> {
  const retry = `${kind} ${request} +10` as const;
  return {
    transient: retry,
    unreadable: retry,
    'rate limit': retry,
    'rate limit for 30 s': `${kind} ${request} +30`,
  };
}

/** A phone may have scanned a code that is, or was lately, on screen. */
const scanned = { WORKING: 'linking session +0', FAILED: 'waiting session +5' } as const;

/** The outcome of an answer to the QR request, with a poll interval of 6 s. */
export const afterQr: Table = {
  connecting: {
    ...codes,
    ...endings,
    ...passkey,
    ...checked('connecting'),
    ...retried('connecting', 'qr'),
    STARTING: 'waiting qr +10',
    SCAN_QR_CODE: 'connecting qr +5',
    done: 'connecting qr +5',
  },
  waiting: {
    ...codes,
    ...endings,
    ...passkey,
    ...checked('waiting'),
    ...retried('waiting', 'qr'),
    STARTING: 'waiting qr +20',
    SCAN_QR_CODE: 'waiting qr +5',
    done: 'waiting qr +5',
  },
  'waiting, hidden': {
    ...hiddenCodes,
    ...endings,
    ...passkey,
    ...checked('waiting'),
    ...retried('waiting', 'session'),
    STARTING: 'waiting session +20',
    SCAN_QR_CODE: 'waiting session +5',
    done: 'waiting session +0',
  },
  scannable: {
    ...codes,
    'the same code, without expiry': 'scannable qr +6.7',
    ...endings,
    ...passkey,
    ...scanned,
    ...retried('scannable', 'qr'),
    'no code': 'expired session +0',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'scannable qr +5',
    'unclear status': 'scannable session +0',
    'not found': 'scannable qr +5',
    done: 'scannable qr +5',
  },
  'scannable, hidden': {
    ...hiddenCodes,
    ...endings,
    ...passkey,
    ...scanned,
    ...retried('scannable', 'session'),
    'no code': 'paused session +0',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'scannable session +5',
    'unclear status': 'scannable session +0',
    'not found': 'scannable session +5',
    done: 'scannable session +0',
  },
  expired: {
    ...codes,
    'the same code': 'scannable qr +6',
    ...endings,
    ...passkey,
    ...scanned,
    ...retried('expired', 'qr'),
    'the same code, without expiry': 'expired qr +5',
    'no code': 'expired session +0',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'expired qr +5',
    'unclear status': 'expired session +0',
    'not found': 'waiting qr +5',
    done: 'expired qr +5',
  },
  paused: {
    ...hiddenCodes,
    ...endings,
    ...passkey,
    ...checked('paused'),
    ...retried('paused', 'session'),
    STARTING: 'waiting session +10',
    SCAN_QR_CODE: 'paused session +5',
    done: 'paused session +0',
  },
  linking: {
    ...codes,
    ...endings,
    ...passkey,
    ...checked('linking'),
    ...retried('linking', 'session'),
    FAILED: 'waiting session +5',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'linking qr +5',
    done: 'linking qr +5',
  },
  passkey: {
    ...codes,
    ...endings,
    ...passkey,
    ...checked('passkey'),
    ...retried('passkey', 'session'),
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'passkey qr +5',
    done: 'passkey qr +5',
  },
  linked: {
    ...always('linked session +5'),
    'rate limit': 'linked session +10',
    'rate limit for 30 s': 'linked session +30',
    WORKING: 'linked session +9',
    FAILED: 'failed',
    STOPPED: 'failed',
    SCAN_QR_CODE: 'failed',
    PASSKEY: 'failed',
  },
  unlinked: always('same'),
  stopped: always('same'),
  locked: always('same'),
  failed: always('same'),
};

/** A session check never brings a code, and the last QR request ended long ago. */
const noWait = {
  'a new code': 'scannable qr +0',
  'a new code, soon expired': 'scannable qr +0',
  'a new code, expired': 'expired qr +0',
  'a new code, without expiry': 'scannable qr +0',
  'the same code': 'scannable qr +0',
  'the same code, expired': 'expired qr +0',
  'the same code, without expiry': 'scannable qr +0',
  SCAN_QR_CODE: 'connecting qr +0',
  WORKING: 'linked session +5',
} as const;
const hiddenCheck = { WORKING: 'linked session +5' } as const;

/** The outcome of an answer to a session check. */
export const afterSession: Table = {
  connecting: {
    ...afterQr.connecting,
    ...noWait,
    FAILED: 'failed',
    'no code': 'connecting session +5',
    'unclear status': 'waiting qr +10',
    done: 'connecting qr +0',
    transient: 'waiting qr +10',
    unreadable: 'waiting qr +10',
    permanent: 'waiting qr +10',
    'not found': 'waiting session +5',
  },
  waiting: {
    ...afterQr.waiting,
    ...noWait,
    FAILED: 'failed',
    SCAN_QR_CODE: 'waiting qr +0',
    'no code': 'waiting session +5',
    'unclear status': 'waiting qr +20',
    done: 'waiting qr +0',
    transient: 'waiting qr +20',
    unreadable: 'waiting qr +20',
    permanent: 'waiting qr +20',
    'not found': 'waiting session +5',
  },
  'waiting, hidden': {
    ...afterQr['waiting, hidden'],
    ...hiddenCheck,
    FAILED: 'failed',
    SCAN_QR_CODE: 'paused session +10',
    'no code': 'waiting session +5',
    'unclear status': 'waiting session +20',
    done: 'waiting session +5',
    permanent: 'waiting session +10',
    'not found': 'waiting session +10',
  },
  scannable: {
    ...afterQr.scannable,
    ...noWait,
    FAILED: 'waiting session +5',
    STARTING: 'linking session +3',
    SCAN_QR_CODE: 'scannable qr +0',
    'no code': 'expired session +3',
    'unclear status': 'scannable qr +10',
    done: 'scannable qr +0',
    permanent: 'scannable qr +10',
    'not found': 'scannable session +5',
  },
  'scannable, hidden': {
    ...afterQr['scannable, hidden'],
    ...hiddenCheck,
    STARTING: 'linking session +3',
    SCAN_QR_CODE: 'scannable session +10',
    'no code': 'paused session +5',
    'unclear status': 'scannable session +10',
    done: 'scannable session +5',
    permanent: 'scannable session +10',
    'not found': 'scannable session +10',
  },
  expired: {
    ...afterQr.expired,
    ...noWait,
    FAILED: 'waiting session +5',
    STARTING: 'linking session +3',
    SCAN_QR_CODE: 'expired qr +0',
    'the same code, without expiry': 'expired qr +0',
    'no code': 'expired session +3',
    'unclear status': 'waiting qr +10',
    done: 'expired qr +0',
    transient: 'waiting qr +10',
    unreadable: 'waiting qr +10',
    permanent: 'waiting qr +10',
    'not found': 'waiting session +5',
  },
  paused: {
    ...afterQr.paused,
    ...hiddenCheck,
    FAILED: 'failed',
    SCAN_QR_CODE: 'paused session +10',
    'no code': 'paused session +5',
    'unclear status': 'waiting session +10',
    done: 'paused session +5',
    permanent: 'paused session +10',
    'not found': 'paused session +10',
  },
  linking: {
    ...afterQr.linking,
    ...noWait,
    'no code': 'linking session +3',
    STARTING: 'linking session +5',
    'unclear status': 'linking session +5',
    done: 'linking qr +0',
    unreadable: 'linking qr +5',
    permanent: 'linking qr +5',
    'not found': 'waiting session +5',
  },
  passkey: {
    ...afterQr.passkey,
    ...noWait,
    FAILED: 'failed',
    'no code': 'passkey session +5',
    STARTING: 'linking session +3',
    'unclear status': 'passkey session +10',
    done: 'passkey qr +0',
    unreadable: 'passkey qr +5',
    permanent: 'passkey qr +5',
    'not found': 'waiting session +5',
  },
  linked: afterQr.linked,
  unlinked: always('same'),
  stopped: always('same'),
  locked: always('same'),
  failed: always('same'),
};

const commandFailures = {
  transient: 'failed',
  unreadable: 'failed',
  'rate limit': 'failed',
  'rate limit for 30 s': 'failed',
  permanent: 'failed',
  'not found': 'failed',
} as const;

/** The outcome of an answer to a start or restart. */
export const afterCommand: Record<AnswerName, Outcome> = {
  ...always('connecting qr +0'),
  ...commandFailures,
};

/** The outcome of an answer to a logout: a session check shows whether the phone is unlinked. */
export const afterLogout: Record<AnswerName, Outcome> = {
  ...always('connecting session +0'),
  ...commandFailures,
};
