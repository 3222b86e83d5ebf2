/** What a phone's camera has to cope with. */
export interface Conditions {
  /** From the phone to the screen, in mm; more if the code would not fit into the picture. */
  readonly distance: number;
  /** Of the optics, in pixels of the camera (standard deviation). */
  readonly blur: number;
  /** In degrees, from straight in front. */
  readonly tilt: number;
  /** In degrees, from upright. */
  readonly rotation: number;
  /** Of the sensor, in grey values (standard deviation). */
  readonly noise: number;
  /** What is left of the range from black to white, about mid-grey. */
  readonly contrast: number;
  /** Radius of a lamp's reflection on the screen, in mm; 0 for none. */
  readonly glare: number;
  /** Quality of the JPEG that the picture goes through. */
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

/** How many steps each distortion has, the first mild and the last hopeless. */
export const steps = 8;

/** One way in which it gets harder to read a code. */
export interface Distortion {
  readonly name: string;
  readonly unit: string;
  /** What each step is called: one figure in the unit. */
  readonly levels: readonly number[];
  /** The conditions that a level means. */
  readonly at: (level: number) => Conditions;
}

function single(name: string, unit: string, part: keyof Conditions, levels: readonly number[]): Distortion {
  return { name, unit, levels, at: (level) => ({ ...baseline, [part]: level }) };
}

/** All of them; rotation alone has no hopeless step, as readers don't mind it. */
export const distortions: readonly Distortion[] = [
  single('distance', 'mm', 'distance', [400, 540, 730, 980, 1_320, 1_780, 2_400, 3_240]),
  single('blur', 'px', 'blur', [0.8, 1.1, 1.5, 2.1, 2.9, 4, 5.5, 7.5]),
  single('perspective', '°', 'tilt', [15, 25, 35, 45, 52, 60, 67, 75]),
  single('rotation', '°', 'rotation', [5, 10, 15, 20, 25, 32, 39, 45]),
  single('noise', 'grey values', 'noise', [8, 16, 26, 38, 52, 70, 95, 130]),
  single('low contrast', 'of the range', 'contrast', [0.6, 0.4, 0.28, 0.2, 0.14, 0.09, 0.055, 0.03]),
  single('glare', 'mm', 'glare', [2, 3, 4.5, 7, 10, 15, 22, 33]),
  single('JPEG', 'quality', 'jpeg', [60, 40, 28, 20, 14, 9, 5, 2]),
  { name: 'hand-held', unit: 'step', levels: [1, 2, 3, 4, 5, 6, 7, 8], at: handHeld },
];

/** All at once, as in a hand that can't be held still in a bad light. */
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
