import type { InstanceOptions } from './instance';
import type { SessionOptions, SessionStatus } from './session';

/** The share of each status, in percent. */
export type StatusMix = Readonly<Partial<Record<SessionStatus, number>>>;

/** What many instances have in common. */
export interface FleetOptions {
  /** Five letters or digits at the start of every ID; `FLEET` by default. */
  readonly prefix?: string;
  /** The statuses and their weights; mostly linked by default. */
  readonly mix?: StatusMix;
  /** The account that owns them; without one, they are open to all. */
  readonly account?: string;
  readonly session?: Partial<SessionOptions>;
}

/** A typical mix for an agency, in percent. */
export const typicalMix: StatusMix = {
  WORKING: 84,
  SCAN_QR_CODE: 6,
  FAILED: 3,
  STOPPED: 4,
  STARTING: 2,
  PASSKEY_REQUIRED: 1,
};

/** Options for this many instances, the same on each run: IDs of twelve characters, well mixed statuses, an account each. */
export function manyInstances(
  count: number,
  { prefix = 'FLEET', mix = typicalMix, account, session }: FleetOptions = {},
): readonly InstanceOptions[] {
  const next = statusDealer(mix);
  return Array.from({ length: count }, (_, index) => {
    const number = String(index + 1).padStart(7, '0');
    const initial = next();
    return {
      id: `${prefix}${number}`,
      ...(account !== undefined && { account }),
      session: {
        initial,
        // A starting instance would change a few seconds later, and with it the mix.
        ...(initial === 'STARTING' && { starting: Infinity }),
        account: { id: `2010${String(index + 1).padStart(8, '0')}@c.us`, pushName: `Phone ${index + 1}` },
        ...session,
      },
    };
  });
}

/** Returns statuses by weight, so that every part of the sequence has about the same mix. */
function statusDealer(mix: StatusMix): () => SessionStatus {
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
