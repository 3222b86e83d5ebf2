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

/** The states of one session without a scan: STARTING, six codes, FAILED. */
export interface SessionLifetime {
  readonly codes: readonly CodeLifetime[];
  /** When the first code is issued. */
  readonly ready: number;
  /** When the last code expires. */
  readonly end: number;
}

/** Plans the codes of a session. Each code is replaced early with the probability `earlyShare`. */
export function sessionLifetime(ready: number, earlyShare: number, random: Random): SessionLifetime {
  const codes: CodeLifetime[] = [];
  let from = ready;
  for (let index = 0; index < realSession.codes; index++) {
    const fullDuration = index === 0 ? realSession.firstCode : realSession.laterCode;
    const duration = random() < earlyShare ? between(random, 0, fullDuration) + 1 : fullDuration;
    codes.push({ from, until: from + duration, expiry: from + fullDuration });
    from += duration;
  }
  return { codes, ready, end: from };
}

/** What the gateway would answer at a certain time. */
export type GatewayState =
  | { readonly kind: 'code'; readonly index: number; readonly expiry: number }
  | { readonly kind: 'status'; readonly status: 'STARTING' | 'FAILED' };

/** The gateway’s state at a certain time. */
export function gatewayStateAt({ codes, ready }: SessionLifetime, at: number): GatewayState {
  if (at < ready) return { kind: 'status', status: 'STARTING' };
  const index = codes.findIndex(({ until }) => at < until);
  const code = codes[index];
  return code ? { kind: 'code', index, expiry: code.expiry } : { kind: 'status', status: 'FAILED' };
}
