import { LearnedLives } from '../../../src/core/code/codelives';
import { steadyClock } from '../../../src/core/time/clock';
import { Pace } from '../../../src/core/gateways/instancepace';
import { hasLiveCode } from '../../../src/core/pairing/pairing';
import { PairingRunner } from '../../../src/core/pairing/runner';
import type { Access, OpenAccess } from './access';
import { openDirectAccess, Network, values } from './access';
import type { Strategy } from './strategies';
import { Simulation } from './simulation';
import { Screen } from './record';

/** The default of `pairWhatsApp.pollInterval`, in ms. */
export const defaultInterval = 6_000;

/** The product’s own pairing, on the product’s own clock. */
export function pairWhatsApp(open: OpenAccess = openDirectAccess, interval = defaultInterval): Strategy {
  return async (circumstances) => {
    const { begins, clockOffset, expiry, random } = circumstances;
    let access: Access | undefined = undefined as Access | undefined;
    const simulation = new Simulation(begins, () => access?.settle());
    const clock = steadyClock(simulation.machine(clockOffset));
    const network = new Network(simulation, circumstances);
    access = open(network, clock, expiry);
    const screen = new Screen();
    const session = new PairingRunner({
      client: access.client,
      clock,
      chance: random,
      pace: new Pace(clock),
      note: () => undefined,
      interval: () => interval,
      learned: new LearnedLives(),
    });
    session.onDidChange(({ phase, ...state }) => {
      if (phase.kind === 'scannable' && hasLiveCode({ phase, ...state }, clock.now()))
        screen.show(values.indexOf(phase.code.value), simulation.now, network.lastRoundTrip);
      else screen.clear(simulation.now);
    });
    await simulation.run(() => session.state.phase.kind === 'failed');
    session.dispose();
    const { arrivals } = network;
    return { begins, ends: simulation.now, displays: screen.until(simulation.now), arrivals };
  };
}
