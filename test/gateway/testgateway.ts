import type { Clock } from './clock';
import { seededRandom } from './clock';
import type { Gateway, GatewayOptions } from './gateway';
import { startGateway } from './gateway';
import { noIntervals } from './raterules';

/** The valid token of these suites. */
export const token = 'token-of-the-suites';
/** The default instance of a suite. */
export const instanceId = 'SUITE0000001';

/** Opens gateways for the tests of a suite, by default without rate rules, and closes them after each test. */
export function gateways(): (options?: Partial<GatewayOptions>) => Promise<Gateway> {
  const open: Gateway[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((gateway) => gateway.close()));
  });
  return async (options = {}) => {
    const gateway = await startGateway({
      tokens: [token],
      instances: [{ id: instanceId }],
      intervals: noIntervals,
      random: seededRandom(1),
      ...options,
    });
    open.push(gateway);
    return gateway;
  };
}

/** A clock that moves only when a test moves it. */
export function manualClock(): Pick<Clock, 'now'> & { pass(milliseconds: number): void } {
  let now = Date.parse('2026-07-01T12:00:00Z');
  return {
    now: () => now,
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** Sends a request of the API for the suite's instance, with fields added or replaced. */
export async function post(
  gateway: Gateway,
  path: string,
  fields: Readonly<Record<string, unknown>> = {},
  signal?: AbortSignal,
): Promise<Response> {
  const body = JSON.stringify({ instance_id: instanceId, access_token: token, ...fields });
  return await fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    redirect: 'manual',
    ...(signal && { signal }),
  });
}

/** Requests the QR code of the suite's instance in the raw format. */
export async function requestQr(gateway: Gateway): Promise<Response> {
  return await post(gateway, '/v2/auth/qr', { format: 'raw' });
}

/** Status and JSON body of an answer. */
export async function read(answer: Promise<Response>): Promise<{ status: number; body: unknown }> {
  const response = await answer;
  return { status: response.status, body: await response.json() };
}

/** The status of the suite's session, as `session/info` reports it. */
export async function sessionStatus(gateway: Gateway): Promise<unknown> {
  const { body } = await read(post(gateway, '/v2/session/info'));
  return (body as { status: unknown }).status;
}

/** Posts JSON to a route for the page, the phone or another process. */
export async function control(gateway: Gateway, path: string, body: unknown = {}): Promise<Response> {
  return await fetch(gateway.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
