import type { PolledInstance } from './polledinstance';

/** Which group has its turn: the user looks at the instances at the front. */
export type Turn = 'front' | 'back';

/** Every second check is for the back, so that every instance gets its checks however many the front needs. */
const backShare = 2;

/** The group that has its turn after a number of checks. */
export function turnAfter(checks: number): Turn {
  return checks % backShare === backShare - 1 ? 'back' : 'front';
}

/**
 * Whether `one` of two instances that are due is checked before `other`. The order: requested checks, then the group that
 * has its turn, then instances without an answer so far, then the instances that have been due longest.
 */
export function goesFirst(one: PolledInstance, other: PolledInstance, turn: Turn): boolean {
  const ranks = rank(one, turn) - rank(other, turn);
  if (ranks !== 0) return ranks < 0;
  return one.dueAt === other.dueAt ? one.order < other.order : one.dueAt < other.dueAt;
}

function rank({ wanted, front, known }: PolledInstance, turn: Turn): number {
  if (wanted) return 0;
  const hasTurn = front === (turn === 'front');
  const isNew = known.status === undefined && !known.failure;
  return (hasTurn ? 1 : 3) + (isNew ? 0 : 1);
}
