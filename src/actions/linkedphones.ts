import * as vscode from 'vscode';
import type { Gateway } from '../core/gateways/gateway';
import type { Failure } from '../core/failures/failure';
import type { BulkResult } from '../core/instances/bulkresult';
import { accountText } from '../core/instances/instancestate';
import type { Phone } from '../core/instances/linkedphone';
import { phoneOf } from '../core/instances/linkedphone';
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
  /** The instances that aren't running, so that a phone may be linked. */
  readonly notRunning: readonly { readonly ref: InstanceRef }[];
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
  const known = new Map<InstanceRef, Phone>();
  for (const ref of refs) {
    const phone = knownPhone(ref, parts);
    if (phone) known.set(ref, phone);
  }
  const unchecked = refs.filter((ref) => !known.has(ref));
  let unknown: BulkResult['failed'] = [];
  if (unchecked.length > 0) {
    const check = async (ref: InstanceRef, signal: AbortSignal): Promise<Failure | undefined> => {
      const gateway = agreed.get(ref.gateway);
      if (!gateway) return { kind: 'moved' };
      const client = (await clients.get()).open(gateway, ref.instanceId);
      const pace = paces.of(gateway, ref.instanceId);
      const answer = await requestSession({ client, pace, clock }, signal);
      if (answer?.kind !== 'status') return answer?.kind === 'failure' ? answer.failure : undefined;
      const phone = phoneOf(answer.status, answer.account);
      if (phone) known.set(ref, phone);
      return phone
        ? undefined
        : { kind: 'refused', ...(answer.message !== undefined && { message: answer.message }) };
    };
    const result = await runBulk({
      ...runner.jobOf(checkTitle(), unchecked),
      run: (ref, signal) => oneRequest(() => check(ref, signal)),
    });
    if (result.left.length > 0) return undefined;
    unknown = result.failed;
  }
  const phones = refs.flatMap((ref) => {
    const phone = known.get(ref);
    if (typeof phone !== 'object') return [];
    const text = accountText(phone) || vscode.l10n.t('unknown account');
    return [{ ref, name: runner.nameOf(ref), account: text }];
  });
  const notRunning = refs.filter((ref) => known.get(ref) === 'notRunning').map((ref) => ({ ref }));
  return { phones, notRunning, unknown };
}

/** The phone of an instance according to its pairing or a recent check; undefined if neither is recent. */
function knownPhone(
  ref: InstanceRef,
  { pairings, statuses, clock }: Pick<ActionParts, 'pairings' | 'statuses' | 'clock'>,
): Phone | undefined {
  const isFresh = (at: number): boolean => clock.now() - at <= freshTime;
  const phase = pairings.find(ref)?.state.phase;
  // A pairing sends requests all the time, and ours would overlap one of them.
  if (phase?.kind === 'scannable' || phase?.kind === 'paused') return 'none';
  if (phase?.kind === 'linked' && isFresh(phase.since)) return phase.account ?? {};
  const { status, account, checkedAt, failure } = statuses.statusOf(ref) ?? {};
  if (failure || status === undefined || checkedAt === undefined || !isFresh(checkedAt)) return undefined;
  // A session that starts may have a phone at the next request.
  return status === 'STARTING' ? undefined : phoneOf(status, account);
}
