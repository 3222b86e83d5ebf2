import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { CodeStyle } from '../../src/core/codestyle';
import { explainStyle } from '../../src/core/codestyle';
import { seededRandom } from '../gateway/clock';
import { linkingValue } from '../gateway/payload';
import { seed, tell } from '../properties/seed';
import { english } from '../unit/fakes/english';
import { launchBrowser } from '../vscode/browser';
import { randomStyle } from './randomstyles';
import { readCode } from './readers';
import { openStyledPage } from './styledpage';

const styles = 200;

describe('a code in a style', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });

  after(() => browser.close());

  it(`is refused with a reason or read by two foreign readers, for ${styles} random styles`, async () => {
    const random = seededRandom(seed);
    const counts = { refused: 0, plain: 0, styled: 0 };
    for (let count = 1; count <= styles; count++) {
      const checked = randomStyle(random);
      if (!checked.ok) {
        assert.match(explainStyle(checked.fault, english), /^[A-Z].*\.$/);
        counts.refused++;
        continue;
      }
      counts[await assertRead(checked.style, random, `style ${count}`)]++;
    }
    tell(`${counts.refused} refused, ${counts.plain} drawn plain, ${counts.styled} drawn in style`);
    assert.ok(Math.min(counts.refused, counts.styled) >= styles / 10, 'Too few of a kind were tried.');
    assert.deepEqual(complaints, []);
  });

  /** Shows a code in a window of random size and surroundings, and has it read. */
  async function assertRead(
    style: CodeStyle,
    random: () => number,
    name: string,
  ): Promise<'plain' | 'styled'> {
    const [width, height] = [500 + Math.floor(random() * 700), 600 + Math.floor(random() * 400)];
    await page.setViewportSize({ width, height });
    const value = linkingValue(random);
    const { styled, notes, title } = await openStyledPage(page, style, value);
    assert.equal(title, 'Panel');
    if (!styled) assert.match(notes, /The code is drawn plain, without your style: [A-Z].*\.$/, name);
    const picture = await page.screenshot();
    const told = `${name} at ${width} × ${height}: ${JSON.stringify(style).slice(0, 2_000)}`;
    assert.deepEqual(await readCode(picture), { zxing: value, jsqr: value }, told);
    return styled ? 'styled' : 'plain';
  }
});
