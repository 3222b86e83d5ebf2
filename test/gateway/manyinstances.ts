import type { InstanceOptions } from './instance';
import type { SessionOptions, SessionStatus } from './session';

/** How many of a hundred instances are in which status. */
export type StatusMix = Readonly<Partial<Record<SessionStatus, number>>>;

/** What many instances have in common. */
export interface FleetOptions {
  /** Five letters or digits that every ID begins with; `FLEET` if not given. */
  readonly prefix?: string;
  /** In which statuses they are, by weight; mostly linked if not given. */
  readonly mix?: StatusMix;
  /** The account they belong to; everybody's if not given. */
  readonly account?: string;
  readonly session?: Partial<SessionOptions>;
}

/** What an agency sees on a usual day, in per cent. */
export const usualMix: StatusMix = {
  WORKING: 84,
  SCAN_QR_CODE: 6,
  FAILED: 3,
  STOPPED: 4,
  STARTING: 2,
  PASSKEY_REQUIRED: 1,
};

/** Options for so many instances, the same on each run: IDs of twelve signs, statuses well mixed, each with its own account. */
export function manyInstances(
  count: number,
  { prefix = 'FLEET', mix = usualMix, account, session }: FleetOptions = {},
): readonly InstanceOptions[] {
  const next = dealer(mix);
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(7, '0');
    const initial = next();
    return {
      id: `${prefix}${number}`,
      ...(account !== undefined && { account }),
      session: {
        initial,
        // One that starts would be another one a few seconds later, and the mix with it.
        ...(initial === 'STARTING' && { starting: Infinity }),
        account: { id: `2010${String(index + 1).padStart(8, '0')}@c.us`, pushName: `Phone ${index + 1}` },
        ...session,
      },
    };
  });
}

/** Deals statuses by weight, so that every stretch of them has about the same mix. */
function dealer(mix: StatusMix): () => SessionStatus {
  const hands = Object.entries(mix).map(([status, weight]) => ({
    status: status as SessionStatus,
    weight,
    due: 0,
  }));
  const total = hands.reduce((sum, { weight }) => sum + weight, 0);
  return () => {
    for (const hand of hands) hand.due += hand.weight;
    const first = hands.reduce((most, hand) => (hand.due > most.due ? hand : most));
    first.due -= total;
    return first.status;
  };
}
