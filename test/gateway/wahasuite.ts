import type { Gateway, GatewayOptions } from './gateway';
import type { StandInInstance } from './instance';
import type { SessionOptions } from './session';
import type { SteppedClock } from './steppedclock';
import { steppedClock } from './steppedclock';
import { instanceId, post, read, requestQr } from './testgateway';
import type { WahaOptions } from './waha';

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** What the suites about a gateway like a WAHA have in common; its session has the name `shop`. */
export interface WahaSuite {
  readonly clock: SteppedClock;
  readonly begin: (
    session?: Partial<SessionOptions>,
    waha?: Partial<WahaOptions>,
    more?: Partial<GatewayOptions>,
  ) => Promise<{ readonly gateway: Gateway; readonly instance: StandInInstance }>;
  /** The answer to a request for a QR code, and how many ms it took. */
  readonly qr: (gateway: Gateway) => Promise<readonly [Reply, number]>;
  /** The answer to a command, and how many ms it took. */
  readonly command: (gateway: Gateway, name: string) => Promise<readonly [Reply, number]>;
  /** The body of `session/info`. */
  readonly info: (gateway: Gateway) => Promise<Readonly<Record<string, unknown>>>;
  /** What is in an answer with a QR code. */
  readonly valueOf: (reply: Reply) => unknown;
}

/** Takes what opens the gateways of a suite. */
export function wahaSuite(open: (options: Partial<GatewayOptions>) => Promise<Gateway>): WahaSuite {
  const clock = steppedClock();
  return {
    clock,
    async begin(session = {}, waha = {}, more = {}) {
      const gateway = await open({
        now: clock.now,
        sleep: clock.sleep,
        like: 'waha',
        waha,
        instances: [{ id: instanceId, session: { name: 'shop', ...session } }],
        ...more,
      });
      return { gateway, instance: gateway.instance(instanceId) };
    },
    qr: (gateway) => clock.until(read(requestQr(gateway))),
    command: (gateway, name) => clock.until(read(post(gateway, `/v2/session/${name}`))),
    async info(gateway) {
      return (await read(post(gateway, '/v2/session/info'))).body as Readonly<Record<string, unknown>>;
    },
    valueOf({ body }) {
      const { data } = body as { data: string };
      return JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as unknown;
    },
  };
}
