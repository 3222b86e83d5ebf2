import type { Frame } from 'playwright-core';

/** A change of the picture in a page. */
export interface Drawing {
  /** On the page’s clock, in ms since the epoch. */
  readonly at: number;
  /** The code’s picture as a complete document. Undefined if the page shows no code. */
  readonly svg: string | undefined;
}

declare global {
  interface Window {
    drawings?: Drawing[];
  }
}

/** Makes a page record each change of the code’s picture, starting with the current one. */
export async function watchPage(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const drawings: Drawing[] = [];
    window.drawings = drawings;
    let last: Element | null | undefined;
    const check = (): void => {
      const picture = document.querySelector('#stage svg');
      if (picture === last) return;
      last = picture;
      drawings.push({
        at: Date.now(),
        svg: picture === null ? undefined : new XMLSerializer().serializeToString(picture),
      });
    };
    check();
    new MutationObserver(check).observe(document, { subtree: true, childList: true });
  });
}

/** The recorded changes of a page. */
export async function drawingsOf(frame: Frame): Promise<readonly Drawing[]> {
  return await frame.evaluate(() => {
    if (!window.drawings) throw new Error('The page was reloaded, so the record is lost.');
    return window.drawings;
  });
}
