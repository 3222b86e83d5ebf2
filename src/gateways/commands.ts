import type { Gateway } from '../core/gateways/gateway';
import { commands } from '../ids';
import type { Handler, Handlers } from '../platform/commands';
import { Lazy } from '../platform/lazy';
import { gatewayNameFromArgument } from './argument';
import type { GatewayActionParts } from './gatewayactions';
import { openGatewaySetting } from './prompts/opengatewaysetting';

/** The commands about gateways. Their code is loaded when the first of them runs. */
export function gatewayCommands(parts: GatewayActionParts) {
  const { access, gateways } = parts;
  const actions = new Lazy(async () => new (await import('./gatewayactions')).GatewayActions(parts));
  /**
   * Runs a command with the gateway in its argument, or with undefined so that the command asks. If the gateway can't be used,
   * explains why.
   */
  const on =
    (run: (gateway: Gateway | undefined) => Promise<unknown>): Handler =>
    async (argument) => {
      const name = gatewayNameFromArgument(argument);
      const gateway = name === undefined ? undefined : access.findOrExplain(name);
      if (name === undefined || gateway) await run(gateway);
    };
  return {
    [commands.setToken]: on((gateway) => access.setToken(gateway)),
    [commands.forgetToken]: on((gateway) => access.forgetToken(gateway)),
    [commands.testGateway]: on(async (gateway) => (await actions.get()).test(gateway)),
    [commands.renameGateway]: on(async (gateway) => (await actions.get()).rename(gateway)),
    [commands.openGatewaySetting]: async (argument) => {
      await openGatewaySetting('endpointSetting', gatewayNameFromArgument(argument));
    },
    [commands.addGateway]: async (argument) => {
      await (await actions.get()).add(gatewayNameFromArgument(argument));
    },
    [commands.removeGateway]: async (argument) => {
      const name = gatewayNameFromArgument(argument);
      // An invalid entry can be removed too.
      const known =
        name === undefined ||
        gateways.problems.some(({ entry, problem }) => entry === name && problem !== 'tooMany');
      if (known || access.findOrExplain(name)) await (await actions.get()).remove(name);
    },
  } satisfies Handlers;
}
