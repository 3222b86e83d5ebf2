import assert from 'node:assert/strict';
import { launchBrowser } from '../../vscode/browser';
import { HumanError } from '../../vscode/humanerror';

describe('the browser of the tests', () => {
  const before = process.env['CHROME_PATH'];
  afterEach(() => {
    if (before === undefined) delete process.env['CHROME_PATH'];
    else process.env['CHROME_PATH'] = before;
  });

  it('is not replaced by another one if CHROME_PATH names one that doesn’t exist', async () => {
    process.env['CHROME_PATH'] = '/nowhere/chromium';
    await assert.rejects(launchBrowser(), (error) => {
      assert.ok(error instanceof HumanError);
      assert.match(error.message, /CHROME_PATH is "\/nowhere\/chromium"/);
      return true;
    });
  });
});
