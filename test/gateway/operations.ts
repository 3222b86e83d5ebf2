import type { Answer } from './answer';
import { errorAnswer, jsonAnswer } from './answer';
import type { ApiState } from './api';
import { infoAnswer, shownCodeAnswer, unexpectedStatus } from './codeanswer';
import type { Credentials } from './credentials';
import type { StandInInstance } from './instance';
import { pairingCodeAnswer, refuseNumber } from './pairingcode';
import type { Operation } from './personality';

/** Most paths accept both. Source: the vendor's pages. */
const either = ['POST', 'GET'];

/** The requests about one instance, by path. */
export const operations: Partial<Record<string, Operation>> = {
  '/v2/auth/qr': { methods: either, answer: showCode },
  '/v2/auth/request-code': { methods: either, answer: requestCode },
  '/v2/session/info': { methods: either, answer: ({ session }) => infoAnswer(session) },
  '/v2/session/start': change('start'),
  '/v2/session/stop': change('stop'),
  '/v2/session/restart': change('restart'),
  '/v2/session/logout': change('logout'),
  '/v2/session/delete': { methods: ['DELETE'], answer: remove },
};

/** The path that creates an instance; its requests name no instance. */
export const createPath = '/v2/session/create';

/** Creates an instance for the account that sends the request. */
export function create(state: ApiState, credentials: Credentials): Answer {
  const { id, session } = newInstance(state, credentials);
  return jsonAnswer(200, { instance_id: id, session_name: session.name });
}

/** A new instance of the account that sends the request. */
export function newInstance(state: ApiState, { token = '', name }: Credentials): StandInInstance {
  return state.create(name, state.accounts.accountOf(token));
}

/** Why a request for a QR code in another format is refused. */
export function refuseFormat({ format = 'raw' }: Credentials): Answer | undefined {
  if (format === 'raw') return undefined;
  return errorAnswer(400, 'invalid_param', 'The stand-in supports only the format "raw".');
}

function showCode({ session, form }: StandInInstance, state: ApiState, credentials: Credentials): Answer {
  return refuseFormat(credentials) ?? shownCodeAnswer(session, form, state);
}

function requestCode(
  { session, pairingCodes, pairingCodeForm }: StandInInstance,
  _state: ApiState,
  credentials: Credentials,
): Answer {
  const refusal = refuseNumber(credentials);
  if (refusal !== undefined) return refusal;
  if (session.status !== 'SCAN_QR_CODE') return unexpectedStatus(session);
  return pairingCodeAnswer(pairingCodes.request(credentials.number ?? ''), pairingCodeForm);
}

function change(action: 'start' | 'stop' | 'restart' | 'logout'): Operation {
  const answer: Operation['answer'] = ({ session }) => {
    session[action]();
    return infoAnswer(session);
  };
  return { methods: either, answer };
}

function remove({ id, session }: StandInInstance, { instances }: ApiState): Answer {
  instances.delete(id);
  return jsonAnswer(200, { instance_id: id, session_name: session.name, deleted: true });
}
