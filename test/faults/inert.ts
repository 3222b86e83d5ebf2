import type { Locator } from 'playwright-core';
import { Unexpected } from './case';
import type { Stage } from './stage';

/** The variable that hostile markup sets if it runs. */
export const trap = 'pairWhatsAppTrap';

/** Asserts that the page contains only the product's own elements, and that no foreign script has run. */
export async function inertPanel(stage: Stage): Promise<string> {
  const frame = await stage.world.workbench.panel.frame();
  const foreign = await frame.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { localName } = element;
        const allowed = [
          'main',
          'header',
          'p',
          'h1',
          'div',
          'ol',
          'li',
          'button',
          'svg',
          'rect',
          'path',
          'a',
          'bdi',
        ];
        const monitor = [
          'section',
          'details',
          'summary',
          'dl',
          'table',
          'caption',
          'thead',
          'tbody',
          'tr',
          'th',
        ];
        const queue = ['h2', 'progress'];
        const timeLine = ['defs', 'pattern', 'circle', 'g', 'line', 'text'];
        if (localName === 'script') return !element.hasAttribute('nonce');
        if (localName === 'a') return element.getAttribute('href') !== 'https://web.whatsapp.com/';
        return ![...allowed, ...queue, ...monitor, ...timeLine].includes(localName);
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 60)),
  );
  if (foreign.length > 0) throw new Unexpected(`the page has ${foreign.join(' ')}`);
  await assertNoForeignScript(stage);
  return 'the page contains only our markup';
}

/** Hovers over the status bar item and asserts that every link in its tooltip is the product's own. */
export async function inertTooltip(stage: Stage): Promise<string> {
  const { statusBarItem, page } = stage.world.workbench;
  const tooltip = await statusBarItem.hover();
  const links = await linksOf(tooltip);
  const pictures = await tooltip.locator('img, iframe, script, video').count();
  await page.mouse.move(640, 400);
  const foreign = links.filter(({ target }) => !target.startsWith('command:pairWhatsApp.act?'));
  if (foreign.length > 0)
    throw new Unexpected(`the tooltip links to ${foreign.map(({ target }) => target).join(', ')}`);
  if (pictures > 0) throw new Unexpected(`the tooltip has ${pictures} pictures`);
  await assertNoForeignScript(stage);
  return 'the tooltip contains only our links';
}

/** The links in an element, wherever the workbench stores their target. */
export async function linksOf(place: Locator): Promise<readonly { text: string; target: string }[]> {
  return await place.locator('a').evaluateAll((links) =>
    links.map((link) => ({
      text: link.textContent,
      target: link.getAttribute('data-href') ?? link.getAttribute('href') ?? '',
    })),
  );
}

async function assertNoForeignScript({ world }: Stage): Promise<void> {
  for (const frame of world.workbench.page.frames()) {
    const triggered = await frame.evaluate((name) => name in window, trap).catch(() => false);
    if (triggered) throw new Unexpected('a foreign script has run');
  }
}
