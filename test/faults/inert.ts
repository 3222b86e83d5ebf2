import type { Locator } from 'playwright-core';
import { Unexpected } from './case';
import type { Stage } from './stage';

/** What hostile markup sets wherever it gets to run. */
export const trap = 'pairWhatsAppTrap';

/** Makes sure that the panel's page is made of what the product makes it of, and that nothing foreign has run. */
export async function inertPanel(stage: Stage): Promise<string> {
  const frame = await stage.world.workbench.panel.frame();
  const foreign = await frame.evaluate(() =>
    [...document.body.querySelectorAll('*')]
      .filter((element) => {
        const { localName } = element;
        const ours = ['main', 'header', 'p', 'h1', 'div', 'ol', 'li', 'button', 'svg', 'rect', 'path', 'a'];
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
        return ![...ours, ...queue, ...monitor, ...timeLine].includes(localName);
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 60)),
  );
  if (foreign.length > 0) throw new Unexpected(`the page has ${foreign.join(' ')}`);
  await untouched(stage);
  return 'the page has no markup but ours';
}

/** Rests the pointer on the status bar item and tells the links of its tooltip, which must all be the product's own. */
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
  await untouched(stage);
  return 'the tooltip has no link but ours';
}

/** The links in a place, wherever the workbench keeps their target. */
export async function linksOf(place: Locator): Promise<readonly { text: string; target: string }[]> {
  return await place.locator('a').evaluateAll((links) =>
    links.map((link) => ({
      text: link.textContent,
      target: link.getAttribute('data-href') ?? link.getAttribute('href') ?? '',
    })),
  );
}

async function untouched({ world }: Stage): Promise<void> {
  for (const frame of world.workbench.page.frames()) {
    const sprung = await frame.evaluate((name) => name in window, trap).catch(() => false);
    if (sprung) throw new Unexpected('a foreign script has run');
  }
}
