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

/** Where a failure happened, for sentences that name the place. */
export interface Target {
  /** Empty if the request was about no instance. */
  readonly instanceId: string;
  readonly origin: string;
  /** Whether the request only tested the gateway, so that no QR code was expected. */
  readonly isTest?: boolean;
}
