import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';

/** The webview of an extension: a frame of VS Code's with the extension's document in a frame inside. */
export class Webview {
  /** The outer frame, which has the place and the size of the panel. */
  readonly root: Locator;
  /** The extension's document; found anew for each use, so that reloads do not matter. */
  readonly content: FrameLocator;

  constructor(page: Page, extension: string) {
    this.root = page.locator(`iframe.webview.ready[src*="extensionId=${extension}"]`);
    this.content = this.root.contentFrame().locator('iframe#active-frame').contentFrame();
  }

  /** Waits until its document is shown. */
  async waitFor(): Promise<void> {
    await this.content.locator('body').waitFor();
  }

  /** The document's frame as it is now, to run scripts in. */
  async frame(): Promise<Frame> {
    await this.waitFor();
    const element = await this.content.owner().elementHandle();
    const frame = await element.contentFrame();
    if (!frame) throw new Error('The webview was closed.');
    return frame;
  }

  /** Whether it is in the window. */
  async isOpen(): Promise<boolean> {
    return (await this.root.count()) > 0;
  }
}
