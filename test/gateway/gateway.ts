import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Accounts } from './accounts';
import type { ApiState } from './api';
import { answerRequest } from './api';
import type { Delivery } from './autophone';
import { AutoPhone } from './autophone';
import type { Clock, Sleep } from './clock';
import { realSleep } from './clock';
import { answerControl } from './control';
import type { Fault } from './fault';
import { FaultQueue } from './fault';
import type { InstanceOptions } from './instance';
import { StandInInstance } from './instance';
import { page, pageHeaders } from './page';
import type { Like } from './personality';
import { personality as personalityOf } from './personality';
import type { Intervals, Violation } from './raterules';
import { contractIntervals, RateRules } from './raterules';
import type { RequestRecord } from './requestlog';
import { RequestLog } from './requestlog';
import type { WahaOptions } from './waha';

/** The options of a stand-in gateway. */
export interface GatewayOptions extends Partial<Clock> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** The access tokens that are valid for every instance. */
  readonly tokens: readonly string[];
  /** The access token of each account, by the account's name; only that account can use an instance that names it. */
  readonly accounts?: Readonly<Record<string, string>>;
  readonly instances: readonly InstanceOptions[];
  /** The options of instances that clients create; their session is STOPPED by default. */
  readonly created?: Omit<InstanceOptions, 'id' | 'account'>;
  /** Factor for all durations of sessions and for latencies; 1, the default, is real time. */
  readonly scale?: number;
  /** How it behaves: as the vendor's documents say, which is the default, or as a real WAHA. */
  readonly like?: Like;
  /** Changes to the waits of a WAHA, before they are scaled. */
  readonly waha?: Partial<WahaOptions>;
  /** Waits for requests that take their time; in real time by default. */
  readonly sleep?: Sleep;
  /** Minimum times between requests for one instance, unscaled; those of the contract by default. */
  readonly intervals?: Intervals;
}

/** A running stand-in for the Wawp v2 API on loopback. */
export interface Gateway {
  /** The base URL, which is also the address of the page. */
  readonly url: string;
  readonly port: number;
  /** The requests of the API, oldest first; grows and changes while requests start and end. */
  readonly requests: readonly RequestRecord[];
  /** Every broken rate rule, oldest first. */
  readonly violations: readonly Violation[];
  /** All instances by ID: clients can add and delete them. */
  readonly instances: ReadonlyMap<string, StandInInstance>;
  /** The instance with this ID; throws if there is none. */
  instance(id: string): StandInInstance;
  /** Adds faults for the next requests of any instance, or of none; an instance's own faults come first. */
  script(...faults: readonly Fault[]): void;
  /** Reports each code that is handed out, until you call the returned function. */
  onDelivery(delivery: Delivery): () => void;
  /** Phones scan every code that is handed out from now on, so many ms later. */
  autoScan(options: { readonly after: number }): AutoPhone;
  /** Sets how many ms the gateway's clock runs ahead; `Date` and `expiry` follow it. */
  setDateSkew(skew: number): void;
  /** Makes the gateway unreachable: closes every connection and accepts no new one. */
  pause(): Promise<void>;
  /** Makes it reachable again on the same port. */
  resume(): Promise<void>;
  /** Closes every connection and stops the gateway. */
  close(): Promise<void>;
}

const idCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const host = '127.0.0.1';

/** Starts a stand-in gateway; rejects with the system's error if the port isn't available. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const clock: Clock = { now: options.now ?? Date.now, random: options.random ?? Math.random };
  const { scale = 1, intervals = contractIntervals } = options;
  const { like = 'docs', waha = {}, sleep = realSleep } = options;
  const personality = personalityOf({ like, scale, sleep, waha });
  const instances = new Map(
    options.instances.map((each) => [each.id, new StandInInstance(each, clock, scale, personality)]),
  );
  const log = new RequestLog();
  const rules = new RateRules(intervals);
  const faults = new FaultQueue();
  const deliveries = new Set<Delivery>();
  let skew = 0;
  const state: ApiState = {
    personality,
    sleep,
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
      const instance = new StandInInstance(
        { ...made, ...(account && { account }) },
        clock,
        scale,
        personality,
      );
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
      // A client that disconnects while it sends its request is not a failure of the gateway.
      if (!response.destroyed && !request.destroyed) console.error('The stand-in gateway failed:', error);
      response.destroy();
    });
  });
  await listen(server, options.port ?? 0);
  // For TCP the address is an object; it is a string only for a pipe.
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
        throw new Error(`The gateway has no instance "${id}". Add it to the options.`);
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
  // A target such as `//` is not a URL; it is answered like any unknown path.
  const url = new URL(URL.canParse(target, `http://${host}`) ? target : '/unreadable', `http://${host}`);
  if (url.pathname === '/' && request.method === 'GET') {
    response.writeHead(200, pageHeaders).end(page);
  } else if (url.pathname.startsWith('/control/') || url.pathname.startsWith('/phone/')) {
    await answerControl(state, url, request, response);
  } else {
    await answerRequest(state, url, request, response);
  }
}

/** A new ID of twelve letters and digits. */
function unusedId(clock: Clock, instances: ReadonlyMap<string, unknown>): string {
  const id = Array.from(
    { length: 12 },
    () => idCharacters[Math.floor(clock.random() * idCharacters.length)],
  ).join('');
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
