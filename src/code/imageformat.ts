/** As what a code is saved; a PNG's edge is its width in pixels. */
export type ImageFormat = { readonly kind: 'svg' } | { readonly kind: 'png'; readonly edge: number };

/** Bounds of a PNG's edge: below, modules of long values would be smaller than two pixels; above, files only grow. */
export const edgeBounds = { min: 200, max: 8_000 } as const;
