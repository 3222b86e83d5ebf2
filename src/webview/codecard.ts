// src/webview: what runs in the pages of panel and grid, and what both use.
import type { QrModules } from '../core/code/modules';
import type { PanelCode, HiddenCode } from '../core/views/panel/paneldata';
import type { CodeLook } from '../core/views/panel/codelook';
import type { Styled, Stylist } from './stylist';
import { isReadable, qrPath } from './qrpath';
import { HideCodeButton } from './hidecodebutton';
import { codeSvg, svgElement } from './svg';

/** Share of the stage's height that a code with a caption gets; the same as in panel.css. */
const captionedShare = 0.85;

/** A code, drawn plain and, once that is done, in the user's style. */
interface Drawn {
  readonly value: string;
  readonly plain: Picture;
  styled?: ReturnType<Stylist['draw']>;
}

type Picture = Pick<Styled, 'picture' | 'size'> & Partial<Styled>;

/** The card with the code, as large as its place allows: black on white in every theme, or in the user's style. */
export class CodeCard {
  readonly #card = document.createElement('div');
  readonly #cover = document.createElement('p');
  readonly #hideCode = new HideCodeButton(this.#card);
  /** The card's width in CSS pixels; 0 while the card is hidden. */
  #edge = 0;
  #drawn: Drawn | undefined;
  /** The picture of it that is on the card. */
  #shown: Picture | undefined;
  #label = '';
  #hidden: HiddenCode | undefined;

  constructor(
    private readonly place: HTMLElement,
    /** Called after every change of size: whether the code is too small for a camera. */
    private readonly onCramped: (cramped: boolean) => void,
    private readonly look?: CodeLook,
    /** Called with the reason why the code isn't in the user's style. */
    private readonly onPlain?: (reason: string | undefined) => void,
  ) {
    this.#card.className = 'card';
    this.#cover.className = 'cover';
    place.append(this.#card);
    new ResizeObserver(() => {
      this.#edge = this.#card.clientWidth;
      this.#arrange();
    }).observe(this.#card);
  }

  /** Draws a code, unless it is on the card already. */
  draw({ value, label, hideCode }: PanelCode, modules: QrModules): void {
    this.place.hidden = false;
    this.#label = label;
    this.#hidden = hideCode;
    if (this.#drawn?.value !== value) {
      this.#drawn = { value, plain: plainPicture(modules) };
      this.#style(this.#drawn);
    }
    this.#arrange();
  }

  /** Replaces the code with a text. */
  cover(text: string): void {
    this.place.hidden = false;
    this.#drawn = this.#shown = this.#hidden = undefined;
    this.#cover.textContent = text;
    this.#fill({}, this.#cover);
    this.#hideCode.set(undefined);
    this.#card.classList.add('covered');
    this.#reportSize();
  }

  clear(): void {
    this.place.hidden = true;
    this.#drawn = this.#shown = this.#hidden = undefined;
    this.#hideCode.set(undefined);
    this.#card.replaceChildren();
  }

  /** Until the style can be drawn, the code is plain. */
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

  /** Puts the code on the card: in the user's style if a camera can read that, else plain. */
  #arrange(): void {
    if (this.#drawn) {
      this.#shown = this.#choose(this.#drawn);
      const { picture, caption } = this.#shown;
      picture.setAttribute('aria-label', this.#label);
      if (picture.parentNode !== this.#card) this.#fill(this.#shown, picture, ...(caption ? [caption] : []));
      this.#hideCode.set(this.#hidden);
    }
    this.#reportSize();
  }

  #choose({ plain, styled }: Drawn): Picture {
    const fits = typeof styled === 'object' && this.#hasRoom(styled);
    const cause = typeof styled === 'object' ? 'tooSmall' : styled;
    this.onPlain?.(fits ? undefined : (this.look?.refused ?? (cause && this.look?.causes[cause])));
    return fits ? styled : plain;
  }

  /** Measured by the place and not by the card, whose size depends on the result. */
  #hasRoom({ size, caption }: Styled): boolean {
    const { clientWidth, clientHeight } = this.place;
    return isReadable(Math.min(clientWidth, clientHeight * (caption ? captionedShare : 1)) / size);
  }

  #fill({ background = '', caption }: Partial<Styled>, ...content: readonly Element[]): void {
    this.#hideCode.leave();
    this.#card.replaceChildren(...content);
    this.#card.classList.remove('covered');
    this.#card.classList.toggle('captioned', caption !== undefined);
    this.#card.style.background = background;
  }

  #reportSize(): void {
    if (this.#edge > 0)
      this.onCramped(this.#shown !== undefined && !isReadable(this.#edge / this.#shown.size));
  }
}

function plainPicture(modules: QrModules): Picture {
  const { size, path } = qrPath(modules);
  const paper = svgElement('rect', { width: size, height: size, fill: '#fff' });
  return { picture: codeSvg(size, paper, svgElement('path', { d: path, fill: '#000' })), size };
}
