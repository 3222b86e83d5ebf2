import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Accounts } from './accounts';
import type { ApiState } from './api';
import { answerCall } from './api';
import type { Delivery } from './autophone';
import { AutoPhone } from './autophone';
import type { Clock } from './clock';
import { answerControl } from './control';
import type { Fault } from './fault';
import { FaultQueue } from './fault';
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
  /** The access tokens that are valid for every instance. */
  readonly tokens: readonly string[];
  /** The access tokens of accounts by the accounts' names; an instance that names one is only theirs. */
  readonly accounts?: Readonly<Record<string, string>>;
  readonly instances: readonly InstanceOptions[];
  /** What those are like that clients create; they begin STOPPED if not given. */
  readonly created?: Omit<InstanceOptions, 'id' | 'account'>;
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
  /** By ID, also those that clients created; without those they deleted. */
  readonly instances: ReadonlyMap<string, StandInInstance>;
  /** The instance with this ID; throws if there is none. */
  instance(id: string): StandInInstance;
  /** Lets the next calls of any instance, or of none, go wrong; what an instance has before it comes first. */
  script(...faults: readonly Fault[]): void;
  /** Tells from now on of each code that is handed out, until the answer is called. */
  onDelivery(delivery: Delivery): () => void;
  /** From now on phones scan every code that is handed out, so many ms after that. */
  autoScan(options: { readonly after: number }): AutoPhone;
  /** Moves the gateway's clock, which `Date` and `expiry` follow, by so many ms. */
  setDateSkew(skew: number): void;
  /** Makes the gateway unreachable: cuts every connection and takes no new one. */
  pause(): Promise<void>;
  /** Makes it reachable again on the same port. */
  resume(): Promise<void>;
  /** Cuts every connection and ends. */
  close(): Promise<void>;
}

const idSigns = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
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
  const faults = new FaultQueue();
  const deliveries = new Set<Delivery>();
  let skew = 0;
  const state: ApiState = {
    accounts: new Accounts(options.tokens, options.accounts),
    instances,
    faults,
    log,
    rules,
    now: () => clock.now(),
    skew: () => skew,
    cutting: () => !server.listening,
    create(name, account) {
      const id = unusedId(clock, instances);
      const { session, ...rest } = options.created ?? {};
      const made = {
        ...rest,
        id,
        session: { initial: 'STOPPED' as const, ...session, ...(name && { name }) },
      };
      const instance = new StandInInstance({ ...made, ...(account && { account }) }, clock, scale);
      instances.set(id, instance);
      return instance;
    },
    delivered(instance, code) {
      for (const delivery of deliveries) delivery(instance, code);
    },
  };
  const subscribe = (delivery: Delivery): (() => void) => {
    deliveries.add(delivery);
    return () => deliveries.delete(delivery);
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
    instances,
    violations: rules.violations,
    instance(id) {
      const instance = instances.get(id);
      if (instance === undefined)
        throw new Error(`The gateway has no instance "${id}"; name it in its options.`);
      return instance;
    },
    script(...scripted) {
      faults.add(...scripted);
    },
    onDelivery: subscribe,
    autoScan: ({ after }) => new AutoPhone(after, () => clock.now(), subscribe),
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
    await answerControl(state, url, request, response);
  } else {
    await answerCall(state, url, request, response);
  }
}

/** Twelve letters and digits that no instance has yet. */
function unusedId(clock: Clock, instances: ReadonlyMap<string, unknown>): string {
  const id = Array.from({ length: 12 }, () => idSigns[Math.floor(clock.random() * idSigns.length)]).join('');
  return instances.has(id) ? unusedId(clock, instances) : id;
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
