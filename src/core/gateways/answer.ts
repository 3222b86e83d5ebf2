import type { TimeLeft } from '../code/expiry';
import type { Failure } from '../failures/failure';

/** What a session on the gateway is doing; `unknown` stands for any word not listed here. Source: vendor's page and WAHA. */
export type SessionStatus =
  'STOPPED' | 'STARTING' | 'SCAN_QR_CODE' | 'WORKING' | 'FAILED' | 'PASSKEY' | 'unknown';

/** The WhatsApp account that an instance is linked to. */
export interface Account {
  readonly name?: string;
  /** International form, such as "+201012345678". */
  readonly number?: string;
}

/** What the raw QR request brought. */
export type Answer =
  | {
      readonly kind: 'code';
      /** To be drawn byte for byte. A live credential. */
      readonly value: string;
      /** Whether the value has the form of a WhatsApp QR code. */
      readonly known: boolean;
      /** What it has left on arrival; absent where the gateway gave no usable expiry. */
      readonly ttl?: TimeLeft;
    }
  /** The gateway has no code yet. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'status'; readonly status: SessionStatus; readonly account?: Account }
  /** Eight characters, A–Z and 0–9, that link the phone which types them. A live credential. */
  | { readonly kind: 'pairingCode'; readonly code: string }
  /** A new instance is there. */
  | { readonly kind: 'created'; readonly instanceId: string }
  /** A session command was accepted. */
  | { readonly kind: 'done' }
  | { readonly kind: 'failure'; readonly failure: Failure };
