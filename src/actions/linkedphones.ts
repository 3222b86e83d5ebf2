import * as vscode from 'vscode';
import type { Account } from '../core/gateways/answer';
import type { Gateway } from '../core/gateways/gateway';
import type { Failure } from '../core/failures/failure';
import type { BulkResult } from '../core/instances/bulkresult';
import { accountText } from '../core/instances/instancestate';
import type { InstanceRef } from '../core/references/instanceref';
import { oneRequest } from '../core/instances/instancework';
import { requestSession } from '../gateways/sessionrequest';
import type { ActionParts } from './action';
import type { ActionRunner } from './actionrunner';
import { runBulk } from './bulk';

/** Maximum age, in ms, of what is known about a linked account when the user has to confirm something about it. */
const freshTime = 60_000;

/** A phone that is linked to an instance, with the names that the user knows. Foreign text. */
export interface LinkedPhone {
  readonly ref: InstanceRef;
  readonly name: string;
  readonly account: string;
}

/** The linked phones of instances. */
export interface LinkedPhones {
  readonly phones: readonly LinkedPhone[];
  /** The instances for which it is unknown whether a phone is linked, and why. */
  readonly unknown: BulkResult['failed'];
}

/** Title of the check while it runs. */
export function checkTitle(): string {
  return vscode.l10n.t('Checking which phones are linked');
}

/** Finds the phones that are linked to instances. Instances that were not checked lately are checked now. Undefined if the user cancels. */
export async function findLinkedPhones(
  refs: readonly InstanceRef[],
  agreed: ReadonlyMap<string, Gateway>,
  runner: ActionRunner,
  parts: ActionParts,
): Promise<LinkedPhones | undefined> {
  const { clients, paces, clock } = parts;
  const accounts = new Map<InstanceRef, Account | 'none'>();
  for (const ref of refs) {
    const known = knownAccount(ref, parts);
    if (known) accounts.set(ref, known);
  }
  const unchecked = refs.filter((ref) => !accounts.has(ref));
  let unknown: BulkResult['failed'] = [];
  if (unchecked.length > 0) {
    const check = async (ref: InstanceRef, signal: AbortSignal): Promise<Failure | undefined> => {
      const gateway = agreed.get(ref.gateway);
      if (!gateway) return { kind: 'moved' };
      const client = (await clients.get()).open(gateway, ref.instanceId);
      const pace = paces.of(gateway, ref.instanceId);
      const answer = await requestSession({ client, pace, clock }, signal);
      if (answer?.kind === 'status' && answer.status === 'WORKING') accounts.set(ref, answer.account ?? {});
      return answer?.kind === 'failure' ? answer.failure : undefined;
    };
    const result = await runBulk({
      ...runner.jobOf(checkTitle(), unchecked),
      run: (ref, signal) => oneRequest(() => check(ref, signal)),
    });
    if (result.left.length > 0) return undefined;
    unknown = result.failed;
  }
  const phones = refs.flatMap((ref) => {
    const account = accounts.get(ref);
    if (!account || account === 'none') return [];
    const text = accountText(account) || vscode.l10n.t('unknown account');
    return [{ ref, name: runner.nameOf(ref), account: text }];
  });
  return { phones, unknown };
}

/** The account of an instance according to its pairing or a recent check; undefined if neither is recent. */
function knownAccount(
  ref: InstanceRef,
  { pairings, statuses, clock }: Pick<ActionParts, 'pairings' | 'statuses' | 'clock'>,
): Account | 'none' | undefined {
  const isFresh = (at: number): boolean => clock.now() - at <= freshTime;
  const phase = pairings.find(ref)?.state.phase;
  // A pairing asks all the time, and a request of ours would overlap one of its requests.
  if (phase?.kind === 'scannable' || phase?.kind === 'paused') return 'none';
  if (phase?.kind === 'linked' && isFresh(phase.since)) return phase.account ?? {};
  const { status, account, checkedAt, failure } = statuses.statusOf(ref) ?? {};
  if (failure || status === undefined || checkedAt === undefined || !isFresh(checkedAt)) return undefined;
  // A session that starts may have a phone as soon as it is asked again.
  if (status === 'STARTING' || status === 'unknown') return undefined;
  return status === 'WORKING' ? (account ?? {}) : 'none';
}
