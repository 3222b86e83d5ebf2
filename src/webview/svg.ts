const svgNamespace = 'http://www.w3.org/2000/svg';

/** Makes an SVG element with its attributes and children. */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string)[]
): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, `${value}`);
  made.append(...children);
  return made;
}

/** A picture of a code, in a square of `size` by `size` modules. */
export function codeSvg(size: number, ...shapes: readonly SVGElement[]): SVGSVGElement {
  return svgElement('svg', { role: 'img', viewBox: `0 0 ${size} ${size}` }, ...shapes) as SVGSVGElement;
}
