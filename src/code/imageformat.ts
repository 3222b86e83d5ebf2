/** The format in which a code is saved. `edge` is the width of a PNG in pixels. */
export type ImageFormat = { readonly kind: 'svg' } | { readonly kind: 'png'; readonly edge: number };

/**
 * Bounds of a PNG's width. Below the minimum, modules of long values are smaller than two pixels. Above the maximum, the file
 * only gets larger.
 */
export const edgeBounds = { min: 200, max: 8_000 } as const;
