// src/webview/style: codes in the user's style, a bundle of its own.
import type { CodeStyle } from '../../core/code/style';
import type { Plate } from './logoplate';
import type { QrPath } from '../qrpath';
import { codeSvg, svgElement } from '../svg';

/** A code in the user's style. Both the picture on screen and the one for the reader are drawn from it. */
export interface Drawing {
  readonly qr: QrPath;
  readonly style: CodeStyle;
  readonly logo?: { readonly plate: Plate; readonly image: HTMLCanvasElement; readonly uri: string };
}

/** Free modules of the plate on each side of the logo. */
const margin = 1;

/** The picture on screen. */
export function draw({ qr, style, logo }: Drawing): SVGSVGElement {
  const { size, path } = qr;
  const { foreground, background } = style;
  const shapes = [
    svgElement('rect', { width: size, height: size, fill: background }),
    svgElement('path', { d: path, fill: foreground }),
  ];
  if (logo) {
    const { at, edge } = logo.plate;
    const inside = edge - 2 * margin;
    shapes.push(
      svgElement('rect', { x: at, y: at, width: edge, height: edge, fill: background }),
      svgElement('image', { x: at + margin, y: at + margin, width: inside, height: inside, href: logo.uri }),
    );
  }
  return codeSvg(size, ...shapes);
}

/** The same picture in pixels, for the reader. `scale` is the width of a module in pixels. */
export function paint({ qr, style, logo }: Drawing, scale: number): ImageData {
  const edge = qr.size * scale;
  const brush = canvas(edge).brush;
  brush.fillStyle = style.background;
  brush.fillRect(0, 0, edge, edge);
  brush.scale(scale, scale);
  brush.fillStyle = style.foreground;
  brush.fill(new Path2D(qr.path));
  if (logo) {
    const { plate, image } = logo;
    brush.fillStyle = style.background;
    brush.fillRect(plate.at, plate.at, plate.edge, plate.edge);
    const [at, inside] = [plate.at + margin, plate.edge - 2 * margin];
    brush.drawImage(image, at, at, inside, inside);
  }
  return brush.getImageData(0, 0, edge, edge);
}

/** An empty square canvas of that width in pixels. */
export function canvas(edge: number): {
  readonly surface: HTMLCanvasElement;
  readonly brush: CanvasRenderingContext2D;
} {
  const surface = document.createElement('canvas');
  surface.width = surface.height = edge;
  const brush = surface.getContext('2d', { willReadFrequently: true });
  if (!brush) throw new Error('There is no canvas to draw on.');
  return { surface, brush };
}
