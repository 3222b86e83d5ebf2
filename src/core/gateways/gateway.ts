import type { Endpoint } from './endpoint';
import { defaultGateway } from '../references/instanceref';

/** The kinds of gateway that can be talked to. */
export const gatewayKinds = ['wawp'] as const;

/** One of them. */
export type GatewayKind = (typeof gatewayKinds)[number];

/** Where the credentials travel; the vendor's page says both, a client of it warns never to do both at once. */
export type Credentials = 'body' | 'query';

/** A gateway of the user's. Its token is elsewhere: in the editor's secret storage, under {@link tokenKey}. */
export interface Gateway {
  /** Chosen by the user and unique; {@link defaultGateway} for the one that the setting `pairWhatsApp.endpoint` makes. */
  readonly name: string;
  readonly kind: GatewayKind;
  readonly endpoint: Endpoint;
  /** Where the credentials travel. */
  readonly credentials: Credentials;
}

/** Under what a gateway's token is kept: its origin, so that a changed endpoint can never get another one's, and its name. */
export function tokenKey({ name, endpoint: { origin } }: Pick<Gateway, 'name' | 'endpoint'>): string {
  // A space can't be part of an origin. The default gateway has the key of the time before there were others.
  return name === defaultGateway ? origin : `${origin} ${name}`;
}

/** What a gateway is called on screen: the default one by its gateway's host. */
export function gatewayLabel({ name, endpoint: { origin } }: Pick<Gateway, 'name' | 'endpoint'>): string {
  return name === defaultGateway ? new URL(origin).host : name;
}
