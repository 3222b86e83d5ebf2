import type { Dialect } from './dialect';
import type { GatewayKind } from './gateway';
import { wawp } from './wawp';

/** Every dialect by the kind of gateway that speaks it. */
export const dialects: Readonly<Record<GatewayKind, Dialect>> = { wawp };
