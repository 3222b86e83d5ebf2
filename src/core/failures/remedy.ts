/** What a user can do about a failure, by the name of its button's intent. */
export const remedies = [
  'startOver',
  'startSession',
  'restartSession',
  'setToken',
  'chooseInstance',
  'endpointSetting',
  'credentialsSetting',
  'proxySetting',
  'certificateSetting',
  'showLog',
] as const;

/** One of them. */
type Remedy = (typeof remedies)[number];

/** A button that mends a failure. */
export interface RemedyAction {
  readonly intent: Remedy;
  readonly label: string;
}
