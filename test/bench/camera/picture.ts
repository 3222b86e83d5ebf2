/** A rectangle, in the pixels of a picture. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a screen shows, in grey values. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen for one CSS pixel. */
  readonly ratio: number;
  /** sRGB-coded grey values, row by row. */
  readonly pixels: Uint8Array;
  /** Where the code is, which the camera is aimed at. */
  readonly code: Area;
  /** What the screen shows around the picture. */
  readonly surround: number;
}

/** A picture in grey values and nothing else. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** The grey value that is most often along the edge of a picture, or so many pixels within it. */
export function edgeGrey({ width, height, pixels }: Grey, inset = 0): number {
  const counts = new Uint32Array(256);
  const count = (x: number, y: number): void => {
    const grey = pixels[y * width + x] ?? 0;
    counts[grey] = (counts[grey] ?? 0) + 1;
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
