import type { Account, SessionStatus } from '../gateways/answer';
import type { Failure } from '../failures/failure';

/** What is known of an instance. */
export interface InstanceStatus {
  /** Undefined: no answer yet. A failure leaves the last known one standing. */
  readonly status: SessionStatus | undefined;
  readonly account?: Account;
  /** When that was last confirmed, on the clock's scale. */
  readonly checkedAt?: number;
  /** Why the last check failed, if it did. */
  readonly failure?: Failure;
  /** Whether a check is under way. */
  readonly checking: boolean;
}

/** What is known of an instance that nobody has asked about. */
export const unchecked: InstanceStatus = { status: undefined, checking: false };

const disconnected: ReadonlySet<SessionStatus> = new Set(['SCAN_QR_CODE', 'FAILED', 'STOPPED', 'PASSKEY']);

/** What is known once somebody has found out the session's status. */
export function withStatus(
  before: InstanceStatus,
  status: SessionStatus,
  account: Account | undefined,
  checkedAt: number,
): InstanceStatus {
  // While it stays linked the account is the same, whether it is named again or not.
  const same = status === 'WORKING' && before.status === 'WORKING' ? before.account : undefined;
  const linkedTo = account ?? same;
  return { status, checkedAt, checking: false, ...(linkedTo && { account: linkedTo }) };
}

/** What is known once a check has failed. An instance is gone if it isn't found twice in a row: once may be a gateway that is being moved. */
export function withFailure(before: InstanceStatus, failure: Failure): InstanceStatus {
  const gone = failure.kind === 'instance' && before.failure?.kind === 'instance';
  return gone ? { status: undefined, checking: false, failure } : { ...before, checking: false, failure };
}

/** Whether an instance that was linked no longer is. A phone that reconnects goes through STARTING: only where it ends up tells. */
export function isDisconnected({ status }: InstanceStatus): boolean {
  return status === undefined || disconnected.has(status);
}
