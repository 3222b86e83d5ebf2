import { failureName } from '../../failures/failure';
import type { Answer } from '../answer';

/** An answer in words that are safe for logs and reports. */
export function outcomeOf(answer: Answer): string {
  switch (answer.kind) {
    case 'code':
      return answer.ttl === undefined ? 'a code' : `a code, ${Math.round(answer.ttl.min / 1_000)} s left`;
    case 'pairingCode':
      return 'a pairing code';
    case 'status':
      return answer.status;
    case 'failure':
      if (answer.failure.kind === 'givenUp') return 'given up';
      return failureName({ ...answer.failure, status: undefined });
    case 'created':
      return 'an instance';
    case 'empty':
    case 'done':
      return answer.kind;
    default:
      return answer satisfies never;
  }
}
