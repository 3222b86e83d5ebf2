import type { Sample } from './sweep';

/** A rendering, and how well it was read. */
export interface RenderingResult {
  readonly name: string;
  readonly isPanel: boolean;
  /** The room of the code with its border, in CSS pixels. */
  readonly room: number;
  /** Screen pixels per CSS pixel. */
  readonly ratio: number;
  readonly samples: readonly Sample[];
}
