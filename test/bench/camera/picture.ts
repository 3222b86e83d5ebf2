/** A rectangle, in the pixels of a picture. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A screen’s content in gray values. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Screen pixels per CSS pixel. */
  readonly ratio: number;
  /** sRGB gray values, in rows. */
  readonly pixels: Uint8Array;
  /** The area of the code, at which the camera is aimed. */
  readonly code: Area;
  /** The gray value around the picture. */
  readonly surround: number;
}

/** Only the gray values of a picture. */
export interface Gray {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** The most frequent gray value along the edge of a picture, or along a line `inset` pixels inside it. */
export function edgeGray({ width, height, pixels }: Gray, inset = 0): number {
  const counts = new Uint32Array(256);
  const count = (x: number, y: number): void => {
    const gray = pixels[y * width + x] ?? 0;
    counts[gray] = (counts[gray] ?? 0) + 1;
  };
  for (let x = inset; x < width - inset; x++) {
    count(x, inset);
    count(x, height - 1 - inset);
  }
  for (let y = inset; y < height - inset; y++) {
    count(inset, y);
    count(width - 1 - inset, y);
  }
  return counts.indexOf(Math.max(...counts));
}
