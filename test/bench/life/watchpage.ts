import type { Frame } from 'playwright-core';

/** A change of what is drawn in a page. */
export interface Drawn {
  /** By the page's own clock, in ms since the epoch. */
  readonly at: number;
  /** The picture of the code as a document of its own; undefined where none is drawn. */
  readonly svg: string | undefined;
}

declare global {
  interface Window {
    drawn?: Drawn[];
  }
}

/** Lets a page note each change of the code's picture, from what it shows now on. */
export async function watchPage(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const drawn: Drawn[] = [];
    window.drawn = drawn;
    let last: Element | null | undefined;
    const look = (): void => {
      const picture = document.querySelector('#stage svg');
      if (picture === last) return;
      last = picture;
      drawn.push({
        at: Date.now(),
        svg: picture === null ? undefined : new XMLSerializer().serializeToString(picture),
      });
    };
    look();
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
  });
}

/** What a watched page has noted. */
export async function drawnIn(frame: Frame): Promise<readonly Drawn[]> {
  return await frame.evaluate(() => {
    if (!window.drawn) throw new Error('The page was loaded anew and nobody watches it.');
    return window.drawn;
  });
}
