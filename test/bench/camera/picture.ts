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

/** The grey value that the edge of a picture has most often: what goes on around it. */
export function edgeGrey({ width, height, pixels }: Grey): number {
  const counts = new Uint32Array(256);
  const count = (index: number): void => {
    const grey = pixels[index] ?? 0;
    counts[grey] = (counts[grey] ?? 0) + 1;
  };
  for (let x = 0; x < width; x++) {
    count(x);
    count((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    count(y * width);
    count(y * width + width - 1);
  }
  return counts.indexOf(Math.max(...counts));
}
