import { gatewayStateAt } from './lifetime';
import type { PairingRecord } from './record';
import { Screen } from './record';
import type { Circumstances } from './scenario';

/** A way to pair, under given circumstances. */
export type Strategy = (circumstances: Circumstances) => PairingRecord | Promise<PairingRecord>;

/** A timer that sends a request every `period` ms and shows the latest code. A refusal leaves the code on screen, until the session has failed. */
export function loop(period: number): Strategy {
  return ({ lifetime, begins, trips }) => {
    const trip = trips();
    const screen = new Screen();
    const arrivals: number[] = [];
    for (let at = begins; ;) {
      const { there, back } = trip();
      arrivals.push(at + there);
      const state = gatewayStateAt(lifetime, at + there);
      const received = at + there + back;
      if (state.kind === 'code') screen.show(state.index, received, received - at);
      else if (state.status === 'FAILED')
        return { begins, ends: received, displays: screen.until(received), arrivals };
      at = Math.max(at + period, received);
    }
  };
}

/** One request when the dialog opens, as Evolution Manager does it. The code stays on screen until the session ends and the dialog closes. */
export const oncePerDialog: Strategy = ({ lifetime, begins, trips }) => {
  const { there, back } = trips()();
  const held = gatewayStateAt(lifetime, begins + there);
  const received = begins + there + back;
  const screen = new Screen();
  const ends = Math.max(lifetime.end, received);
  if (held.kind === 'code') screen.show(held.index, received, received - begins);
  return { begins, ends, displays: screen.until(ends), arrivals: [begins + there] };
};
