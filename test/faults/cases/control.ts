import assert from 'node:assert/strict';
import { waitForHeadline } from '../../outside/person';
import { token } from '../../outside/world';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { describeExpected } from '../windowstate';
import type { Stage } from '../stage';
import { estimatedCode, joinedCode } from './reportstates';
import * as sights from './states';

const paths = { restart: '/v2/session/restart', logout: '/v2/session/logout' };
const account = 'John Doe (+201012345678)';
const alreadyLinked = sights.linked('Already linked to John Doe', '+201012345678');
const unlinked = {
  headline: 'The phone is unlinked',
  statusBar: 'Unlinked',
  timer: '',
  buttons: ['Pair again', 'Choose another instance'],
};

/** How many requests of a path the gateway received. */
function requestCount(stage: Stage, path: string): number {
  return stage.requests.filter((request) => request.path === path).length;
}

function countText(count: number, what: string): string {
  return count === 0 ? `no ${what}` : `${count} ${what}`;
}

/** Runs a command of the palette that acts on the only panel. */
async function command(stage: Stage, title: string): Promise<void> {
  stage.reader.startFor(stage.instance);
  await stage.world.workbench.runCommand(`WhatsApp: ${title}`);
}

/** Asks to unlink the phone of an instance that has no panel. */
async function askToUnlink({ world: { workbench }, instance }: Stage): Promise<void> {
  await workbench.runCommand('WhatsApp: Unlink phone');
  await workbench.quickInput.waitFor('Unlink phone');
  await workbench.quickInput.type(instance.id);
  await workbench.quickInput.accept();
}

/** Answers the question about unlinking, and returns the account that it named. */
async function answerUnlink({ world }: Stage, button: string): Promise<string> {
  const question = await world.workbench.dialog.text();
  await world.workbench.dialog.press(button);
  if (!question.includes(account)) throw new Unexpected(`asks “${question}”`);
  return `asks for ${account}`;
}

