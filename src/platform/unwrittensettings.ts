/** The editor did not save the user's settings: the settings file has errors or can't be written. */
export class UnwrittenSettings extends Error {
  override readonly name = 'UnwrittenSettings';
}
