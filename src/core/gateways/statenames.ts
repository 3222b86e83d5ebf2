import type { SessionStatus } from './answer';
import type { Translate } from '../text/translate';

/** A state of an instance or its pairing that is shown in more than one view. */
export type NamedState =
  | 'failed'
  | 'scan'
  | 'passkey'
  | 'stopped'
  | 'unknown'
  | 'starting'
  /** No request has been sent yet. */
  | 'unchecked'
  | 'linked'
  | 'unlinked'
  | 'locked';

/** The state that a session's status means. */
export const stateOfSession = {
  STOPPED: 'stopped',
  STARTING: 'starting',
  SCAN_QR_CODE: 'scan',
  WORKING: 'linked',
  FAILED: 'failed',
  PASSKEY: 'passkey',
  unknown: 'unknown',
} as const satisfies Readonly<Record<SessionStatus, NamedState>>;

/** The name of a state, the same in view, panel, status bar, monitor and sentences. */
export function stateName(state: NamedState, t: Translate): string {
  switch (state) {
    case 'failed':
      return t('Failed');
    case 'scan':
      return t('Scan to pair');
    case 'passkey':
      return t('Passkey needed');
    case 'stopped':
      return t('Stopped');
    case 'unknown':
      return t('Unknown');
    case 'starting':
      return t('Starting');
    case 'unchecked':
      return t('Not checked yet');
    case 'linked':
      return t('Linked');
    case 'unlinked':
      return t('Unlinked');
    case 'locked':
      return t('Locked by another window');
    default:
      return state satisfies never;
  }
}
