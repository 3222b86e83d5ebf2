import type { Clock } from '../time/clock';
import type { Fetch } from '../http/exchange';
import type { GatewayClient, RequestEntry } from './client';
import type { Endpoint } from './endpoint';
import type { Credentials } from './gateway';

/** What a gateway may be able to do besides handing out QR codes and telling a session's status. */
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

/** What a client is made of. */
export interface ClientOptions {
  readonly endpoint: Endpoint;
  /** Undefined for requests that are about no instance. */
  readonly instanceId: string | undefined;
  /** Read for each request, so that a token set or forgotten elsewhere counts from the next one on. */
  readonly token: () => Promise<string | undefined>;
  readonly credentials: Credentials;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly note: (entry: RequestEntry) => void;
}

/** The words, paths and habits of one kind of gateway. */
export interface Dialect {
  /** What it can do; the product offers nothing else. */
  readonly capabilities: ReadonlySet<Capability>;
  /** The page that shows the access token to whoever is logged in, where it is known for that origin. */
  readonly tokenPage: (origin: string) => string | undefined;
  readonly connect: (options: ClientOptions) => GatewayClient;
}
