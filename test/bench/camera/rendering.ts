import type { Picture } from './picture';

/** A picture of a code, by any tool. */
export interface Rendering {
  readonly name: string;
  /** The room that it takes, in CSS pixels. Comparisons are at the same room. */
  readonly room: number;
  /** Screen pixels per CSS pixel. */
  readonly ratio: number;
  /** Whether the code is light on dark, so that readers must look for that. */
  readonly inverted: boolean;
  readonly picture: Picture;
}