/** What a user does with the session itself. */
export const control: readonly Case[] = [
  {
    done: '“Restart instance” while a code is on screen',
    expected: `1 restart, then ${describeExpected(estimatedCode)}`,
    run: async (stage) => {
      await stage.pair();
      await stage.waitFor(joinedCode);
      const before = stage.instance.liveCode();
      await command(stage, 'Restart instance');
      await stage.waitForRequests(1, 10_000, paths.restart);
      const seen = await stage.waitFor(estimatedCode);
      assert.notEqual(stage.instance.liveCode(), before);
      await stage.close();
      return `${countText(requestCount(stage, paths.restart), 'restart')}, then ${seen}`;
    },
  },
  {
    done: '“Restart instance” without a panel, which asks for an instance',
    expected: `1 restart and a notification; then, with “Pair WhatsApp instance”, ${describeExpected(joinedCode)}`,
    run: async (stage) => {
      const { quickInput, notifications } = stage.world.workbench;
      await command(stage, 'Restart instance');
      await quickInput.waitFor('Restart instance');
      await quickInput.type(stage.instance.id);
      await quickInput.accept();
      await notifications.waitFor('Restart instance: 1 of 1 done');
      await stage.pair();
      const seen = await stage.waitFor(joinedCode);
      await stage.close();
      return `${countText(requestCount(stage, paths.restart), 'restart')} and a notification; then, with “Pair WhatsApp instance”, ${seen}`;
    },
  },
  {
    done: '422 WORKING; then [Unlink phone], and Cancel when asked',
    expected: `${describeExpected(alreadyLinked)}; asks for ${account}, no logout, and it is still linked`,
    run: async (stage) => {
      stage.instance.setState('WORKING');
      await stage.pair();
      const seen = await stage.waitFor(alreadyLinked);
      await stage.press('Unlink phone');
      const question = await answerUnlink(stage, 'Cancel');
      await waitForHeadline(stage.world, alreadyLinked.headline);
      await stage.close();
      return `${seen}; ${question}, ${countText(requestCount(stage, paths.logout), 'logout')}, and it is still linked`;
    },
  },
  {
    done: '422 WORKING; then [Unlink phone], agreed; then [Pair again]',
    expected: `asks for ${account}, 1 logout, ${describeExpected(unlinked)}; then ${describeExpected(estimatedCode)}`,
    run: async (stage) => {
      stage.instance.setState('WORKING');
      await stage.pair();
      await stage.waitFor(alreadyLinked);
      await stage.press('Unlink phone');
      const question = await answerUnlink(stage, 'Unlink phone');
      const seen = await stage.waitFor(unlinked);
      const count = countText(requestCount(stage, paths.logout), 'logout');
      stage.instance.setState('SCAN_QR_CODE');
      await stage.press('Pair again');
      const code = await stage.waitFor(estimatedCode);
      await stage.close();
      return `${question}, ${count}, ${seen}; then ${code}`;
    },
  },
  {
    done: 'Unlinking fails with 500',
    expected: `1 logout, ${describeExpected(sights.ended('The gateway reports an error (500)', 'Gateway error', ['Unlink phone', 'Try again']))}`,
    run: async (stage) => {
      stage.instance.setState('WORKING');
      stage.instance.script({ path: paths.logout, status: 500 });
      await stage.pair();
      await stage.waitFor(alreadyLinked);
      await stage.press('Unlink phone');
      await answerUnlink(stage, 'Unlink phone');
      const seen = await stage.waitFor(
        sights.ended('The gateway reports an error (500)', 'Gateway error', ['Unlink phone', 'Try again']),
      );
      await stage.close();
      return `${countText(requestCount(stage, paths.logout), 'logout')}, ${seen}`;
    },
  },
  {
    done: '“Unlink phone” for an instance without a linked phone',
    expected: 'a message says that there is nothing to unlink, no logout',
    run: async (stage) => {
      stage.instance.setState('SCAN_QR_CODE');
      await askToUnlink(stage);
      await stage.world.workbench.notifications.waitFor(`No phone is linked to ${stage.instance.id}`);
      return `a message says that there is nothing to unlink, ${countText(requestCount(stage, paths.logout), 'logout')}`;
    },
  },
  {
    done: '“Unlink phone” for an instance that is stopped',
    expected: 'a message says that a phone may be linked, no logout',
    run: async (stage) => {
      stage.instance.setState('STOPPED');
      await askToUnlink(stage);
      await stage.world.workbench.notifications.waitFor(
        `${stage.instance.id} isn’t running, so nobody can tell whether a phone is linked.`,
      );
      return `a message says that a phone may be linked, ${countText(requestCount(stage, paths.logout), 'logout')}`;
    },
  },
  {
    done: '“Copy report” after a pairing',
    expected: 'the clipboard has its states and requests, and neither token nor code nor ID',
    run: async (stage) => {
      const { workbench } = stage.world;
      // The earlier cases took time, and the first code should be new.
      stage.instance.session.restart();
      await stage.pair();
      await stage.waitFor(joinedCode);
      const secrets = [
        token,
        stage.instance.liveCode() ?? '',
        stage.instance.id,
        new URL(stage.world.gateway.url).host,
        new URL(stage.world.server.url).host,
      ];
      await workbench.runCommand('WhatsApp: Copy report');
      await workbench.notifications.waitFor('The report is on the clipboard');
      await workbench.page.context().grantPermissions(['clipboard-read']);
      const report = await workbench.page.evaluate(() => navigator.clipboard.readText());
      if (secrets.some((secret) => report.includes(secret)))
        throw new Unexpected(`a secret is in:\n${report}`);
      for (const part of ['connecting → scannable', 'POST /v2/auth/qr 200 in', 'codes: 1'])
        if (!report.includes(part)) throw new Unexpected(`“${part}” is missing in:\n${report}`);
      await stage.close();
      return 'the clipboard has its states and requests, and neither token nor code nor ID';
    },
  },
  {
    done: '422 STARTING for more than a minute; then [Restart and show code]',
    expected: 'after a little more than 60 s a restart is offered; it brings a code',
    instance: { session: { starting: Infinity } },
    run: async (stage) => {
      const began = Date.now();
      await stage.pair();
      await stage.waitFor(
        {
          headline: 'The instance is taking too long to start',
          statusBar: 'Retrying in 40 s',
          timer: 'Retrying in # s',
          buttons: ['Restart and show code', 'Try now', 'Stop pairing'],
        },
        70_000,
      );
      const seconds = Math.round((Date.now() - began) / 1_000);
      // Measured from the start of the pairing, which takes a busy machine some time.
      if (seconds < 60 || seconds > 75) throw new Unexpected(`a restart is offered after ${seconds} s`);
      await stage.press('Restart and show code');
      await stage.waitForRequests(1, 10_000, paths.restart);
      stage.instance.setState('SCAN_QR_CODE');
      await stage.waitFor(estimatedCode, 15_000);
      await stage.close();
      return `after ${seconds} s a restart is offered; it brings a code`;
    },
  },
];
