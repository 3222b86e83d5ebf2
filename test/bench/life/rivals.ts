import { heldAt } from './lifetime';
import type { Story } from './story';
import { Screen } from './story';
import type { Circumstances } from './world';

/** Someone who pairs, in given circumstances. */
export type Strategy = (circumstances: Circumstances) => Story | Promise<Story>;

/** A timer that asks every so many ms and shows what it last got; a refusal changes nothing on screen until the session has failed. */
export function loop(period: number): Strategy {
  return ({ life, begins, trips }) => {
    const trip = trips();
    const screen = new Screen();
    const arrivals: number[] = [];
    for (let at = begins; ;) {
      const { there, back } = trip();
      arrivals.push(at + there);
      const held = heldAt(life, at + there);
      const received = at + there + back;
      if (held.kind === 'code') screen.show(held.index, received, received - at);
      else if (held.status === 'FAILED')
        return { begins, ends: received, showings: screen.until(received), arrivals };
      at = Math.max(at + period, received);
    }
  };
}

/** One call when the dialog is opened, as Evolution Manager makes it; what it brought stays until the session ends, when the dialog is closed. */
export const oncePerDialog: Strategy = ({ life, begins, trips }) => {
  const { there, back } = trips()();
  const held = heldAt(life, begins + there);
  const received = begins + there + back;
  const screen = new Screen();
  const ends = Math.max(life.end, received);
  if (held.kind === 'code') screen.show(held.index, received, received - begins);
  return { begins, ends, showings: screen.until(ends), arrivals: [begins + there] };
};
