import { register } from '../platform/commands';
import type { GatewayFlow, GatewayParts } from './gatewayactions';
import type { Gateway } from '../core/gateways/gateway';
import type { Disposable } from '../core/events/emitter';
import { defaultGateway } from '../core/references/instanceref';
import { gatewayNameGiven } from '../instances/arguments';
import { commands, settings } from '../ids';
import { openSetting } from '../platform/opensetting';

/** The commands about gateways. What they do is loaded with the first of them. */
export function gatewayCommands(parts: GatewayParts): readonly Disposable[] {
  const { log, tokenFlow, gateways } = parts;
  let loading: Promise<GatewayFlow> | undefined;
  const flow = (): Promise<GatewayFlow> =>
    (loading ??= import('./gatewayactions').then((module) => new module.GatewayFlow(parts)));
  /** What is done to the gateway given, or to one that is still to be asked for; why one given can't be used is explained. */
  const on = (command: string, run: (gateway: Gateway | undefined) => Promise<unknown>): Disposable =>
    register(command, log, async (given) => {
      const name = gatewayNameGiven(given);
      const gateway = name === undefined ? undefined : tokenFlow.gateway(name);
      if (name === undefined || gateway) await run(gateway);
    });
  return [
    on(commands.setToken, (gateway) => tokenFlow.setToken(gateway)),
    on(commands.forgetToken, (gateway) => tokenFlow.forgetToken(gateway)),
    on(commands.testGateway, async (gateway) => (await flow()).test(gateway)),
    on(commands.renameGateway, async (gateway) => (await flow()).rename(gateway)),
    register(commands.openGatewaySetting, log, async (given) => {
      const fallback = gatewayNameGiven(given) === defaultGateway;
      await openSetting(fallback ? settings.endpoint : settings.gateways);
    }),
    register(commands.addGateway, log, async (given) => {
      await (await flow()).add(gatewayNameGiven(given));
    }),
    register(commands.removeGateway, log, async (given) => {
      const name = gatewayNameGiven(given);
      // An entry that can't be used can be removed too.
      const known =
        name === undefined ||
        gateways.problems.some(({ entry, problem }) => entry === name && problem !== 'tooMany');
      if (known || tokenFlow.gateway(name)) await (await flow()).remove(name);
    }),
  ];
}
