import type { PairingRequest } from '../../../../src/core/gateways/client';
import type { Pairing, Phase } from '../../../../src/core/pairing/pairing';
import type { AnswerName } from '../../samples/answers';
import { answers } from '../../samples/answers';
import { entries } from '../../samples/entries';
import type { Outcome } from '../../samples/outcome';
import { calling, pairing, phases } from '../../samples/pairings';

/** A pairing of each kind with that call under way. Hidden where that is what the phase means; without a call where none can be. */
export function underWay(
  request: PairingRequest,
): Record<Phase['kind'] | 'waiting, hidden' | 'scannable, hidden', Pairing> {
  return {
    connecting: calling(phases.connecting, request),
    waiting: calling(phases.waiting, request),
    'waiting, hidden': calling(phases.waiting, request, { visible: false }),
    scannable: calling(phases.scannable, request),
    'scannable, hidden': calling(phases.scannable, request, { visible: false }),
    expired: calling(phases.expired, request),
    paused: calling(phases.paused, request, { visible: false }),
    linking: calling(phases.linking, request),
    passkey: calling(phases.passkey, request),
    linked: calling(phases.linked, request),
    unlinked: pairing(phases.unlinked),
    stopped: pairing(phases.stopped),
    locked: pairing(phases.locked),
    failed: pairing(phases.failed),
  };
}

type Table = Record<keyof ReturnType<typeof underWay>, Record<AnswerName, Outcome>>;

/** What every answer means to a pairing in which it ends the last call, or finds none. */
function always<Result extends Outcome>(result: Result): Record<AnswerName, Result> {
  return Object.fromEntries(entries(answers).map(([name]) => [name, result])) as Record<AnswerName, Result>;
}

const codes = {
  'a new code': 'scannable qr +6.7',
  'a new code, soon dead': 'scannable qr +5',
  'a new code, dead': 'expired qr +5',
  'a new code, undated': 'scannable qr +6',
  'the same code': 'scannable qr +6.7',
  'the same code, dead': 'expired qr +5',
  'the same code, undated': 'scannable qr +6',
} as const;
const unseenCodes = {
  'a new code': 'scannable session +10',
  'a new code, soon dead': 'scannable session +10',
  'a new code, dead': 'paused session +10',
  'a new code, undated': 'scannable session +10',
  'the same code': 'scannable session +10',
  'the same code, dead': 'paused session +10',
  'the same code, undated': 'scannable session +10',
} as const;
const endings = {
  WORKING: 'linked session +0',
  FAILED: 'failed',
  STOPPED: 'failed',
  hopeless: 'failed',
} as const;
const passkey = { PASSKEY: 'passkey session +10' } as const;

/** What follows from an answer to the raw call, with a poll interval of 6 s. */
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
    'slow down': 'connecting qr +10',
    'slow down for 30 s': 'connecting qr +30',
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
    'slow down': 'waiting qr +10',
    'slow down for 30 s': 'waiting qr +30',
  },
  'waiting, hidden': {
    ...unseenCodes,
    ...endings,
    ...passkey,
    'no code': 'waiting session +20',
    STARTING: 'waiting session +20',
    SCAN_QR_CODE: 'paused session +10',
    'unclear status': 'waiting session +0',
    done: 'waiting session +5',
    transient: 'waiting session +10',
    'slow down': 'waiting session +10',
    'slow down for 30 s': 'waiting session +30',
  },
  scannable: {
    ...codes,
    'the same code, undated': 'scannable qr +6.7',
    ...endings,
    ...passkey,
    'no code': 'scannable qr +5',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'scannable qr +5',
    'unclear status': 'scannable session +0',
    done: 'scannable qr +5',
    transient: 'scannable qr +10',
    'slow down': 'scannable qr +10',
    'slow down for 30 s': 'scannable qr +30',
  },
  'scannable, hidden': {
    ...unseenCodes,
    ...endings,
    ...passkey,
    'no code': 'scannable session +5',
    STARTING: 'linking session +0',
    SCAN_QR_CODE: 'scannable session +10',
    'unclear status': 'scannable session +0',
    done: 'scannable session +5',
    transient: 'scannable session +10',
    'slow down': 'scannable session +10',
    'slow down for 30 s': 'scannable session +30',
  },
  expired: {
    ...codes,
    ...endings,
    ...passkey,
    'the same code, undated': 'expired qr +5',
    'no code': 'waiting qr +10',
    STARTING: 'waiting qr +10',
    SCAN_QR_CODE: 'expired qr +5',
    'unclear status': 'expired session +0',
    done: 'expired qr +5',
    transient: 'expired qr +10',
    'slow down': 'expired qr +10',
    'slow down for 30 s': 'expired qr +30',
  },
  paused: {
    ...unseenCodes,
    ...endings,
    ...passkey,
    'no code': 'waiting session +10',
    STARTING: 'waiting session +10',
    SCAN_QR_CODE: 'paused session +10',
    'unclear status': 'paused session +0',
    done: 'paused session +5',
    transient: 'paused session +10',
    'slow down': 'paused session +10',
    'slow down for 30 s': 'paused session +30',
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
    'slow down': 'linking session +10',
    'slow down for 30 s': 'linking session +30',
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
    'slow down': 'passkey session +10',
    'slow down for 30 s': 'passkey session +30',
  },
  linked: always('linked'),
  unlinked: always('same'),
  stopped: always('same'),
  locked: always('same'),
  failed: always('same'),
};

