import type { CodeLook, PlainCause } from '../core/views/panel/codelook';

/** A code in the user's style. A reader has found the same value in it. */
export interface Styled {
  readonly picture: SVGSVGElement;
  /** Width in modules, including the quiet zone. */
  readonly size: number;
  readonly background: string;
  readonly caption?: HTMLElement;
}

/** Draws codes in the user's style. Its bundle is loaded only if there is a style. */
export interface Stylist {
  /** Resolves once codes can be drawn at once. Never rejects. */
  readonly ready: Promise<void>;
  /** The code in the user's style, or why it has to be drawn plain; undefined until {@link ready}. */
  draw(value: string): Styled | PlainCause | undefined;
}

declare global {
  interface Window {
    stylist?: Stylist;
  }
}

/** The look of codes, as the host has written it into the document; undefined for plain codes. */
export function documentLook(): CodeLook | undefined {
  const { look } = document.body.dataset;
  return look === undefined ? undefined : (JSON.parse(look) as CodeLook);
}
