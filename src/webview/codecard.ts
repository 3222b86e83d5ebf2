import type { PanelCode, HiddenCode } from '../core/views/paneldata';
import type { CodeLook } from '../core/views/codelook';
import type { Styled, Stylist } from './codelook';
import { isReadable, qrPath } from './qrpath';
import { HideCodeButton } from './hidecode';
import { codeSvg, svgElement } from './svg';

/** Share of the stage's height that is left to a code with a caption; panel.css has the same. */
const captionedShare = 0.85;

/** A code on show: how it looks to a camera, and how else it could look. */
interface Drawn {
  readonly value: string;
  readonly plain: Picture;
  styled?: ReturnType<Stylist['draw']>;
}

type Picture = Pick<Styled, 'picture' | 'size'> & Partial<Styled>;

/** The card on which the code is drawn, as large as its place allows: black on white whatever the theme, or in the user's style. */
export class CodeCard {
  readonly #card = document.createElement('div');
  readonly #cover = document.createElement('p');
  readonly #hideCode = new HideCodeButton(this.#card);
  /** Of the card, in CSS pixels; 0 while it isn't there. */
  #edge = 0;
  #drawn: Drawn | undefined;
  /** What the card shows of it. */
  #shown: Picture | undefined;
  #label = '';
  #wish: HiddenCode | undefined;

  constructor(
    private readonly place: HTMLElement,
    /** Told after every change of size whether there is too little room for the code on show. */
    private readonly tellCramped: (cramped: boolean) => void,
    private readonly look?: CodeLook,
    /** Told why the code on show lacks the user's style. */
    private readonly tellPlain?: (reason: string | undefined) => void,
  ) {
    this.#card.className = 'card';
    this.#cover.className = 'cover';
    place.append(this.#card);
    new ResizeObserver(() => {
      this.#edge = this.#card.clientWidth;
      this.#arrange();
    }).observe(this.#card);
  }

  /** Draws a code; one that is drawn already is left alone. */
  draw({ value, label, hideCode }: PanelCode): void {
    this.place.hidden = false;
    this.#label = label;
    this.#wish = hideCode;
    if (this.#drawn?.value !== value) {
      this.#drawn = { value, plain: plainPicture(value) };
      this.#style(this.#drawn);
    }
    this.#arrange();
  }

  /** Takes the code away and says so in its place. */
  cover(text: string): void {
    this.place.hidden = false;
    this.#drawn = this.#shown = this.#wish = undefined;
    this.#cover.textContent = text;
    this.#fill({}, this.#cover);
    this.#hideCode.set(undefined);
    this.#card.classList.add('covered');
    this.#advise();
  }

  clear(): void {
    this.place.hidden = true;
    this.#drawn = this.#shown = this.#wish = undefined;
    this.#hideCode.set(undefined);
    this.#card.replaceChildren();
  }

  /** Nobody waits for a style: until it can be drawn, the code is plain. */
  #style(drawn: Drawn): void {
    const { stylist } = window;
    drawn.styled = stylist?.draw(drawn.value);
    if (!stylist || drawn.styled) return;
    void stylist.ready.then(() => {
      if (this.#drawn !== drawn) return;
      drawn.styled = stylist.draw(drawn.value);
      this.#arrange();
    });
  }

  /** Puts the code on the card, in style where a camera can read it so. */
  #arrange(): void {
    if (this.#drawn) {
      this.#shown = this.#choose(this.#drawn);
      const { picture, caption } = this.#shown;
      picture.setAttribute('aria-label', this.#label);
      if (picture.parentNode !== this.#card) this.#fill(this.#shown, picture, ...(caption ? [caption] : []));
      this.#hideCode.set(this.#wish);
    }
    this.#advise();
  }

  #choose({ plain, styled }: Drawn): Picture {
    const fits = typeof styled === 'object' && this.#hasRoom(styled);
    const cause = typeof styled === 'object' ? 'tooSmall' : styled;
    this.tellPlain?.(fits ? undefined : (this.look?.refused ?? (cause && this.look?.causes[cause])));
    return fits ? styled : plain;
  }

  /** By the room there is and not by the card's size, which the answer changes. */
  #hasRoom({ size, caption }: Styled): boolean {
    const { clientWidth, clientHeight } = this.place;
    return isReadable(Math.min(clientWidth, clientHeight * (caption ? captionedShare : 1)) / size);
  }

  #fill({ background = '', caption }: Partial<Styled>, ...content: readonly Element[]): void {
    this.#card.replaceChildren(...content);
    this.#card.classList.remove('covered');
    this.#card.classList.toggle('captioned', caption !== undefined);
    this.#card.style.background = background;
  }

  #advise(): void {
    if (this.#edge > 0)
      this.tellCramped(this.#shown !== undefined && !isReadable(this.#edge / this.#shown.size));
  }
}

function plainPicture(value: string): Picture {
  const { size, path } = qrPath(value);
  const paper = svgElement('rect', { width: size, height: size, fill: '#fff' });
  return { picture: codeSvg(size, paper, svgElement('path', { d: path, fill: '#000' })), size };
}
