/** Conditions of a photograph. */
export interface Conditions {
  /** From the phone to the screen, in mm. Increased if the code would not fit into the picture. */
  readonly distance: number;
  /** Blur of the optics, as a standard deviation in pixels of the camera. */
  readonly blur: number;
  /** In degrees from perpendicular to the screen. */
  readonly tilt: number;
  /** In degrees from upright. */
  readonly rotation: number;
  /** Noise of the sensor, as a standard deviation in gray values. */
  readonly noise: number;
  /** Remaining share of the range from black to white, around mid-gray. */
  readonly contrast: number;
  /** Radius of a lamp’s reflection on the screen, in mm. 0 for none. */
  readonly glare: number;
  /** Quality of the JPEG compression. */
  readonly jpeg: number;
}

/** A phone held still in front of a clean screen. */
export const baseline: Conditions = {
  distance: 300,
  blur: 0.6,
  tilt: 3,
  rotation: 2,
  noise: 3,
  contrast: 0.9,
  glare: 0,
  jpeg: 90,
};

/** The number of steps of each distortion. The first is mild, the last is unreadable. */
export const steps = 8;

/** A way in which a code becomes harder to read. */
export interface Distortion {
  readonly name: string;
  readonly unit: string;
  /** The figure of each step, in the unit. */
  readonly levels: readonly number[];
  /** The conditions of a level. */
  readonly conditionsAt: (level: number) => Conditions;
}

function oneCondition(
  name: string,
  unit: string,
  part: keyof Conditions,
  levels: readonly number[],
): Distortion {
  return { name, unit, levels, conditionsAt: (level) => ({ ...baseline, [part]: level }) };
}

/** All distortions. Only rotation has no unreadable step, because readers can handle it. */
export const distortions: readonly Distortion[] = [
  oneCondition('distance', 'mm', 'distance', [400, 540, 730, 980, 1_320, 1_780, 2_400, 3_240]),
  oneCondition('blur', 'px', 'blur', [0.8, 1.1, 1.5, 2.1, 2.9, 4, 5.5, 7.5]),
  oneCondition('perspective', '°', 'tilt', [15, 25, 35, 45, 52, 60, 67, 75]),
  oneCondition('rotation', '°', 'rotation', [5, 10, 15, 20, 25, 32, 39, 45]),
  oneCondition('noise', 'gray values', 'noise', [8, 16, 26, 38, 52, 70, 95, 130]),
  oneCondition('low contrast', 'of the range', 'contrast', [0.6, 0.4, 0.28, 0.2, 0.14, 0.09, 0.055, 0.03]),
  oneCondition('glare', 'mm', 'glare', [2, 3, 4.5, 7, 10, 15, 22, 33]),
  oneCondition('JPEG', 'quality', 'jpeg', [60, 40, 28, 20, 14, 9, 5, 2]),
  { name: 'hand-held', unit: 'step', levels: [1, 2, 3, 4, 5, 6, 7, 8], conditionsAt: handHeld },
];

/** All distortions at once, like an unsteady hand in bad light. */
function handHeld(step: number): Conditions {
  return {
    distance: 300 + 50 * step,
    blur: 0.6 + 0.3 * step,
    tilt: 3 + 4 * step,
    rotation: 2 + 3 * step,
    noise: 3 + 3 * step,
    contrast: 0.9 - 0.07 * step,
    glare: 0.8 * step,
    jpeg: 90 - 8 * step,
  };
}
