import type { PanelView } from '../../src/core/views/panel/paneldata';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { encode } from '../../src/core/code/encode';
import type { CodeStyle } from '../../src/core/code/style';
import { makeCodeLook } from '../../src/core/views/panel/codelook';
import { panelView } from '../../src/core/views/panel/panelview';
import { panelDocument } from '../../src/pairing/panel/document';
import type { Stylist } from '../../src/webview/stylist';
import { english } from '../unit/fakes/english';
import { code, now, pairing, phases } from '../unit/samples/pairings';

const [script, styleScript, style] = (await Promise.all(
  ['dist/panel.js', 'dist/style.js', 'dist/panel.css'].map((file) => readFile(file, 'utf8')),
)) as [string, string, string];

/** How a code was drawn. */
export interface Appearance {
  readonly styled: boolean;
  /** The notes on the page. */
  readonly notes: string;
  /** The title of the document; a script in a logo would change it. */
  readonly title: string;
}

/** Opens the panel's own document in a browser page, outside an editor. */
export async function openStyledPage(page: Page, codeStyle: CodeStyle, value: string): Promise<Appearance> {
  const document = panelDocument({
    script,
    styleScript,
    style,
    nonce: 'bm9uY2U',
    language: 'en',
    title: 'Panel',
    ref: { gateway: '', instanceId: 'STYLED000001' },
    monitor: 'Rotation monitor',
    look: makeCodeLook({ style: codeStyle }, english),
  });
  await page.goto('about:blank');
  // What the editor provides.
  await page.evaluate(() => {
    const host = { postMessage: () => undefined, setState: () => undefined };
    Object.assign(window, { acquireVsCodeApi: () => host });
  });
  await page.setContent(document);
  return await page.evaluate(
    async ({ view, modules, look }) => {
      window.postMessage({ type: 'view', view, modules, madeAt: performance.now() });
      const { stylist } = window as { stylist?: Stylist };
      await stylist?.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const fill = (selector: string) =>
        window.document.querySelector(`.card > svg > ${selector}`)?.getAttribute('fill');
      return {
        styled:
          fill('path') === look.foreground &&
          fill('rect') === look.background &&
          (window.document.querySelector('.card image') !== null) === (look.logo !== undefined) &&
          window.document.querySelector('.card .caption')?.textContent === look.caption,
        notes: window.document.getElementById('notes')?.textContent ?? '',
        title: window.document.title,
      };
    },
    { view: viewOf(value), modules: encode(value), look: codeStyle },
  );
}

/** The view of a pairing that has just received a code. */
function viewOf(value: string): PanelView {
  const place = { instanceId: 'STYLED000001', origin: 'https://gateway.example' };
  const scannable = { ...phases.scannable, code: { ...code, value } };
  return panelView(pairing(scannable), place, now, english);
}
