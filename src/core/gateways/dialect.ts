// src/core/gateways: what gateways answer, one file for each dialect; the user's gateways as data; pacing.
import type { ServerClock } from '../code/serverclock';
import type { Clock } from '../time/clock';
import type { Fetch } from '../http/exchange';
import type { GatewayClient, RequestEntry } from './client';
import type { Endpoint } from './endpoint';
import type { Credentials } from './gateway';

/** What a gateway may support besides QR codes and session status. */
export type Capability =
  | 'list'
  | 'create'
  | 'start'
  | 'stop'
  | 'restart'
  | 'logout'
  | 'delete'
  | 'pairingCode'
  | 'testMessage'
  | 'shareLink';

/** What a client needs. */
export interface ClientOptions {
  readonly endpoint: Endpoint;
  /** Undefined for requests without an instance. */
  readonly instanceId: string | undefined;
  /** Read for each request, so that a new or forgotten token takes effect with the next request. */
  readonly token: () => Promise<string | undefined>;
  readonly credentials: Credentials;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** The gateway's clock, which its answers make more exact. */
  readonly serverClock: ServerClock;
  readonly note: (entry: RequestEntry) => void;
}

/** The API of one kind of gateway. */
export interface Dialect {
  /** What the gateway supports; the product offers nothing else. */
  readonly capabilities: ReadonlySet<Capability>;
  /** How many codes a session offers before it fails; undefined if there is no limit or none is known. */
  readonly codeBudget: number | undefined;
  /** The page that shows the access token after login, if one is known for that origin. */
  readonly tokenPage: (origin: string) => string | undefined;
  readonly connect: (options: ClientOptions) => GatewayClient;
}
