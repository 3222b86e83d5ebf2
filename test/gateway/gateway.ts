import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ApiState } from './api';
import { answerCall } from './api';
import type { Clock } from './clock';
import { answerControl } from './control';
import type { InstanceOptions } from './instance';
import { StandInInstance } from './instance';
import { page, pageHeaders } from './page';
import type { Violation } from './raterules';
import { RateRules } from './raterules';
import type { RequestRecord } from './requestlog';
import { RequestLog } from './requestlog';

/** What a stand-in gateway is started with. */
export interface GatewayOptions extends Partial<Clock> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The access tokens that are valid. */
  readonly tokens: readonly string[];
  readonly instances: readonly InstanceOptions[];
  /** What all durations of sessions and latencies are multiplied by; 1, the default, is real time. */
  readonly scale?: number;
  /** How far apart polls for one instance must start, in ms, unscaled; 5000 if not given. */
  readonly minInterval?: number;
}

/** A running stand-in of the Wawp v2 API on loopback. */
export interface Gateway {
  /** The base URL, which is also the address of the page. */
  readonly url: string;
  readonly port: number;
  /** The calls of the API, oldest first; grows and changes as they come and end. */
  readonly requests: readonly RequestRecord[];
  /** Every time a rate rule was broken, oldest first. */
  readonly violations: readonly Violation[];
  /** The instance with this ID; throws if there is none. */
  instance(id: string): StandInInstance;
  /** Moves the gateway's clock, which `Date` and `expiry` follow, by so many ms. */
  setDateSkew(skew: number): void;
  /** Makes the gateway unreachable: cuts every connection and takes no new one. */
  pause(): Promise<void>;
  /** Makes it reachable again on the same port. */
  resume(): Promise<void>;
  /** Cuts every connection and ends. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Starts a stand-in gateway; rejects with the system's error if the port can't be had. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const clock: Clock = { now: options.now ?? Date.now, random: options.random ?? Math.random };
  const { scale = 1, minInterval = 5_000 } = options;
  const instances = new Map(
    options.instances.map((each) => [each.id, new StandInInstance(each, clock, scale)]),
  );
  const log = new RequestLog();
  const rules = new RateRules(minInterval);
  let skew = 0;
  const state: ApiState = {
    tokens: new Set(options.tokens),
    instances,
    log,
    rules,
    now: () => clock.now(),
    skew: () => skew,
    cutting: () => !server.listening,
  };
  const server = createServer((request, response) => {
    route(state, request, response).catch((error: unknown) => {
      // A client that hangs up while it sends its request is no defect of the gateway's.
      if (!response.destroyed && !request.destroyed) console.error('The stand-in gateway failed:', error);
      response.destroy();
    });
  });
  await listen(server, options.port ?? 0);
  // Over loopback the address is an object; only a pipe's is a text.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    port,
    requests: log.records,
    violations: rules.violations,
    instance(id) {
      const instance = instances.get(id);
      if (instance === undefined)
        throw new Error(`The gateway has no instance "${id}"; name it in its options.`);
      return instance;
    },
    setDateSkew(milliseconds) {
      skew = milliseconds;
    },
    pause: () => cut(server),
    resume: () => listen(server, port),
    close: () => cut(server),
  };
}

async function route(state: ApiState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? '/';
  // A target such as `//` is no URL; it is answered like any other path that isn't there.
  const url = new URL(URL.canParse(target, `http://${host}`) ? target : '/unreadable', `http://${host}`);
  if (url.pathname === '/' && request.method === 'GET') {
    response.writeHead(200, pageHeaders).end(page);
  } else if (url.pathname.startsWith('/control/') || url.pathname.startsWith('/phone/')) {
    await answerControl(state, url.pathname, request, response);
  } else {
    await answerCall(state, url, request, response);
  }
}

async function listen(server: Server, port: number): Promise<void> {
  if (server.listening) return;
  server.listen(port, host);
  await once(server, 'listening');
}

async function cut(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
