import { defaultGateway } from '../../core/references/instanceref';
import type { Intent } from '../../core/views/intent';
import { editorSettings, settings } from '../../ids';
import { openEditorSetting, openSetting } from '../../platform/opensetting';

/** Buttons that open a setting because it can stop the requests to a gateway. */
export type GatewaySettingIntent = Extract<
  Intent,
  'endpointSetting' | 'credentialsSetting' | 'proxySetting' | 'certificateSetting'
>;

/** Opens the setting of a button: for one gateway, or for all if the name is undefined. */
export async function openGatewaySetting(
  intent: GatewaySettingIntent,
  gateway: string | undefined,
): Promise<void> {
  switch (intent) {
    case 'endpointSetting':
      await openSetting(gateway === defaultGateway ? settings.endpoint : settings.gateways);
      return;
    case 'credentialsSetting':
      await openSetting(gateway === defaultGateway ? settings.credentials : settings.gateways);
      return;
    case 'proxySetting':
      await openEditorSetting(editorSettings.proxy);
      return;
    case 'certificateSetting':
      await openEditorSetting(editorSettings.certificates);
      return;
    default:
      intent satisfies never;
  }
}
