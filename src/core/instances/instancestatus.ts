import type { Account, SessionStatus } from '../gateways/answer';
import type { Failure } from '../failures/failure';

/** What is known about an instance. */
export interface InstanceStatus {
  /** Undefined if there is no answer yet. After a failed check the last known status stays. */
  readonly status: SessionStatus | undefined;
  readonly account?: Account;
  /** When the status was last confirmed, on the scale of `Clock.now`. */
  readonly checkedAt?: number;
  /** Why the last check failed, if it did. */
  readonly failure?: Failure;
  /** Whether a check is under way. */
  readonly checking: boolean;
}

/** What is known about an instance before its first check. */
export const unchecked: InstanceStatus = { status: undefined, checking: false };

const disconnected: ReadonlySet<SessionStatus> = new Set(['SCAN_QR_CODE', 'FAILED', 'STOPPED', 'PASSKEY']);

/** What is known after the session's status was found out. */
export function withStatus(
  before: InstanceStatus,
  status: SessionStatus,
  account: Account | undefined,
  checkedAt: number,
): InstanceStatus {
  // While an instance stays linked, its account stays the same, even if an answer doesn't contain it.
  const same = status === 'WORKING' && before.status === 'WORKING' ? before.account : undefined;
  const linkedTo = account ?? same;
  return { status, checkedAt, checking: false, ...(linkedTo && { account: linkedTo }) };
}

/** What is known after a failed check. An instance counts as gone only if it isn't found twice in a row: once can happen while a gateway is being moved. */
export function withFailure(before: InstanceStatus, failure: Failure): InstanceStatus {
  const gone = failure.kind === 'instance' && before.failure?.kind === 'instance';
  return gone ? { status: undefined, checking: false, failure } : { ...before, checking: false, failure };
}

/** Whether an instance that was linked is disconnected. STARTING doesn't count, since a phone that reconnects goes through it. */
export function isDisconnected({ status }: InstanceStatus): boolean {
  return status === undefined || disconnected.has(status);
}
