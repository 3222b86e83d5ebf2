import type { PanelCode } from '../core/panelview';
import { isReadable, qrPath } from './qr';
import { ShieldButton } from './shield';

const svgNamespace = 'http://www.w3.org/2000/svg';

/** The card on which the code is drawn: black on white whatever the theme, as large as its place allows. */
export class Stage {
  readonly #card = document.createElement('div');
  readonly #cover = document.createElement('p');
  readonly #shield = new ShieldButton(this.#card);
  /** Of the card, in CSS pixels; 0 while it isn't there. */
  #edge = 0;
  #drawn: { readonly value: string; readonly picture: SVGSVGElement; readonly size: number } | undefined;

  constructor(
    private readonly place: HTMLElement,
    /** Told after every change of size whether there is too little room for the code on show. */
    private readonly tellCramped: (cramped: boolean) => void,
  ) {
    this.#card.className = 'card';
    this.#cover.className = 'cover';
    place.append(this.#card);
    new ResizeObserver(() => {
      this.#edge = this.#card.clientWidth;
      this.#advise();
    }).observe(this.#card);
  }

  /** Draws a code; one that is drawn already is left alone. */
  draw({ value, label, shield }: PanelCode): void {
    this.place.hidden = false;
    if (this.#drawn?.value !== value) this.#drawn = { value, ...picture(value) };
    const { picture: svg } = this.#drawn;
    svg.setAttribute('aria-label', label);
    if (svg.parentNode !== this.#card) this.#card.replaceChildren(svg);
    this.#card.classList.remove('covered');
    this.#shield.set(shield);
    this.#advise();
  }

  /** Takes the code away and says so in its place. */
  cover(text: string): void {
    this.place.hidden = false;
    this.#drawn = undefined;
    this.#shield.set(undefined);
    this.#cover.textContent = text;
    this.#card.replaceChildren(this.#cover);
    this.#card.classList.add('covered');
    this.#advise();
  }

  clear(): void {
    this.place.hidden = true;
    this.#drawn = undefined;
    this.#shield.set(undefined);
    this.#card.replaceChildren();
  }

  #advise(): void {
    if (this.#edge > 0)
      this.tellCramped(this.#drawn !== undefined && !isReadable(this.#edge / this.#drawn.size));
  }
}

function picture(value: string): { picture: SVGSVGElement; size: number } {
  const { size, path } = qrPath(value);
  const svg = element('svg', { role: 'img', viewBox: `0 0 ${size} ${size}` }) as SVGSVGElement;
  svg.append(
    element('rect', { width: `${size}`, height: `${size}`, fill: '#fff' }),
    element('path', { d: path, fill: '#000' }),
  );
  return { picture: svg, size };
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(svgNamespace, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}
