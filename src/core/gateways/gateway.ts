import type { Endpoint } from './endpoint';
import { defaultGateway } from '../references/instanceref';

/** The supported kinds of gateway. */
export const gatewayKinds = ['wawp'] as const;

/** One kind of gateway. */
export type GatewayKind = (typeof gatewayKinds)[number];

/** Where a request carries the credentials. The vendor's page allows both places; one of its clients warns against using both at once. */
export type Credentials = 'body' | 'query';

/** One of the user's gateways. Its token is not here but in the editor's secret storage, under {@link tokenKey}. */
export interface Gateway {
  /** Unique name that the user has chosen; {@link defaultGateway} for the gateway of the setting `pairWhatsApp.endpoint`. */
  readonly name: string;
  readonly kind: GatewayKind;
  readonly endpoint: Endpoint;
  /** Where requests carry the credentials. */
  readonly credentials: Credentials;
}

/** The key for a gateway's token: origin and name, so that a changed endpoint never gets the token of another origin. */
export function tokenKey({ name, endpoint: { origin } }: Pick<Gateway, 'name' | 'endpoint'>): string {
  // A space can't be part of an origin. The default gateway's key is only the origin, as before there were several gateways.
  return name === defaultGateway ? origin : `${origin} ${name}`;
}

/** The key of an instance on a gateway's server. It begins with the key of the gateway's token. */
export function instanceKey(gateway: Pick<Gateway, 'name' | 'endpoint'>, instanceId: string): string {
  // Neither part can hold a line break.
  return `${tokenKey(gateway)}\n${instanceId}`;
}

/** The name of a gateway on screen; for the default gateway, its host. */
export function gatewayLabel({ name, endpoint: { origin } }: Pick<Gateway, 'name' | 'endpoint'>): string {
  return name === defaultGateway ? new URL(origin).host : name;
}
