import type { InstanceOptions } from '../gateway/instance';
import type { WorldOptions } from '../outside/world';
import type { Stage } from './stage';

/** One row of the fault matrix: what is done, what should follow, and how to check it. */
export interface Case {
  /** In one short line. */
  readonly done: string;
  /** What should happen, in the same words as the result of {@link run}. */
  readonly expected: string;
  /** The options of the case's own instance; by default, it has a code at once. */
  readonly instance?: Omit<InstanceOptions, 'id'>;
  /** Does it and returns what happened; rejects if that isn't what was expected. */
  readonly run: (stage: Stage) => Promise<string>;
}

/** Cases that run one after the other in their own window, profile and gateway, in parallel to the other lanes. */
export interface Lane {
  readonly name: string;
  /** Opens a folder: without one, a window forgets its editors on a reload. */
  readonly folder?: boolean;
  /** How the gateway behaves: as a real WAHA by default, or as the vendor's documents say. */
  readonly behavior?: WorldOptions['behavior'];
  readonly cases: readonly Case[];
}

/** The result of a case. */
export interface Result {
  readonly lane: string;
  readonly done: string;
  readonly expected: string;
  readonly happened: string;
  readonly passed: boolean;
  /** The file of a screenshot, if the case failed. */
  readonly picture?: string;
}

/** A failed case that can say what happened instead. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}
