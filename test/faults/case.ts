import type { InstanceOptions } from '../gateway/instance';
import type { Stage } from './stage';

/** Something done to the product, what should follow and a way to see it. */
export interface Case {
  /** In a few plain words, one line. */
  readonly done: string;
  /** What should happen, in the same words as what {@link run} tells. */
  readonly expected: string;
  /** What the case's own instance is like; without it, it has a code at once. */
  readonly instance?: Omit<InstanceOptions, 'id'>;
  /** Does it and tells what happened; rejects when that isn't what was expected. */
  readonly run: (stage: Stage) => Promise<string>;
}

/** Cases that follow one another in a window, a profile and a gateway of their own, beside the other lanes. */
export interface Lane {
  readonly name: string;
  /** Opens a folder: a window without one forgets its editors when it is loaded again. */
  readonly folder?: boolean;
  readonly cases: readonly Case[];
}

/** How a case ended. */
export interface Result {
  readonly lane: string;
  readonly done: string;
  readonly expected: string;
  readonly happened: string;
  readonly passed: boolean;
  /** Where a picture of the window is, if the case failed. */
  readonly picture?: string;
}

/** A failed case that can still tell what happened instead. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}