/** A session check needs no other one to name the account, and the last raw call is long past. */
const alreadyAsked = { WORKING: 'linked' } as const;
const freeToAsk = { 'a new code, soon dead': 'scannable qr +4', SCAN_QR_CODE: 'connecting qr +0' } as const;

/** What follows from an answer to a session check. */
export const afterSession: Table = {
  connecting: {
    ...afterQr.connecting,
    ...alreadyAsked,
    ...freeToAsk,
    'unclear status': 'waiting qr +10',
    transient: 'waiting qr +10',
    hopeless: 'waiting qr +10',
  },
  waiting: {
    ...afterQr.waiting,
    ...alreadyAsked,
    ...freeToAsk,
    SCAN_QR_CODE: 'waiting qr +0',
    'unclear status': 'waiting qr +20',
    transient: 'waiting qr +20',
    hopeless: 'waiting qr +20',
  },
  'waiting, hidden': {
    ...afterQr['waiting, hidden'],
    ...alreadyAsked,
    'unclear status': 'waiting session +20',
  },
  scannable: {
    ...afterQr.scannable,
    ...alreadyAsked,
    ...freeToAsk,
    STARTING: 'linking session +5',
    SCAN_QR_CODE: 'scannable qr +0',
    'unclear status': 'scannable qr +10',
    hopeless: 'scannable qr +10',
  },
  'scannable, hidden': {
    ...afterQr['scannable, hidden'],
    ...alreadyAsked,
    STARTING: 'linking session +5',
    'unclear status': 'scannable session +10',
  },
  expired: {
    ...afterQr.expired,
    ...alreadyAsked,
    ...freeToAsk,
    SCAN_QR_CODE: 'expired qr +0',
    'unclear status': 'waiting qr +10',
    transient: 'waiting qr +10',
    hopeless: 'waiting qr +10',
  },
  paused: { ...afterQr.paused, ...alreadyAsked, 'unclear status': 'waiting session +10' },
  linking: {
    ...afterQr.linking,
    ...alreadyAsked,
    ...freeToAsk,
    'unclear status': 'linking session +5',
  },
  passkey: {
    ...afterQr.passkey,
    ...alreadyAsked,
    ...freeToAsk,
    STARTING: 'linking session +5',
    'unclear status': 'passkey session +10',
  },
  linked: always('linked'),
  unlinked: always('same'),
  stopped: always('same'),
  locked: always('same'),
  failed: always('same'),
};

/** What follows from an answer to a start or restart. */
export const afterCommand: Record<AnswerName, Outcome> = {
  ...always('connecting qr +0'),
  transient: 'failed',
  'slow down': 'failed',
  'slow down for 30 s': 'failed',
  hopeless: 'failed',
};

/** What follows from an answer to the wish to unlink the phone. */
export const afterLogout: Record<AnswerName, Outcome> = {
  ...always('unlinked'),
  transient: 'failed',
  'slow down': 'failed',
  'slow down for 30 s': 'failed',
  hopeless: 'failed',
};
