import { errorAnswer } from './answer';
import { documentedForm } from './codeanswer';
import { refuseForm } from './credentials';
import { create, operations } from './operations';
import type { Personality } from './personality';
import { realSession } from './session';

/** What the vendor's documents say: every answer comes at once, and a code has an expiry. */
export const docs: Personality = {
  session: realSession,
  form: documentedForm,
  refusesHaste: true,
  operations,
  create,
  wrongTarget: (_method, _target, allowed) =>
    allowed === undefined
      ? errorAnswer(404, 'not_found', 'There is no such path.')
      : errorAnswer(405, 'method_not_allowed', `Use ${allowed}.`),
  refuse: refuseForm,
  unauthorized: errorAnswer(401, 'invalid_access_token', 'The access token is not valid.'),
  unknownInstance: () => errorAnswer(404, 'invalid_instance', 'There is no instance with this ID.'),
  dress: (answer) => answer,
};
