/** What a user can do about a failure, named by the intent of the button. */
export const remedies = [
  'startOver',
  'startInstance',
  'restartInstance',
  'unlinkAndShow',
  'setToken',
  'chooseInstance',
  'endpointSetting',
  'credentialsSetting',
  'proxySetting',
  'certificateSetting',
  'showLog',
] as const;

/** One of the remedies. */
type Remedy = (typeof remedies)[number];

/** A button that fixes a failure. */
export interface RemedyAction {
  readonly intent: Remedy;
  readonly label: string;
}
