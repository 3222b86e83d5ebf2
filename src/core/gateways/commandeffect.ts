import type { Answer, SessionStatus } from './answer';
import type { GatewayRequest } from './client';

/** How long the status of a session may take to show the effect of a command, in ms. */
export const confirmTime = 15_000;

/** A command that a gateway may accept without carrying it out. */
export type Command = Exclude<GatewayRequest, 'qr' | 'session' | 'pairingCode'>;

const running: ReadonlySet<SessionStatus> = new Set(['STARTING', 'SCAN_QR_CODE', 'WORKING', 'PASSKEY']);

/** Whether a session with this status runs, or is about to. */
export function isRunning(status: SessionStatus | undefined): boolean {
  return status !== undefined && running.has(status);
}

/** Whether the answer to a request for the session’s status shows the effect of a command. */
export function showsEffect(command: Command, answer: Answer): boolean {
  const gone = answer.kind === 'failure' && answer.failure.kind === 'instance';
  if (answer.kind !== 'status') return gone && (command === 'stop' || command === 'delete');
  const { status, account } = answer;
  switch (command) {
    case 'start':
    case 'restart':
      return isRunning(status);
    case 'stop':
      return status === 'STOPPED';
    case 'logout':
      // While a session that keeps its login reconnects, it is STARTING with the account.
      return status !== 'WORKING' && status !== 'unknown' && (status !== 'STARTING' || account === undefined);
    case 'create':
      return true;
    case 'delete':
      return false;
    default:
      return command satisfies never;
  }
}
