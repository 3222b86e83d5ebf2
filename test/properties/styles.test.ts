import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { CodeStyle } from '../../src/core/code/style';
import { explainStyle } from '../../src/core/code/style';
import { seededRandom } from '../gateway/clock';
import { qrValue } from '../gateway/qrvalue';
import type { Readings } from '../outside/readers';
import { readCode } from '../outside/readers';
import { english } from '../unit/fakes/english';
import { launchBrowser } from '../vscode/browser';
import { randomStyle } from './randomstyles';
import { seed, printRun } from './seed';
import type { Appearance } from './styledpage';
import { openStyledPage } from './styledpage';

const styles = 200;
/** In how many windows a reader may look for a code, as a phone is moved until it finds it. */
const maxWindows = 3;

describe('a styled code', () => {
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

  it(`is refused with a reason or can be read by two independent readers, for ${styles} random styles`, async function () {
    this.timeout(600_000);
    const random = seededRandom(seed);
    const counts = { refused: 0, plain: 0, styled: 0 };
    for (let count = 1; count <= styles; count++) {
      const checked = randomStyle(random);
      if (!checked.ok) {
        assert.match(explainStyle(checked.problem, english), /^[A-Z].*\.$/);
        counts.refused++;
        continue;
      }
      counts[await assertRead(checked.style, random, `style ${count}`)]++;
    }
    printRun(`${counts.refused} refused, ${counts.plain} drawn plain, ${counts.styled} drawn in style`);
    assert.ok(Math.min(counts.refused, counts.styled) >= styles / 10, 'Too few styles of a kind were tried.');
    assert.deepEqual(complaints, []);
  });

  /** Shows a code in windows of random size until both readers have read it. Of 296 plain codes, too, readers missed 4 because of their size. */
  async function assertRead(
    style: CodeStyle,
    random: () => number,
    name: string,
  ): Promise<'plain' | 'styled'> {
    const value = qrValue(random);
    const seen: Readings = { zxing: undefined, jsqr: undefined };
    let appearance: Appearance | undefined;
    for (let count = 0; count < maxWindows && !isRead(seen, value); count++) {
      const [width, height] = [500 + Math.floor(random() * 700), 600 + Math.floor(random() * 400)];
      await page.setViewportSize({ width, height });
      appearance ??= await openStyledPage(page, style, value);
      const { zxing, jsqr } = await readCode(await page.screenshot());
      Object.assign(seen, zxing !== undefined && { zxing }, jsqr !== undefined && { jsqr });
    }
    assert.deepEqual(
      seen,
      { zxing: value, jsqr: value },
      `${name}: ${JSON.stringify(style).slice(0, 2_000)}`,
    );
    assert.equal(appearance?.title, 'Panel');
    if (!appearance.styled)
      assert.match(appearance.notes, /drawn plain, without your style\. [A-Z].*\.$/, name);
    return appearance.styled ? 'styled' : 'plain';
  }
});

function isRead({ zxing, jsqr }: Readings, value: string): boolean {
  return zxing === value && jsqr === value;
}
