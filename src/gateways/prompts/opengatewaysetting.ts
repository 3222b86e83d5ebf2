import { defaultGateway } from '../../core/references/instanceref';
import { settings } from '../../ids';
import { openSetting } from '../../platform/opensetting';

/** Opens the setting for a gateway's endpoint or credentials. */
export async function openGatewaySetting(name: string, what: 'endpoint' | 'credentials'): Promise<void> {
  await openSetting(name === defaultGateway ? settings[what] : settings.gateways);
}
