import type { ExpectedState } from '../windowstate';
import { byNumber, codeWithoutExpiry, ended, expiredCode, freshCode, retried } from './states';

// What people should see in the situations of public bug reports; every sentence of those cases is here.

const stop = 'Stop pairing';
const restart = 'Restart and show code';

/** There is no such API at the endpoint. */
export const wrongAddress = (status: number): ExpectedState =>
  ended(
    `There is no gateway API at this address (${status})`,
    'Wrong address',
    ['Open setting', 'Try again'],
    'Check the endpoint',
  );

/** A challenge page instead of an answer. */
export const firewall = (status: number, seconds = 10): ExpectedState =>
  retried(`A firewall is in the way (${status})`, seconds);

/** The gateway looks for the access token in another place. */
export const credentialsMissing: ExpectedState = ended(
  'The gateway didn’t find the access token (401)',
  'Token not found',
  ['Open setting', 'Try again'],
  'The token was sent',
);

/** A failed instance whose login WhatsApp no longer accepts. */
export const loginRefused: ExpectedState = ended(
  'WhatsApp no longer accepts this login',
  'Pairing stopped',
  ['Unlink and show code'],
  'A restart doesn’t help.',
);

/** The end of a wait that the gateway explains only in its own words. */
export function ownWordsAtLast(words: string): ExpectedState {
  return ended(
    'The gateway reports a problem',
    'Request refused',
    ['Try again'],
    `The gateway says: “${words}`,
  );
}

/** The gateway accepted to unlink the phone, and it is still linked. */
export const unlinkUnconfirmed: ExpectedState = ended('The gateway didn’t confirm it', 'Not confirmed', [
  'Unlink phone',
  'Try again',
]);

/** The session was WORKING for a few seconds only. */
export const linkLost: ExpectedState = ended('The phone is no longer linked', 'Link lost', [
  restart,
  'Unlink and show code',
]);

/** A code that is on screen for longer than any code lives. */
export const repeatedCode: ExpectedState = {
  ...expiredCode,
  headline: 'The gateway repeats an old code',
  statusBar: 'Old code repeated',
  buttons: [restart, stop, byNumber],
  texts: ['A restart gives a new one.'],
};

/** A code whose end nobody knows, since it was there before. */
export const joinedCode: ExpectedState = codeWithoutExpiry;

/** A code without an expiry, from a session that was started from here: its end is estimated. */
export const estimatedCode: ExpectedState = {
  ...freshCode,
  statusBar: 'Scan to pair: about m:ss',
  timer: 'Expires in about #',
  texts: ['Code 1 of 6'],
};

/** The first code of a session that started again by itself. */
export const restartedCode: ExpectedState = {
  ...estimatedCode,
  headline: 'New code: scan it with the phone',
};

/** The code after that. */
export const nextEstimatedCode: ExpectedState = {
  ...estimatedCode,
  headline: 'New code: scan it with the phone',
  texts: ['Code 2 of 6'],
};

/** What the panel's headline may be from a scan to the link; none of them says that something failed. */
export const linkingHeadlines = [
  'Scan this code with the phone',
  'The code is gone: checking whether a phone scanned it',
  'Linking… keep WhatsApp open',
] as const;
/** The headline from which a person knows that the phone has scanned the code. */
export const linkingHeadline = linkingHeadlines[2];
/** The start of the headline of a linked phone. */
export const linkedHeadline = /^Linked to /;
/** The headline of a linked phone whose name is known. */
export const linkedByName = 'Linked to John Doe';

const pairingCodeButtons = ['Try again', 'Change number', 'Show QR code', stop];

/** A request for a pairing code that failed, beside a QR code. */
function pairingCodeFailed(
  headline: string,
  texts: readonly string[],
  buttons: readonly string[] = pairingCodeButtons,
): ExpectedState {
  return { headline, statusBar: 'Scan to pair', texts, buttons };
}

/** The gateway's engine has no pairing codes. */
export const pairingCodeUnsupported = pairingCodeFailed(
  'This gateway can’t link with a phone number',
  ['Use the QR code.'],
  ['Show QR code', stop],
);
/** The gateway answers without a pairing code. */
export const noPairingCodeYet = pairingCodeFailed('The gateway has no code yet', ['Try again.']);
/** The gateway fails with its own words. */
export const pairingCodeError = (words: string): ExpectedState =>
  pairingCodeFailed('The gateway reports an error (500)', [`The gateway says: “${words}`]);
/** Too many pairing codes were requested. */
export const tooManyPairingCodes = pairingCodeFailed('Rate limited by the gateway (429)', [
  'Wait a few minutes, or use the QR code.',
]);
/** A pairing code on screen. */
export const pairingCodeShown = 'Type this code on the phone';

/** What the result of an action on one instance says that the gateway refused. */
export const nothingDone = 'Restart instance: 0 of 1 done';
