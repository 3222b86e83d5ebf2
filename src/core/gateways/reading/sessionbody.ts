import { cleanMessage } from '../../text/clean';
import type { Account, SessionStatus } from '../answer';
import type { Fields } from './fields';
import { fieldsOf } from './fields';
import { knownStatus } from './sessionstatus';

/** A session as an answer describes it. */
export interface Session {
  readonly status: SessionStatus;
  readonly account?: Account;
}

/** Reads a session from the objects of a body; undefined if none has a status. */
export function readSession(bodies: readonly Fields[], secrets: readonly string[]): Session | undefined {
  // An envelope can have a status of its own, such as "success".
  const body =
    bodies.find(({ status }) => knownStatus(status)) ??
    bodies.findLast(({ status }) => typeof status === 'string');
  if (!body) return undefined;
  const me = fieldsOf(body['me']);
  return {
    status: knownStatus(body['status']) ?? 'unknown',
    ...(me && { account: readAccount(me, secrets) }),
  };
}

/** The name that engines store for a number for which a pairing code was requested. Source: Baileys. */
const placeholder = '~';

function readAccount({ id, pushName }: Fields, secrets: readonly string[]): Account {
  const isPlaceholder = typeof pushName === 'string' && pushName.trim() === placeholder;
  const name = isPlaceholder ? undefined : cleanMessage(pushName, secrets);
  // "201012345678@c.us", with ":12" before the "@" if there is a device number.
  const [, digits] =
    /^(\d{5,20})(:\d+)?@(c\.us|s\.whatsapp\.net)$/.exec(typeof id === 'string' ? id : '') ?? [];
  return {
    ...(name !== undefined && { name }),
    ...(digits !== undefined && { number: `+${digits}` }),
    ...(isPlaceholder && { placeholder: true }),
  };
}
