import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../../gateway/fault';
import { panelButton, waitForHeadline } from '../../outside/person';
import type { Case } from '../case';
import type { Stage } from '../stage';
import type { Step } from './scenario';
import { scenario } from './scenario';
import * as sights from './reportstates';
import type { ExpectedState } from '../windowstate';

// Public bug reports about pairing codes, as answers on the wire.

const path = '/v2/auth/request-code';
/** Long enough for everything that is done with a code. */
const longLived = { session: { firstCode: 300_000 } };

/** Types a number into the form and requests a pairing code. */
async function requestPairingCode({ world }: Stage): Promise<void> {
  const { content } = world.workbench.panel;
  await panelButton(world, 'Link with phone number').click();
  await content
    .getByRole('textbox', { name: 'Phone number of the WhatsApp account' })
    .fill('+49 1511 2345678');
  await panelButton(world, 'Get code').click();
}

function refused(done: string, fault: Fault, seen: ExpectedState): Case {
  return scenario({
    done: `a request for a pairing code: ${done}`,
    instance: longLived,
    faults: [{ path, times: 'always', ...fault }],
    seen: sights.joinedCode,
    then: [{ name: '[Get code]', act: requestPairingCode, seen }],
  });
}

/** Polls while nobody has typed the code yet: the gateway says STARTING, and then goes on. */
const startingMeanwhile: Step = {
  name: 'STARTING while nobody has typed it',
  expected: 'the code stays in sight',
  act: async (stage) => {
    await requestPairingCode(stage);
    await waitForHeadline(stage.world, sights.pairingCodeShown);
    const body = { name: 'x', status: 'STARTING', me: null };
    stage.instance.script({ path: '/v2/session/info', body }, { path: '/v2/auth/qr', status: 422, body });
    const count = stage.requests.length;
    await stage.waitForRequests(count + 2, 30_000);
    // The panel follows an answer within moments.
    await sleep(2_000);
    await stage.world.workbench.panel.content.locator('#pairing-code bdi').waitFor({ timeout: 1_000 });
    await waitForHeadline(stage.world, sights.pairingCodeShown);
    return 'the code stays in sight';
  },
};

/** What gateways answer to requests for a pairing code. */
export const reportedCodes: readonly Case[] = [
  refused(
    '500 with words in “exception”',
    {
      status: 500,
      body: { statusCode: 500, exception: { message: 'window.onCodeReceivedEvent is not a function' } },
    },
    sights.pairingCodeError('window.onCodeReceivedEvent is not a function'),
  ),
  refused(
    '422, the engine doesn’t implement it',
    { status: 422, body: { message: 'The method is not implemented by the engine.' } },
    sights.pairingCodeUnsupported,
  ),
  refused('200 with an empty code', { body: { code: '' } }, sights.noPairingCodeYet),
  refused(
    '429 after many codes in a row',
    { status: 429, body: { message: 'rate-overlimit' } },
    sights.tooManyPairingCodes,
  ),
  scenario({
    done: 'a pairing code',
    instance: longLived,
    seen: sights.joinedCode,
    then: [startingMeanwhile],
  }),
];
