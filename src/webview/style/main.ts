import decodeQR from 'qr/decode.js';
import type { CodeStyle } from '../../core/code/style';
import type { PlainCause } from '../../core/views/panel/codelook';
import { encode, typicalLength } from '../../core/code/encode';
import { quietZone } from '../../core/code/modules';
import { hasFinder } from './finderpattern';
import type { Logo } from './stilllogo';
import { stillLogo } from './stilllogo';
import type { Styled, Stylist } from '../stylist';
import { documentLook } from '../stylist';
import { plateOf } from './logoplate';
import { qrPath, readableEdge } from '../qrpath';
import type { Drawing } from './drawing';
import { draw, paint } from './drawing';

/** Limit of the reader's time for further tries, in ms. */
const readTime = 50;

/** Draws codes in a style, but none that its reader doesn't read. */
class CheckingStylist implements Stylist {
  readonly ready: Promise<void>;
  #logo: Logo | undefined;
  #state: 'preparing' | 'ready' | PlainCause = 'preparing';

  constructor(private readonly style: CodeStyle) {
    this.ready = this.#prepare(style.logo);
  }

  draw(value: string): Styled | PlainCause | undefined {
    if (this.#state === 'preparing') return undefined;
    return this.#state === 'ready' ? this.#drawChecked(value) : this.#state;
  }

  #drawChecked(value: string): Styled | PlainCause {
    const { style } = this;
    const logo = this.#logo;
    let drawing: Drawing;
    try {
      const qr = qrPath(encode(value, logo ? 'H' : 'L'));
      drawing = { qr, style, ...(logo && { logo: { ...logo, plate: plateOf(qr.size, quietZone) } }) };
    } catch {
      // The plain code is drawn already, so the higher level has made this one too long.
      return 'tooLong';
    }
    if (!isRead(drawing, value)) return 'unread';
    const { background, caption } = style;
    const { size } = drawing.qr;
    return {
      picture: draw(drawing),
      size,
      background,
      ...(caption !== undefined && { caption: captionOf(caption, style.foreground) }),
    };
  }

  /** Draws once without showing it: the first time takes several times as long. */
  async #prepare(logo: string | undefined): Promise<void> {
    try {
      if (logo !== undefined) this.#logo = await stillLogo(logo, this.style.background);
      await idle();
      if (this.#logo && hasFinder(this.#logo.gray)) this.#state = 'misleading';
      else {
        this.#drawChecked('@'.repeat(typicalLength));
        this.#state = 'ready';
      }
    } catch {
      this.#state = 'logo';
    }
  }
}

/** Whether the reader finds exactly the value, at the smallest size at which the page shows the code. */
function isRead(drawing: Drawing, value: string): boolean {
  const textDecoder = (bytes: Uint8Array): string =>
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  try {
    return decodeQR(paint(drawing, readableEdge), { textDecoder, timeLimit: readTime }) === value;
  } catch {
    return false;
  }
}

function captionOf(text: string, color: string): HTMLElement {
  const caption = document.createElement('p');
  caption.className = 'caption';
  caption.textContent = text;
  caption.style.color = color;
  return caption;
}

/** Waits until the page is idle. Safari lacks the function for it. */
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
if (style) window.stylist = new CheckingStylist(style);
