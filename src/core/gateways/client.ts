import type { Answer } from './answer';

/** A request that a pairing makes about its instance. */
export type PairingRequest = 'qr' | 'session' | 'start' | 'stop' | 'restart' | 'logout' | 'pairingCode';

/** A request that is sent only when the user asks for it: `create` has no instance yet, `delete` can't be undone. */
export type ManagementRequest = 'create' | 'delete';

/** Every kind of request to a gateway. */
export type GatewayRequest = PairingRequest | ManagementRequest;

/** Sends a pairing's requests about one instance to its gateway. */
export interface PairingClient {
  /**
   * Sends one request; `pairingCode` needs the phone number (digits only, international). Never rejects: failures and
   * aborted requests are answers too.
   */
  request(kind: PairingRequest, signal: AbortSignal, number?: string): Promise<Answer>;
}

/** Sends every kind of request; each dialect implements it. */
export interface GatewayClient extends PairingClient {
  request(kind: GatewayRequest, signal: AbortSignal, number?: string): Promise<Answer>;
}

/** A request that has ended, for the timeline and the log. Plain data by allow-list: no URL, token, ID, body or foreign text. */
export interface RequestEntry {
  readonly kind: 'request';
  /** Method and path, without query. */
  readonly request: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** Duration in milliseconds. */
  readonly ms: number;
  /** How the answer was understood. */
  readonly outcome: string;
}
