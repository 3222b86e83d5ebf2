import type { Disposable } from '../core/events/emitter';
import type { Gateway } from '../core/gateways/gateway';
import { commands } from '../ids';
import { register } from '../platform/commands';
import { Lazy } from '../platform/lazy';
import { gatewayNameFromArgument } from './argument';
import type { GatewayActionParts } from './gatewayactions';
import { openGatewaySetting } from './prompts/opengatewaysetting';

/** Registers the commands about gateways. Their code is loaded when the first of them runs. */
export function registerGatewayCommands(parts: GatewayActionParts): readonly Disposable[] {
  const { log, access, gateways } = parts;
  const actions = new Lazy(async () => new (await import('./gatewayactions')).GatewayActions(parts));
  /**
   * Runs a command with the gateway in its argument, or with undefined so that the command asks. If the gateway can't be used,
   * explains why.
   */
  const on = (command: string, run: (gateway: Gateway | undefined) => Promise<unknown>): Disposable =>
    register(command, log, async (argument) => {
      const name = gatewayNameFromArgument(argument);
      const gateway = name === undefined ? undefined : access.findOrExplain(name);
      if (name === undefined || gateway) await run(gateway);
    });
  return [
    on(commands.setToken, (gateway) => access.setToken(gateway)),
    on(commands.forgetToken, (gateway) => access.forgetToken(gateway)),
    on(commands.testGateway, async (gateway) => (await actions.get()).test(gateway)),
    on(commands.renameGateway, async (gateway) => (await actions.get()).rename(gateway)),
    register(commands.openGatewaySetting, log, async (argument) => {
      await openGatewaySetting('endpointSetting', gatewayNameFromArgument(argument));
    }),
    register(commands.addGateway, log, async (argument) => {
      await (await actions.get()).add(gatewayNameFromArgument(argument));
    }),
    register(commands.removeGateway, log, async (argument) => {
      const name = gatewayNameFromArgument(argument);
      // An invalid entry can be removed too.
      const known =
        name === undefined ||
        gateways.problems.some(({ entry, problem }) => entry === name && problem !== 'tooMany');
      if (known || access.findOrExplain(name)) await (await actions.get()).remove(name);
    }),
  ];
}
