import { steadyClock } from '../../../src/core/time/clock';
import { Pace } from '../../../src/core/gateways/instancepace';
import { hasLiveCode } from '../../../src/core/pairing/pairing';
import { PairingRunner } from '../../../src/core/pairing/runner';
import type { Door, OpenDoor } from './door';
import { directDoor, Line, values } from './door';
import type { Strategy } from './rivals';
import { Simulation } from './simulation';
import { Screen } from './story';

/** The default of `pairWhatsApp.pollInterval`, in ms. */
export const defaultInterval = 6_000;

/** The product's own pairing, on the product's own clock, through a door. */
export function ours(open: OpenDoor = directDoor, interval = defaultInterval): Strategy {
  return async (circumstances) => {
    const { begins, clockOff, expiry, chance } = circumstances;
    let door: Door | undefined = undefined as Door | undefined;
    const simulation = new Simulation(begins, () => door?.settle());
    const clock = steadyClock(simulation.machine(clockOff));
    const line = new Line(simulation, circumstances);
    door = open(line, clock, expiry);
    const screen = new Screen();
    const session = new PairingRunner({
      ...{ client: door.client, clock, chance },
      pace: new Pace(clock),
      note: () => undefined,
      interval: () => interval,
    });
    session.onDidChange(({ phase, ...rest }) => {
      if (phase.kind === 'scannable' && hasLiveCode({ phase, ...rest }, clock.now()))
        screen.show(values.indexOf(phase.code.value), simulation.now, line.took);
      else screen.clear(simulation.now);
    });
    await simulation.run(() => session.state.phase.kind === 'failed');
    session.dispose();
    const { arrivals } = line;
    return { begins, ends: simulation.now, showings: screen.until(simulation.now), arrivals };
  };
}
