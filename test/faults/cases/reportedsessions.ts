import { setTimeout as sleep } from 'node:timers/promises';
import type { Case } from '../case';
import { Unexpected } from '../case';
import { alreadyStarted, invalidSession, unexpected } from './reportedfaults';
import * as sights from './reportstates';
import { everyQrRequest, press, scenario } from './scenario';
import type { Stage } from '../stage';
import { linked, sessionFailed, sessionStopped } from './states';

// Public bug reports about what happens to sessions. Each stands for a kind.

const paths = { qr: '/v2/auth/qr', info: '/v2/session/info', restart: '/v2/session/restart' };
/** Some waits of 5 and 10 s in a row, in ms. */
const recoveryTimeout = 40_000;
/** How long a request may be open, in ms. */
const answerTimeout = 8_000;

/** What happens to sessions. */
export const reportedSessions: readonly Case[] = [
  scenario({
    done: '404 invalid_session while session/info says STOPPED',
    status: 'STOPPED',
    faults: [{ path: paths.qr, ...invalidSession }],
    seen: sessionStopped,
    then: [press('Start and show code', sights.estimatedCode, recoveryTimeout)],
  }),
  scenario({
    done: '422 FAILED; then a restart, 404 and 422 STARTING',
    status: 'FAILED',
    faults: [
      { path: paths.qr },
      { path: paths.qr, ...invalidSession },
      { path: paths.qr, ...unexpected('STARTING') },
    ],
    seen: sessionFailed,
    then: [press('Restart and show code', sights.estimatedCode, recoveryTimeout)],
  }),
  scenario({
    done: '404 invalid_session once, under a live code',
    seen: sights.joinedCode,
    then: [
      {
        name: 'the next poll',
        act: async (stage) => {
          stage.instance.script({ path: paths.qr, ...invalidSession });
          await answeredWith(404)(stage);
        },
        seen: sights.joinedCode,
      },
      { name: 'the poll after that', act: answeredWith(200), seen: sights.joinedCode },
    ],
  }),
  scenario({
    done: '200 with a code; then 422 FAILED once and 422 STARTING once, from session/info too',
    seen: sights.joinedCode,
    then: [
      {
        name: 'a browser that starts again by itself',
        act: (stage) => {
          stage.instance.session.rotate();
          stage.instance.script(
            ...(['FAILED', 'STARTING'] as const).flatMap((status) => [
              { path: paths.qr, ...unexpected(status) },
              { path: paths.info, body: { name: 'x', status, me: null } },
            ]),
          );
        },
        seen: sights.restartedCode,
        within: recoveryTimeout,
      },
    ],
  }),
  scenario({
    done: '422 WORKING, while session/info says FAILED',
    status: 'FAILED',
    faults: everyQrRequest(unexpected('WORKING')),
    seen: sessionFailed,
    ends: true,
  }),
  scenario({
    done: '422 WORKING, and FAILED some seconds later',
    status: 'FAILED',
    faults: [
      { path: paths.qr, ...unexpected('WORKING') },
      {
        path: paths.info,
        body: { name: 'x', status: 'WORKING', me: { id: '201012345678@c.us', pushName: 'John Doe' } },
      },
    ],
    seen: linked('Already linked to John Doe'),
    then: [{ name: 'ten seconds', seen: sights.linkLost, within: 20_000 }],
    ends: true,
  }),
  scenario({
    done: '422 FAILED; a restart is refused, since the session “is already started”',
    status: 'FAILED',
    faults: [{ path: paths.restart, times: 'always', ...alreadyStarted }],
    seen: sessionFailed,
    then: [press('Restart and show code', sights.estimatedCode, recoveryTimeout)],
  }),
  {
    done: '“Restart instance” without a panel, refused since the session “is already started”',
    expected: 'a notification says that it isn’t done, in the gateway’s words',
    run: async (stage) => {
      const { workbench } = stage.world;
      const title = 'Restart instance';
      stage.instance.setState('FAILED');
      for (const command of ['restart', 'start', 'stop'])
        stage.instance.script({ path: `/v2/session/${command}`, times: 'always', ...alreadyStarted });
      await workbench.runCommand(`WhatsApp: ${title}`);
      await workbench.quickInput.waitFor(title);
      await workbench.quickInput.type(stage.instance.id);
      await workbench.quickInput.accept();
      await workbench.notifications.waitFor(sights.nothingDone);
      const words = workbench.notifications.containing("Session 'default' is already started.");
      if (!(await words.isVisible())) throw new Unexpected('the gateway’s words are missing');
      return 'a notification says that it isn’t done, in the gateway’s words';
    },
  },
  scenario({
    done: '422 WORKING; then [Unlink phone], which the gateway accepts and doesn’t do',
    status: 'WORKING',
    faults: [{ path: '/v2/session/logout', body: { success: true } }],
    seen: linked('Already linked to John Doe'),
    then: [
      {
        name: '[Unlink phone], agreed',
        act: async (stage) => {
          await stage.press('Unlink phone');
          await stage.world.workbench.dialog.press('Unlink phone');
        },
        seen: sights.unlinkUnconfirmed,
        within: recoveryTimeout,
      },
    ],
    ends: true,
  }),
];

/** Waits until a request for a code was answered with this status, after all earlier ones. */
function answeredWith(status: number): (stage: Stage) => Promise<void> {
  return async (stage) => {
    const count = stage.requests.filter(({ path }) => path === paths.qr).length;
    const requests = await stage.waitForRequests(count + 1, 15_000, paths.qr);
    const deadline = Date.now() + answerTimeout;
    let last = requests.at(-1);
    while (last?.status === undefined && Date.now() < deadline) {
      await sleep(100);
      last = requests.at(-1);
    }
    if (last?.status !== status) throw new Unexpected(`answered with ${last?.status ?? 'nothing'}`);
  };
}
