import type { Account, SessionStatus } from '../gateways/answer';

/** What is known about the phone of an instance: its account, that there is none, or that nobody can tell while the instance isn't running. */
export type Phone = Account | 'none' | 'notRunning';

/** What a session's status says about the phone of its instance; undefined if it says nothing. */
export function phoneOf(status: SessionStatus, account: Account | undefined): Phone | undefined {
  switch (status) {
    case 'WORKING':
      return account ?? {};
    case 'SCAN_QR_CODE':
    case 'PASSKEY':
      return 'none';
    case 'STARTING':
    case 'STOPPED':
    case 'FAILED':
      // It may have a login, and an account that it names may be one that WhatsApp no longer accepts.
      return 'notRunning';
    case 'unknown':
      return undefined;
    default:
      return status satisfies never;
  }
}
