import { minGap } from './figures';
import type { Strategy } from './strategies';
import { PlainClient } from './strategies';

/**
 * Knows beforehand when each code begins and ends and how long each request takes, but keeps the rules for requests. It
 * covers each code exactly at its end, and asks so that the answer brings the next code as early as possible.
 */
export const clairvoyant: Strategy = (circumstances) => {
  const { lifetime, latest } = circumstances;
  const client = new PlainClient(circumstances);
  let earliest = client.opens;
  let shown = -1;
  for (const [index, { from, until }] of lifetime.codes.entries()) {
    if (until <= earliest || index <= shown) continue;
    const { state, at, startedAt } = client.requestFor(from, earliest);
    earliest = Math.max(startedAt + minGap, at);
    if (state.kind !== 'code' || state.index <= shown) continue;
    shown = state.index;
    const end = Math.min(lifetime.codes[shown]?.until ?? 0, latest);
    if (at >= end) continue;
    client.screen.show(shown, at, at - startedAt);
    client.screen.clear(end);
    if (end >= latest) break;
  }
  return client.end(Math.max(Math.min(lifetime.end, latest), earliest));
};
