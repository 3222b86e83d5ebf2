/** A projective mapping of a plane, as a 3 × 3 matrix in rows. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** The position of a camera in front of a screen. */
export interface Pose {
  /** From the camera to the point at which it is aimed, in mm. */
  readonly distance: number;
  /** The angle between the camera’s axis and the perpendicular of the screen, in degrees. */
  readonly tilt: number;
  /** The direction of the tilt’s axis on the screen, in degrees. */
  readonly tiltAxis: number;
  /** The rotation around the camera’s own axis, in degrees. */
  readonly rotation: number;
}

/** Maps mm on the screen, relative to the aimed point, to pixels of the camera, relative to its center. */
export function projection({ distance, tilt, tiltAxis, rotation }: Pose, focalLength: number): Homography {
  const [turn, lean, axis] = [radians(rotation), radians(tilt), radians(tiltAxis)];
  const [x, y] = [Math.cos(axis), Math.sin(axis)];
  const [cos, sin] = [Math.cos(lean), Math.sin(lean)];
  // The screen's two directions in space after the tilt (Rodrigues' formula).
  const across = rotate([cos + x * x * (1 - cos), x * y * (1 - cos), -y * sin], turn);
  const down = rotate([x * y * (1 - cos), cos + y * y * (1 - cos), x * sin], turn);
  const f = focalLength;
  return [f * across[0], f * down[0], 0, f * across[1], f * down[1], 0, across[2], down[2], distance];
}

/** Maps a point. */
export function mapPoint(map: Homography, x: number, y: number): [number, number] {
  const w = map[6] * x + map[7] * y + map[8];
  return [(map[0] * x + map[1] * y + map[2]) / w, (map[3] * x + map[4] * y + map[5]) / w];
}

/** The inverse mapping. The adjugate is enough, because a common factor has no effect. */
export function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

function rotate([x, y, z]: readonly [number, number, number], angle: number): [number, number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [x * cos - y * sin, x * sin + y * cos, z];
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
