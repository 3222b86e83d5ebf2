import decodeQR from 'qr/decode.js';
import type { CodeStyle } from '../../core/code/style';
import type { PlainCause } from '../../core/views/codelook';
import { quietZone } from '../../core/code/modules';
import { hasFinder } from './finderpattern';
import type { Logo } from './logo';
import { stillLogo } from './logo';
import type { Styled, Stylist } from '../codelook';
import { documentLook } from '../codelook';
import { plateOf } from './logoplate';
import { qrPath, readableEdge, typicalLength } from '../qrpath';
import type { Drawing } from './drawing';
import { draw, paint } from './drawing';

/** Most time, in ms, that the reader takes for second tries. */
const patience = 50;

/** Draws codes in a style, and shows none that its reader doesn't read. */
class ProvingStylist implements Stylist {
  readonly ready: Promise<void>;
  #logo: Logo | undefined;
  #state: 'preparing' | 'ready' | PlainCause = 'preparing';

  constructor(private readonly style: CodeStyle) {
    this.ready = this.#prepare(style.logo);
  }

  draw(value: string): Styled | PlainCause | undefined {
    if (this.#state === 'preparing') return undefined;
    return this.#state === 'ready' ? this.#prove(value) : this.#state;
  }

  #prove(value: string): Styled | PlainCause {
    const { style } = this;
    const logo = this.#logo;
    let drawing: Drawing;
    try {
      const qr = qrPath(value, logo ? 'H' : 'L');
      drawing = { qr, style, ...(logo && { logo: { ...logo, plate: plateOf(qr.size, quietZone) } }) };
    } catch {
      // Only the level can be to blame: the plain code is drawn already.
      return 'tooLong';
    }
    if (!reads(drawing, value)) return 'unread';
    const { background, caption } = style;
    const { size } = drawing.qr;
    return {
      picture: draw(drawing),
      size,
      background,
      ...(caption !== undefined && { caption: captionOf(caption, style.foreground) }),
    };
  }

  /** The first time takes several times as long as the next. */
  async #prepare(logo: string | undefined): Promise<void> {
    try {
      if (logo !== undefined) this.#logo = await stillLogo(logo, this.style.background);
      await idle();
      if (this.#logo && hasFinder(this.#logo.grey)) this.#state = 'misleading';
      else {
        this.#prove('@'.repeat(typicalLength));
        this.#state = 'ready';
      }
    } catch {
      this.#state = 'logo';
    }
  }
}

/** Whether the reader finds the very value, at the smallest size at which the page shows the code. */
function reads(drawing: Drawing, value: string): boolean {
  const textDecoder = (bytes: Uint8Array): string =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  try {
    return decodeQR(paint(drawing, readableEdge), { textDecoder, timeLimit: patience }) === value;
  } catch {
    return false;
  }
}

function captionOf(text: string, colour: string): HTMLElement {
  const caption = document.createElement('p');
  caption.className = 'caption';
  caption.textContent = text;
  caption.style.color = colour;
  return caption;
}

/** Safari has no idle moments to give. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in window)
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: 500 },
      );
    else setTimeout(resolve);
  });
}

const style = documentLook()?.style;
if (style) window.stylist = new ProvingStylist(style);
