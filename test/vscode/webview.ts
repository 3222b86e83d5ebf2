import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';

/** The webview of an extension: a frame of VS Code that contains a frame with the extension's document. */
export class Webview {
  /** The outer frame, which has the position and size of the panel. */
  readonly root: Locator;
  /** The extension's document; it is looked up for each use, so reloads don't matter. */
  readonly content: FrameLocator;

  constructor(page: Page, extension: string) {
    this.root = page.locator(`iframe.webview.ready[src*="extensionId=${extension}"]`);
    this.content = this.root.contentFrame().locator('iframe#active-frame').contentFrame();
  }

  /** Waits until its document is shown. */
  async waitFor(): Promise<void> {
    await this.content.locator('body').waitFor();
  }

  /** The current frame of the document, to run scripts in. */
  async frame(): Promise<Frame> {
    await this.waitFor();
    const element = await this.content.owner().elementHandle();
    const frame = await element.contentFrame();
    if (!frame) throw new Error('The webview was closed.');
    return frame;
  }

  /** Whether the webview is open. */
  async isOpen(): Promise<boolean> {
    return (await this.root.count()) > 0;
  }
}
