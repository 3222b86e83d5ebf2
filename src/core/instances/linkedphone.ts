import type { Account, Answer } from '../gateways/answer';

/** What is known about the phone of an instance: its account, that there is none, or that nobody can tell while the instance isn't running. */
export type Phone = Account | 'none' | 'notRunning';

/** What a session's status says about the phone of its instance; undefined if it says nothing. */
export function phoneOf({
  status,
  account,
}: Pick<Extract<Answer, { kind: 'status' }>, 'status' | 'account'>): Phone | undefined {
  if (account && !account.placeholder) return account;
  switch (status) {
    case 'WORKING':
      return {};
    case 'SCAN_QR_CODE':
    case 'PASSKEY':
    case 'STARTING':
      return 'none';
    case 'STOPPED':
    case 'FAILED':
      // It keeps its login, and only some gateways say whether there is one.
      return 'notRunning';
    case 'unknown':
      return undefined;
    default:
      return status satisfies never;
  }
}
