import type { Answer } from './answer';

/** A request that a pairing makes about its instance. */
export type PairingRequest = 'qr' | 'session' | 'start' | 'restart' | 'logout' | 'pairingCode';

/** A request that only the user causes: `create` is about no instance yet, `delete` can't be undone. */
export type ManagementRequest = 'stop' | 'create' | 'delete';

/** Any request that a gateway can be sent. */
export type GatewayRequest = PairingRequest | ManagementRequest;

/** Sends a pairing's requests about one instance to its gateway. */
export interface PairingClient {
  /**
   * Sends one request; `pairingCode` needs the phone number (digits only, international). Never rejects: a failure is an
   * answer too, and so is being aborted.
   */
  request(kind: PairingRequest, signal: AbortSignal, number?: string): Promise<Answer>;
}

/** Sends every kind of request; each dialect implements it. */
export interface GatewayClient extends PairingClient {
  request(kind: GatewayRequest, signal: AbortSignal, number?: string): Promise<Answer>;
}

/** A request that has ended, for the timeline and the log. Plain data by allow-list: no URL, token, ID, body or foreign words. */
export interface RequestEntry {
  readonly kind: 'request';
  /** Method and path, without query. */
  readonly request: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
  /** What the answer was read as. */
  readonly outcome: string;
}
