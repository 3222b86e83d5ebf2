import type { Dialect } from './dialect';
import type { GatewayKind } from './gateway';
import { wawp } from './wawp';

/** Every dialect, by the kind that a gateway of the user's carries. */
export const dialects: Readonly<Record<GatewayKind, Dialect>> = { wawp };
