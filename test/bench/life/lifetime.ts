import { realSession } from '../../gateway/session';
import type { Random } from './random';
import { between } from './random';

/** The lifetime of one code. Times are the gateway’s, in whole ms. */
export interface CodeLifetime {
  readonly from: number;
  /** From this time on, the code is refused on the phone. */
  readonly until: number;
  /** The `expiry` that the gateway reports. Later than `until` if the code is replaced early. */
  readonly expiry: number;
}

/** What a gateway does after its last code. `repeats` and `slides`: it sends the last code on and on, and `slides` moves its expiry. */
export type Ending = 'FAILED' | 'STOPPED' | 'repeats' | 'slides';

/** How a gateway replaces its codes; durations are in ms. */
export interface Rotation {
  readonly codes: number;
  readonly firstCode: number;
  readonly laterCode: number;
  /** Share of codes that are replaced early. */
  readonly earlyShare: number;
  /** Shortest and longest time without a code between two codes. */
  readonly gap?: readonly [shortest: number, longest: number];
  readonly ending: Ending;
}

/** The rotation of WhatsApp’s own six codes. */
export const sixCodes: Rotation = {
  codes: realSession.codes,
  firstCode: realSession.firstCode,
  laterCode: realSession.laterCode,
  earlyShare: 0,
  ending: 'FAILED',
};

/** The states of one session without a scan: STARTING, its codes, and its ending. */
export interface SessionLifetime {
  readonly codes: readonly CodeLifetime[];
  /** When the first code is issued. */
  readonly ready: number;
  /** When the last code expires. */
  readonly end: number;
  readonly ending: Ending;
}

/** Plans the codes of a session. */
export function sessionLifetime(
  ready: number,
  random: Random,
  rotation: Rotation = sixCodes,
): SessionLifetime {
  const { firstCode, laterCode, earlyShare, gap, ending } = rotation;
  const codes: CodeLifetime[] = [];
  let from = ready;
  let until = ready;
  for (let index = 0; index < rotation.codes; index++) {
    const fullDuration = index === 0 ? firstCode : laterCode;
    const duration = random() < earlyShare ? between(random, 0, fullDuration) + 1 : fullDuration;
    until = from + duration;
    codes.push({ from, until, expiry: from + fullDuration });
    from = gap ? until + between(random, ...gap) : until;
  }
  return { codes, ready, end: until, ending };
}

/** What the gateway would answer at a certain time. */
export type GatewayState =
  | { readonly kind: 'code'; readonly index: number; readonly expiry: number; readonly scanned?: true }
  /** It has no code at the moment. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'status'; readonly status: 'STARTING' | 'FAILED' | 'STOPPED' | 'WORKING' };

/** How far a sliding expiry is away in each answer, in ms. */
const slide = 20_000;

/** The gateway’s state at a certain time, if nobody scans. */
export function gatewayStateAt({ codes, ready, end, ending }: SessionLifetime, at: number): GatewayState {
  if (at < ready) return { kind: 'status', status: 'STARTING' };
  if (at >= end && (ending === 'FAILED' || ending === 'STOPPED')) return { kind: 'status', status: ending };
  const index = Math.min(
    codes.findLastIndex(({ from }) => at >= from),
    codes.length - 1,
  );
  const code = codes[index];
  if (!code || (at >= code.until && at < end)) return { kind: 'empty' };
  return { kind: 'code', index, expiry: ending === 'slides' ? at + slide : code.expiry };
}
