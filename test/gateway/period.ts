import type { Engine } from './engine';

/** Every status of a session, in the gateway's spelling. */
export const sessionStatuses = [
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'WORKING',
  'FAILED',
  'PASSKEY_REQUIRED',
  'PASSKEY_CONFIRMATION_REQUIRED',
] as const;

/** The status of a session. */
export type SessionStatus = (typeof sessionStatuses)[number];

/** A QR code that a phone can scan. */
export interface Code {
  readonly value: string;
  /** The time at which it expires, in ms since the epoch. */
  readonly until: number;
}

/** A period in which a session has one status. */
export interface Period {
  readonly status: SessionStatus;
  /** The time at which the next period begins; Infinity if only an action ends this one. */
  readonly until: number;
  /** The QR code that the gateway hands out in it. */
  readonly code?: Code;
  /** Whether a phone has scanned the code, so that no phone accepts it again. */
  readonly used?: true;
  /** What is stored of the account, if it isn't all of it. */
  readonly stored?: 'nothing' | 'noName';
}

/** A linked session, until something happens. */
export const workingPeriod: Period = { status: 'WORKING', until: Infinity };
/** A failed session, until something happens. */
export const failedPeriod: Period = { status: 'FAILED', until: Infinity };

/** From a scan at `now`, or the entry of a pairing code, to the linked account; `linking` is the time to WORKING. */
export function linkingPeriods(
  now: number,
  linking: number,
  engine: Engine | undefined,
  code: Code | undefined,
): readonly Period[] {
  const working = now + linking;
  if (engine === undefined || code === undefined)
    return [{ status: 'STARTING', until: working }, workingPeriod];
  // In a test with a short link, no step comes after WORKING.
  const at = (time: number): number => Math.min(now + time, working);
  const scan = { status: 'SCAN_QR_CODE', used: true } as const;
  return [
    { ...scan, until: at(engine.paired), code, stored: 'nothing' },
    { ...scan, until: at(engine.emptied), code, stored: 'noName' },
    { ...scan, until: at(engine.reconnecting), code: { ...code, value: '' }, stored: 'noName' },
    { status: 'STARTING', until: working, stored: 'noName' },
    { status: 'WORKING', until: Math.max(now + engine.named, working), stored: 'noName' },
    workingPeriod,
  ];
}
