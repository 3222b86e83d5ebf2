import { create } from 'qrcode';
import { focalLength, frameSize } from './camera';
import { missed, comparablePanel } from './comparison';
import { baseline } from './conditions';
import type { PanelResult } from './paneltable';
import type { Plan } from './plan';
import type { RenderingResult } from './renderingresult';
import { shareRead } from './sweep';
import type { Threshold } from './threshold';

/** The data of the section’s paragraphs. */
export interface Findings {
  readonly seed: number;
  readonly text: string;
  readonly plan: Plan;
  readonly results: readonly RenderingResult[];
  readonly threshold: Threshold;
  readonly panels: readonly PanelResult[];
}

/** The paragraphs about the method and the results. */
export function cameraParagraphs(findings: Findings): readonly string[] {
  const { seed, text } = findings;
  const { modules } = create(text, { errorCorrectionLevel: 'L' });
  return [
    `Every rendering shows the same QR code value of ${text.length} characters (seed ${seed}): ${modules.size} modules at level L without a border.`,
    `The camera: ${frameSize} × ${frameSize} pixels cut out of 1280 × 720, focal length ${focalLength} pixels (65° across the 1280), ${baseline.distance / 10} cm from a screen with CSS pixels of 1/96 inch, or far enough that the code takes three quarters of the picture. A phone held still: blur ${baseline.blur} px, tilt ${baseline.tilt}°, rotation ${baseline.rotation}°, noise ${baseline.noise} of 255, contrast ${baseline.contrast}, JPEG quality ${baseline.jpeg}. Each distortion changes one of these conditions, hand-held changes all of them. Not modeled: moiré, color fringes, motion, rolling shutter, and the effect of the viewing angle on the panel’s light.`,
    'Where the code is light on dark, the readers that support this (jsQR, ZXing-C++) look for it too. The last column of the first table is without this. A code counts as read only if its text is the one that was shown.',
    'A browser draws the terminal output in the terminal’s font and colors, with the font’s own block characters. At line height 1.2, they leave gaps between lines, which VS Code’s terminal closes. Evolution Manager’s code is drawn as its library draws it, on a background of #1e1e1e.',
    ...resultParagraphs(findings),
  ];
}

function resultParagraphs({ results, threshold, panels }: Findings): readonly string[] {
  const pairs = results
    .filter(({ isPanel }) => !isPanel)
    .flatMap((other) => {
      const panel = comparablePanel(other, results);
      return panel ? [{ other, panel }] : [];
    });
  const behind = pairs.filter(({ other, panel }) => missed(panel, other).length > 0);
  const worse = pairs.filter(
    ({ other, panel }) => (shareRead(other.samples) ?? 0) > (shareRead(panel.samples) ?? 0),
  );
  const hidden = panels.filter(({ panel }) => panel.visibleShare < 1);
  const smallest = threshold.smallest.map(
    ({ ratio, module, edge }) => `${module} px per module, ${edge} px in all, at pixel ratio ${ratio}`,
  );
  return [
    `With the same room, the panel is read at least as well as the other in ${pairs.length - worse.length} of ${pairs.length} comparisons. In ${behind.length}, there are conditions under which the other is read and the panel is not.`,
    smallest.length > 0
      ? `The smallest code that two readers read with every seed when the camera is held still: ${smallest.join('; ')}.`
      : 'Two readers read no size with every seed when the camera was held still.',
    ...(hidden.length > 0
      ? [`In ${hidden.length} of ${panels.length} pictures of the panel, a part of the code is not visible.`]
      : []),
  ];
}
