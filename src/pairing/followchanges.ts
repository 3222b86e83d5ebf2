import type { Disposable } from '../core/events/emitter';
import type { Phase } from '../core/pairing/phase';
import type { Logger } from '../core/timeline/log';
import type { Gateways } from '../gateways/gateways';
import type { Tokens } from '../gateways/tokens';
import type { Instances } from '../instances/instances';
import { guarded } from '../platform/commands';
import type { Settings } from '../platform/settings';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

/** What {@link followChanges} needs. */
export interface FollowedParts {
  readonly settings: Settings;
  readonly gateways: Gateways;
  readonly tokens: Tokens;
  readonly instances: Instances;
  readonly pairings: Pairings;
  readonly log: Logger;
  readonly restart: (pairing: LivePairing) => Promise<void>;
}

/** Makes pairings follow changes of gateways, tokens and settings, and labels instances with their linked accounts. */
export function followChanges(parts: FollowedParts): readonly Disposable[] {
  const { settings, gateways, tokens, instances, pairings, log, restart } = parts;
  const named = new WeakSet<Phase>();
  return [
    // A pairing ends if its gateway is removed or its endpoint changes.
    gateways.onDidChange(() => {
      pairings.stop(({ ref, gateway }) => {
        const now = gateways.find(ref.gateway);
        return gateway !== undefined && now?.endpoint.base !== gateway.endpoint.base;
      });
    }),
    // A pairing ends without its token. If it failed because of the token, it starts again with a new token.
    tokens.onDidChange((key) => {
      void guarded('token', log, async () => {
        if ((await tokens.get(key)) === undefined) {
          pairings.stop((pairing) => pairing.usesToken(key));
          return;
        }
        for (const pairing of pairings.all) {
          const { phase } = pairing.state;
          if (pairing.usesToken(key) && phase.kind === 'failed' && phase.failure.kind === 'token')
            await restart(pairing);
        }
      });
    }),
    settings.onDidChangeHideCode(() => {
      for (const pairing of pairings.all) pairing.refresh();
    }),
    pairings.onDidChange(({ ref, state: { phase } }) => {
      if (phase.kind !== 'linked' || !phase.account || named.has(phase)) return;
      // The name comes some seconds after the number.
      if (phase.account.name === undefined && !phase.confirmed) return;
      // Only once: if the user removes the label, it should not come back.
      named.add(phase);
      const { account } = phase;
      void guarded('label', log, () => instances.nameAfter(ref, account));
    }),
  ];
}
