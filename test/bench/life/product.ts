import { steadyClock } from '../../../src/core/time/clock';
import { linkingGap, Pace, requestGap } from '../../../src/core/gateways/instancepace';
import { LearnedLives } from '../../../src/core/code/codelives';
import type { Pairing } from '../../../src/core/pairing/pairing';
import type { Phase } from '../../../src/core/pairing/phase';
import { hasLiveCode } from '../../../src/core/pairing/pairing';
import { PairingRunner } from '../../../src/core/pairing/runner';
import type { Access, OpenAccess } from './access';
import { openDirectAccess, values } from './access';
import { SimulatedGateway } from './gateway';
import { Network } from './network';
import type { PairingRecord } from './record';
import { Screen } from './record';
import type { Circumstances } from './scenario';
import { Simulation } from './simulation';
import type { Strategy } from './strategies';

/** The default of `pairWhatsApp.pollInterval`, in ms. */
export const defaultInterval = 6_000;

/** What a person reads about the pairing: `failure` says that it ended or that there is no code to scan yet. */
export type Sight = 'code' | 'covered' | 'linking' | 'linked' | 'failure' | 'other';

/** What a phase tells a person. */
function sightOf({ kind }: Phase): Sight {
  switch (kind) {
    case 'scannable':
      return 'code';
    case 'expired':
      return 'covered';
    case 'linking':
    case 'linked':
      return kind;
    case 'failed':
    case 'waiting':
    case 'stopped':
    case 'unlinked':
      return 'failure';
    default:
      return 'other';
  }
}

/** The course of one pairing with the product. */
export interface Course {
  readonly record: PairingRecord;
  /** What a person read, from each change on. */
  readonly sights: readonly { readonly at: number; readonly sight: Sight }[];
  /** When a phone scanned a code, if one did. */
  readonly scannedAt: number | undefined;
  /** The longest way of a request and its answer, without the gateway’s work, in ms. */
  readonly longestTrip: number;
}

/** What differs between runs of the product. */
export interface PairingOptions {
  readonly open?: OpenAccess;
  readonly interval?: number;
  /** When a phone points at the screen: it scans if a valid code is there. */
  readonly scanAt?: number;
}

/** The product’s own pairing, on the product’s own clock. */
export async function runPairing(
  circumstances: Circumstances,
  { open = openDirectAccess, interval = defaultInterval, scanAt }: PairingOptions = {},
): Promise<Course> {
  const { begins, latest, lifetime, restarts, clockOffset, expiry, random } = circumstances;
  let access: Access | undefined = undefined as Access | undefined;
  const simulation = new Simulation(begins, () => access?.settle());
  const clock = steadyClock(simulation.machine(clockOffset));
  const gateway = new SimulatedGateway(circumstances);
  const network = new Network(simulation, gateway, circumstances, {
    qr: requestGap,
    session: linkingGap,
    restart: 0,
  });
  access = open(network, clock, expiry);
  const screen = new Screen();
  const sights: { at: number; sight: Sight }[] = [];
  const runner = new PairingRunner(
    {
      client: access.client,
      clock,
      chance: random,
      pace: new Pace(clock),
      note: () => undefined,
      interval: () => interval,
      learned: new LearnedLives(),
    },
    { first: restarts ? 'restart' : 'qr' },
  );
  const look = (state: Pairing): void => {
    const { phase } = state;
    if (phase.kind === 'scannable' && hasLiveCode(state, clock.now()))
      screen.show(values.indexOf(phase.code.value), simulation.now, network.lastRoundTrip);
    else screen.clear(simulation.now);
    const sight = sightOf(phase);
    if (sights.at(-1)?.sight !== sight) sights.push({ at: simulation.now, sight });
  };
  runner.onDidChange(look);
  let scannedAt: number | undefined;
  if (scanAt !== undefined)
    simulation.at(scanAt, () => {
      const shown = lifetime.codes[screen.code ?? -1];
      if (shown && scanAt < shown.until && gateway.scan(scanAt)) scannedAt = scanAt;
    });
  let isOver = false;
  simulation.at(latest, () => {
    isOver = true;
  });
  await simulation.run(() => isOver || ['failed', 'linked'].includes(runner.state.phase.kind));
  runner.dispose();
  const { arrivals, checks, birthWindow, violations, longestTrip } = network;
  const record = {
    ...{ begins, ends: simulation.now, displays: screen.until(simulation.now), arrivals, checks, violations },
    ...(birthWindow !== undefined && { birthWindow }),
  };
  return { record, sights, scannedAt, longestTrip };
}

/** The product as a strategy. */
export function pairWhatsApp(options: PairingOptions = {}): Strategy {
  return async (circumstances) => (await runPairing(circumstances, options)).record;
}
