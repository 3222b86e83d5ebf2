import type { Picture } from './picture';

/** Something that shows a code. */
export interface Rendering {
  readonly name: string;
  /** The room that it takes, in CSS pixels: what ours is compared at. */
  readonly room: number;
  /** Pixels of the screen for one CSS pixel. */
  readonly ratio: number;
  /** Whether the code is light on dark, so that readers have to look for that. */
  readonly inverted: boolean;
  readonly picture: Picture;
}
