import type { TimeLeft } from '../code/expiry';
import type { Failure } from '../failures/failure';

/** The status of a session on the gateway; `unknown` stands for any status not listed here. Source: vendor's page and WAHA. */
export type SessionStatus =
  'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED' | 'PASSKEY' | 'unknown';

/** The WhatsApp account that an instance is linked to. */
export interface Account {
  readonly name?: string;
  /** International form, such as "+201012345678". */
  readonly number?: string;
  /** The gateway's placeholder for an account that isn't linked yet: a pairing code was requested for it. */
  readonly placeholder?: true;
}

/** How the answer to a request was understood. */
export type Answer =
  | {
      readonly kind: 'code';
      /** Drawn byte for byte. A live credential. */
      readonly value: string;
      /** Whether the value has the form of a WhatsApp QR code. */
      readonly known: boolean;
      /** Time left on arrival; absent if the gateway reported no usable expiry. */
      readonly ttl?: TimeLeft;
      /** Whether the gateway reported an expiry that is too far in the future to be one. */
      readonly impossibleExpiry?: true;
    }
  /** The gateway has no code yet. */
  | { readonly kind: 'empty' }
  /** `message` is what the gateway says in its own words, cleaned, if its status is `unknown`. */
  | {
      readonly kind: 'status';
      readonly status: SessionStatus;
      readonly account?: Account;
      readonly message?: string;
    }
  /** Eight characters, A–Z and 0–9, to type on the phone that is to be linked. A live credential. */
  | { readonly kind: 'pairingCode'; readonly code: string }
  /** The gateway created a new instance. */
  | { readonly kind: 'created'; readonly instanceId: string }
  /** The gateway accepted a session command. */
  | { readonly kind: 'done' }
  | { readonly kind: 'failure'; readonly failure: Failure };
