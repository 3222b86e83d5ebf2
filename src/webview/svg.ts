const svgNamespace = 'http://www.w3.org/2000/svg';

/** A picture of a code, in a square of `size` by `size` modules. */
export function codeSvg(size: number, ...shapes: readonly SVGElement[]): SVGSVGElement {
  const svg = element('svg', { role: 'img', viewBox: `0 0 ${size} ${size}` }) as SVGSVGElement;
  svg.append(...shapes);
  return svg;
}

/** An element of an SVG picture. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}
