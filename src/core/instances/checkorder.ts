import type { PolledInstance } from './polledinstance';

/** Whose turn a check is: instances at the front are those that somebody looks at. */
export type Turn = 'front' | 'back';

/** Every so many checks are one for the back, whatever the front needs: nobody starves. */
const backShare = 2;

/** Whose turn it is after so many checks. */
export function turnAfter(checks: number): Turn {
  return checks % backShare === backShare - 1 ? 'back' : 'front';
}

/** Whether of two instances that are due the one is checked first: wanted ones, then those whose turn it is, then those never answered, then those due longest. */
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
