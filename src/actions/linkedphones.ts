import type { Account } from '../core/gateways/answer';
import * as vscode from 'vscode';
import type { BulkJob } from './bulk';
import { runBulk } from './bulk';
import type { BulkResult } from '../core/instances/bulkresult';
import type { InstanceStatus } from '../core/instances/checkplan';
import type { Clock } from '../core/time/clock';
import type { Gateway } from '../core/gateways/gateway';
import type { Failure } from '../core/failures/failure';
import type { GatewayClient } from '../core/gateways/client';
import type { InstanceRef } from '../core/references/instanceref';
import { accountText } from '../core/instances/instancestate';
import type { Pairings } from '../pairing/pairings';
import type { LinkedPhone } from './unlinkprompt';
import { askSession, freshTime } from '../pairing/unlink';

/** What looking for phones needs of the window. */
export interface PhoneSearch {
  readonly clock: Clock;
  readonly pairings: Pick<Pairings, 'pace'>;
  readonly client: (gateway: Gateway, instanceId: string) => Promise<GatewayClient>;
  /** How an instance stands, as far as is known. */
  readonly statusOf: (ref: InstanceRef) => InstanceStatus | undefined;
}

/** Those of the instances that a phone is linked to, and whose; what isn't known of late is asked for. What became of the questions, where that shows no phone; undefined if the user thinks better of it. */
export async function findLinkedPhones(
  refs: readonly InstanceRef[],
  gateways: ReadonlyMap<string, Gateway>,
  job: Omit<BulkJob, 'run'>,
  { clock, pairings, client, statusOf }: PhoneSearch,
): Promise<readonly LinkedPhone[] | BulkResult | undefined> {
  const found = new Map<InstanceRef, Account>();
  const stale = refs.filter((ref) => {
    const { status, account, checkedAt = -Infinity, failure } = statusOf(ref) ?? {};
    if (failure || status === undefined || clock.now() - checkedAt > freshTime) return true;
    if (status === 'WORKING') found.set(ref, account ?? {});
    return false;
  });
  const ask = async (ref: InstanceRef, signal: AbortSignal): Promise<Failure | undefined> => {
    const gateway = gateways.get(ref.gateway);
    if (!gateway) return { kind: 'moved' };
    const door = await client(gateway, ref.instanceId);
    const pace = pairings.pace(gateway, ref.instanceId);
    const answer = await askSession({ client: door, pace, clock }, signal);
    if (answer?.kind === 'status' && answer.status === 'WORKING') found.set(ref, answer.account ?? {});
    return answer?.kind === 'failure' ? answer.failure : undefined;
  };
  if (stale.length > 0) {
    const result = await runBulk({ ...job, refs: stale, run: ask });
    if (result.left.length > 0) return undefined;
    // Not to know is not to know that there is none.
    if (found.size === 0 && result.failed.length > 0) return result;
  }
  // In the order in which they were chosen.
  return refs.flatMap((ref) => {
    const account = found.get(ref);
    if (!account) return [];
    return [
      { ref, name: job.nameOf(ref), account: accountText(account) || vscode.l10n.t('account not known') },
    ];
  });
}
