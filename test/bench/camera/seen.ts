import type { Sample } from './sweep';

/** A rendering and how well it was read. */
export interface Seen {
  readonly name: string;
  readonly ours: boolean;
  /** The room that the code with its border has, in CSS pixels. */
  readonly room: number;
  /** Pixels of the screen for one CSS pixel. */
  readonly ratio: number;
  readonly samples: readonly Sample[];
}
