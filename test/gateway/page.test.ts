import assert from 'node:assert/strict';
import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../vscode/browser';
import type { Gateway } from './gateway';
import { manyInstances } from './manyinstances';
import { contractIntervals } from './raterules';
import { requestQr, post, gateways, instanceId, manualClock, token } from './testgateway';

const hostileId = '<img src=x onerror="document.title=1">';

describe('the page', function () {
  this.timeout(30_000);
  const open = gateways();
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  async function begin(): Promise<Gateway> {
    return await open({
      intervals: contractIntervals,
      instances: [
        { id: instanceId, session: { initial: 'SCAN_QR_CODE' } },
        { id: hostileId, session: { initial: 'FAILED' } },
        { id: 'LINKED', session: { initial: 'WORKING' } },
      ],
    });
  }

  /** Opens a gateway's page, and collects the browser's errors and console output. */
  async function show(gateway: Gateway, options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(gateway.url);
    await page.locator('#instances li').nth(2).waitFor();
    return { page, complaints };
  }

  const card = (page: Page, id: string) => page.locator('#instances li', { hasText: id });

  it('shows every instance with its status, and every request with its answer', async () => {
    const gateway = await begin();
    await requestQr(gateway);
    await post(gateway, '/v2/session/info', { access_token: 'wrong' });
    const { page, complaints } = await show(gateway);
    assert.deepEqual(await page.locator('#instances .status').allTextContents(), [
      'SCAN_QR_CODE',
      'FAILED',
      'WORKING',
    ]);
    assert.match(await card(page, 'LINKED').innerText(), /Linked to John Doe/);
    const rows = await page.locator('#requests tr').allInnerTexts();
    assert.deepEqual(
      rows.map((row) => row.split('\t').slice(0, 4)),
      [
        ['2', 'POST /v2/session/info', '401', instanceId],
        ['1', 'POST /v2/auth/qr', '200', instanceId],
      ],
    );
    assert.equal(await page.locator('#rules').innerText(), 'No rule was broken.');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('links a phone with a pairing code, and says what is wrong with other codes', async () => {
    const gateway = await begin();
    const { page, complaints } = await show(gateway);
    const field = page.getByRole('textbox', { name: 'Enter a pairing code' });
    await field.fill('nothing');
    await field.press('Enter');
    await page.getByRole('status').getByText('The phone doesn’t know that code.').waitFor();
    const answer = await post(gateway, '/v2/auth/request-code', { phone_number: '201012345678' });
    const { code } = (await answer.json()) as { code: string };
    await field.fill(code);
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await page.getByRole('status').getByText('The phone accepted the code.').waitFor();
    await card(page, instanceId).getByText('STARTING').waitFor();
    assert.equal(await field.inputValue(), '');
    await field.fill(code.toLowerCase());
    await field.press('Enter');
    await page.getByRole('status').getByText('That code has expired.').waitFor();
    // The browser itself logs the status of an unsuccessful answer.
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.startsWith('Failed to load resource')),
      [],
    );
    assert.equal(new URL(page.url()).search, '');
    await page.close();
  });

  it('links the phone with Scan, and only while there is a code', async () => {
    const gateway = await begin();
    const { page } = await show(gateway);
    const scan = page.getByRole('button', { name: `Scan ${instanceId}` });
    await scan.click();
    await card(page, instanceId).getByText('STARTING').waitFor();
    await page.getByRole('status').getByText(`${instanceId}: the phone scanned the code.`).waitFor();
    assert.equal(await scan.getAttribute('aria-disabled'), 'true');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.method()));
    await scan.dispatchEvent('click');
    await page.waitForResponse('**/control/state*');
    assert.ok(!sent.includes('POST'));
    await page.close();
  });

  it('removes the device on the phone, and only while a phone is linked', async () => {
    const gateway = await begin();
    const { page } = await show(gateway);
    const remove = (id: string) => page.getByRole('button', { name: `Remove device ${id}` });
    assert.equal(await remove(instanceId).getAttribute('aria-disabled'), 'true');
    await remove('LINKED').click();
    await page.getByRole('status').getByText('LINKED: the phone removed the device.').waitFor();
    await card(page, 'LINKED').getByText('FAILED', { exact: true }).waitFor();
    assert.equal(await remove('LINKED').getAttribute('aria-disabled'), 'true');
    await page.close();
  });

  it('follows a gateway like a WAHA, where a code that was scanned is still shown', async () => {
    const clock = manualClock();
    const gateway = await open({
      now: clock.now,
      like: 'waha',
      instances: ['ALPHA', 'BRAVO', 'DELTA'].map((id) => ({ id, session: { initial: 'SCAN_QR_CODE' } })),
    });
    const { page } = await show(gateway);
    const scan = page.getByRole('button', { name: 'Scan ALPHA' });
    await card(page, 'ALPHA').getByText('This code expires in 60 s').waitFor();
    await scan.click();
    await page.getByRole('status').getByText('ALPHA: the phone scanned the code.').waitFor();
    await page.getByRole('button', { name: 'Scan ALPHA', disabled: true }).waitFor();
    await card(page, 'ALPHA').getByText('SCAN_QR_CODE').waitFor();
    await card(page, 'ALPHA').getByText('Changes in 1 s').waitFor();
    clock.pass(2_900);
    await card(page, 'ALPHA').getByText('Linked to John Doe').waitFor();
    await page.getByRole('button', { name: 'Remove device ALPHA' }).click();
    await card(page, 'ALPHA').getByText('FAILED').waitFor();
    await page.close();
  });

  it('can restart, log out, stop, fail and renew the code', async () => {
    const gateway = await begin();
    const { page } = await show(gateway);
    const instance = gateway.instance(instanceId);
    const press = (name: string, id = instanceId) =>
      page.getByRole('button', { name: `${name} ${id}` }).click();
    const before = instance.liveCode();
    await press('New code');
    await page.getByText('a new code replaced the old one').waitFor();
    assert.notEqual(instance.liveCode(), before);
    for (const [button, status] of [
      ['Stop', 'STOPPED'],
      ['Restart', 'STARTING'],
      ['Fail', 'FAILED'],
      ['Log out', 'STARTING'],
    ] as const) {
      await press(button);
      await card(page, instanceId).getByText(status, { exact: true }).waitFor();
    }
    await page.close();
  });

  it('shows a broken rate rule', async () => {
    const gateway = await begin();
    await requestQr(gateway);
    await requestQr(gateway);
    const { page } = await show(gateway);
    assert.equal(await page.locator('#rules').innerText(), 'Broken 1 time. Latest:');
    assert.match(await page.locator('#violations').innerText(), /The minimum is 5000 ms/);
    await page.close();
  });

  it('shows a hostile instance ID as text, and its buttons work', async () => {
    const gateway = await begin();
    await post(gateway, '/v2/auth/qr', { instance_id: hostileId });
    const { page, complaints } = await show(gateway);
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.locator('#requests td').nth(3).textContent(), hostileId);
    await card(page, hostileId).getByText('Stop').click();
    await card(page, hostileId).getByText('STOPPED').waitFor();
    assert.deepEqual(complaints, []);
    assert.equal(await page.title(), 'Stand-in gateway');
    await page.close();
  });

  it('says when the gateway does not answer, and recovers', async () => {
    const gateway = await begin();
    const { page } = await show(gateway);
    await gateway.pause();
    const notice = page.getByRole('status').getByText('The gateway does not answer.');
    await notice.waitFor();
    await gateway.resume();
    await notice.waitFor({ state: 'detached' });
    await page.close();
  });

  it('shows some of many instances, and finds the others', async () => {
    const gateway = await open({ instances: manyInstances(1_000) });
    const { page, complaints } = await show(gateway);
    const heading = page.getByRole('heading', { name: /^Instances/ });
    assert.equal(await heading.innerText(), 'Instances (the first 60 of 1000)');
    assert.equal(await page.locator('#instances > li').count(), 60);
    const filter = page.getByRole('searchbox', { name: 'Filter' });
    await filter.fill('fleet0000777');
    await heading.getByText('(1 found, 1000 in all)').waitFor();
    assert.equal(await page.locator('#instances > li').count(), 1);
    await card(page, 'FLEET0000777').getByText('Stop', { exact: true }).click();
    await card(page, 'FLEET0000777').getByText('STOPPED').waitFor();
    await filter.fill('');
    await page.locator('#instances > li').nth(59).waitFor();
    assert.equal(await page.locator('#instances h3').first().innerText(), 'FLEET0000001');
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('shows no filter for a few instances, and removes a deleted instance', async () => {
    const gateway = await begin();
    const { page } = await show(gateway);
    assert.equal(await page.locator('#finder').isVisible(), false);
    const body = JSON.stringify({ instance_id: instanceId, access_token: token });
    await fetch(`${gateway.url}/v2/session/delete`, { method: 'DELETE', body });
    await card(page, instanceId).waitFor({ state: 'detached' });
    assert.equal(await page.locator('#instances > li').count(), 2);
    await page.close();
  });

  it('runs and loads nothing but its own code', async () => {
    const response = await fetch((await begin()).url);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+'; /);
    assert.doesNotMatch(policy, /unsafe/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1_200, 420, 320]) {
      it(`is accessible and fits (${colorScheme}, ${width} px wide)`, async () => {
        const gateway = await open({
          intervals: contractIntervals,
          instances: [
            { id: instanceId, session: { initial: 'SCAN_QR_CODE' } },
            ...manyInstances(40, {
              mix: { WORKING: 1, FAILED: 1, SCAN_QR_CODE: 1, STARTING: 1, STOPPED: 1 },
            }),
          ],
        });
        await requestQr(gateway);
        await requestQr(gateway);
        // The page's policy would block the test's script too.
        const { page } = await show(gateway, {
          bypassCSP: true,
          colorScheme,
          viewport: { width, height: 900 },
        });
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate<AxeResults>('axe.run()');
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]),
          [],
        );
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        await page.close();
      });
    }
  }
});
