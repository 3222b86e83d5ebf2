import type { RemedyAction } from './remedy';

/** A failure in words: what happened, why, and which buttons help. */
export interface Explanation {
  readonly headline: string;
  /** Each sentence is a paragraph. */
  readonly details: readonly string[];
  /** A few words for the status bar. */
  readonly short: string;
  /** The first button is the best fix. */
  readonly actions: readonly RemedyAction[];
}

/** The machine that sends the requests, where a window is connected to another machine: that one or the user's own. */
export type RequestsFrom = 'remote' | 'local';

/** Where a failure happened, for sentences that name the place. */
export interface Target {
  /** Empty if the request was about no instance. */
  readonly instanceId: string;
  readonly origin: string;
  /** How many codes a session of the gateway offers, if that is known. */
  readonly codeBudget?: number | undefined;
  /** Set if the address means the machine that sends the request, and that may be another one than the user expects. */
  readonly from?: RequestsFrom | undefined;
  /** Whether the request only tested the gateway, so that no QR code was expected. */
  readonly isTest?: boolean;
}
