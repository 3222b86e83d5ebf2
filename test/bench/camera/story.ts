import { create } from 'qrcode';
import { focalLength, frame } from './camera';
import { lost, peerOf } from './comparison';
import { baseline } from './conditions';
import type { SeenPanel } from './paneltable';
import type { Plan } from './plan';
import type { Seen } from './seen';
import { shareRead } from './sweep';
import type { Threshold } from './threshold';

/** What the section's texts are made of. */
export interface Findings {
  readonly seed: number;
  readonly text: string;
  readonly plan: Plan;
  readonly seen: readonly Seen[];
  readonly threshold: Threshold;
  readonly panels: readonly SeenPanel[];
}

/** How it was measured and what came out, in sentences. */
export function story(findings: Findings): readonly string[] {
  const { seed, text } = findings;
  const { modules } = create(text, { errorCorrectionLevel: 'L' });
  return [
    `Every rendering shows the same linking value of ${text.length} characters (seed ${seed}): ${modules.size} modules at level L without a border.`,
    `The camera: ${frame} × ${frame} pixels cut out of 1280 × 720, focal length ${focalLength} pixels (65° across the 1280), ${baseline.distance / 10} cm from a screen on which a CSS pixel is 1/96 inch, or so far that the code takes three quarters of the picture. A phone held still: blur ${baseline.blur} px, tilt ${baseline.tilt}°, turn ${baseline.rotation}°, noise ${baseline.noise} of 255, contrast ${baseline.contrast}, JPEG quality ${baseline.jpeg}. Each distortion changes one of these, hand-held all of them. Not modelled: moiré, colour fringes, motion, rolling shutter, the viewing angle's effect on the panel's light.`,
    'Where the code is light on dark, the readers that can (jsQR, ZXing-C++) look for that too; the last column of the first table is without that. A code counts as read only if the text is the one shown.',
    "Terminal output is drawn by a browser in the terminal's font and colours, with the font's own block characters; VS Code's terminal closes the gaps between lines that they leave at line height 1.2. Evolution Manager's code is drawn as its library draws it, on a background of #1e1e1e.",
    ...result(findings),
  ];
}

function result({ seen, threshold, panels }: Findings): readonly string[] {
  const pairs = seen
    .filter(({ ours }) => !ours)
    .flatMap((other) => {
      const ours = peerOf(other, seen);
      return ours ? [{ other, ours }] : [];
    });
  const behind = pairs.filter(({ other, ours }) => lost(ours, other).length > 0);
  const less = pairs.filter(
    ({ other, ours }) => (shareRead(other.samples) ?? 0) > (shareRead(ours.samples) ?? 0),
  );
  const hidden = panels.filter(({ panel }) => panel.inView < 1);
  const smallest = threshold.smallest.map(
    ({ ratio, module, edge }) => `${module} px a module, ${edge} px in all, at pixel ratio ${ratio}`,
  );
  return [
    `In the same room ours is read no less than the other in ${pairs.length - less.length} of ${pairs.length} comparisons; in ${behind.length} there are photographs of the other that are read while none of ours is under the same conditions.`,
    smallest.length > 0
      ? `The smallest code that two readers read from every seed by the camera held still: ${smallest.join('; ')}.`
      : 'No size was read by two readers from every seed by the camera held still.',
    ...(hidden.length > 0
      ? [
          `In ${hidden.length} of ${panels.length} pictures of the panel a part of the code is outside its view.`,
        ]
      : []),
  ];
}
