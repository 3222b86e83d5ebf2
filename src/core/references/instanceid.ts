/** What is known of an instance ID before the gateway was asked. */
export type InstanceIdForm =
  /** Twelve letters and digits: the documented form ("The 12-character ID of the instance", vendor's page). */
  | 'documented'
  /** Another form that can be sent without harm, such as a self-hosted session's name. */
  | 'unusual'
  /** Nothing that could be an ID. */
  | 'unusable';

/** Longest ID sent to a gateway, in characters. */
export const maxInstanceIdLength = 64;

/** Reads the form of an instance ID; the text is expected to be trimmed. */
export function instanceIdForm(text: string): InstanceIdForm {
  if (/^[A-Za-z0-9]{12}$/.test(text)) return 'documented';
  const safe = /^[A-Za-z0-9][A-Za-z0-9._@:-]*$/.test(text) && text.length <= maxInstanceIdLength;
  return safe ? 'unusual' : 'unusable';
}
