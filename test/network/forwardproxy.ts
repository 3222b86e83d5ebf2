import { lookup } from 'node:dns';
import { Server } from 'proxy-chain';

/** The login that a proxy requires. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A request that a proxy received. */
export interface ProxyRequest {
  readonly method: string;
  /** Host and port. */
  readonly target: string;
  /** Whether the proxy passed it on; otherwise it answered 407. */
  readonly passed: boolean;
}

/** A forward proxy on loopback that resolves every host name to loopback. */
export interface ForwardProxy {
  readonly url: string;
  /** Oldest first; grows with each request. */
  readonly requests: readonly ProxyRequest[];
  /** Closes every connection and stops the proxy. */
  close(): Promise<void>;
}

const host = '127.0.0.1';

/** Starts a forward proxy; it requires a login if one is given. */
export async function startForwardProxy(login?: Login): Promise<ForwardProxy> {
  const requests: ProxyRequest[] = [];
  const server = new Server({
    host,
    port: 0,
    prepareRequestFunction: ({ request, hostname, port, username, password }) => {
      const passed = !login || (username === login.username && password === login.password);
      requests.push({ method: request.method ?? '', target: `${hostname}:${port}`, passed });
      return { requestAuthentication: !passed, dnsLookup: toLoopback };
    },
  });
  await server.listen();
  return { url: `http://${host}:${server.port}`, requests, close: () => server.close(true) };
}

/** A proxy's address with a login, as in the setting `http.proxy`. */
export function withLogin(url: string, { username, password }: Login): string {
  const address = new URL(url);
  address.username = username;
  address.password = password;
  return address.href;
}

const toLoopback = ((_name: string, options: object, done: () => void) => {
  lookup(host, options, done);
}) as typeof lookup;
