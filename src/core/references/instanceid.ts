/** What the form of an instance ID says before the gateway has checked the ID. */
export type InstanceIdForm =
  /** Twelve letters and digits: the documented form ("The 12-character ID of the instance", vendor's page). */
  | 'documented'
  /** Another form that is safe to send, such as the name of a self-hosted session. */
  | 'unusual'
  /** Can't be an ID. */
  | 'unusable';

/** Maximum length of an ID that is sent to a gateway, in characters. */
export const maxInstanceIdLength = 64;

/** The form of an instance ID; the text must be trimmed. */
export function instanceIdForm(text: string): InstanceIdForm {
  if (/^[A-Za-z0-9]{12}$/.test(text)) return 'documented';
  const safe = /^[A-Za-z0-9][A-Za-z0-9._@:-]*$/.test(text) && text.length <= maxInstanceIdLength;
  return safe ? 'unusual' : 'unusable';
}
