import type { CodeLook, PlainCause } from '../core/views/codelook';

/** A code in the user's style, read back and found to be the same. */
export interface Styled {
  readonly picture: SVGSVGElement;
  /** Modules from edge to edge, the quiet zone included. */
  readonly size: number;
  readonly background: string;
  readonly caption?: HTMLElement;
}

/** Draws codes in the user's style; from a bundle of its own, which most pages lack. */
export interface Stylist {
  /** Resolves once codes can be drawn without making anybody wait. Never rejects. */
  readonly ready: Promise<void>;
  /** The code in style, or why it can't have it; undefined before it is ready. */
  draw(value: string): Styled | PlainCause | undefined;
}

declare global {
  interface Window {
    stylist?: Stylist;
  }
}

/** How codes are to look in this document, which the host has written; undefined for plain. */
export function documentLook(): CodeLook | undefined {
  const { look } = document.body.dataset;
  return look === undefined ? undefined : (JSON.parse(look) as CodeLook);
}
