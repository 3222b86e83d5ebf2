import type { ExpectedState } from '../windowstate';

/** The button next to a code, live or covered, for the other way to link. */
export const byNumber = 'Link with phone number';

/** A new code with an expiry. */
export const freshCode: ExpectedState = {
  headline: 'Scan this code with the phone',
  statusBar: 'Scan to pair m:ss',
  code: 'readable',
  timer: 'Expires in #',
  buttons: ['Stop pairing', byNumber],
  texts: ['Open WhatsApp › Linked devices › Link a device'],
};

/** A code without an expiry. */
export const codeWithoutExpiry: ExpectedState = {
  ...freshCode,
  statusBar: 'Scan to pair',
  timer: 'Confirmed # s ago',
};

/** A code after another one. */
export const nextCode: ExpectedState = {
  ...freshCode,
  headline: 'New code: scan it with the phone',
  texts: ['Phone says “check your internet connection”? That code had expired. Scan the new one.'],
};

/** An expired code, until the next one is there. */
export const expiredCode: ExpectedState = {
  headline: 'Waiting for a new code',
  statusBar: 'Waiting for a new code',
  code: 'covered',
  timer: '',
  buttons: ['Stop pairing', byNumber],
};

/** A wait for a session that has no code yet. */
export function starting(seconds: number): ExpectedState {
  return {
    headline: 'The instance is starting',
    statusBar: `Retrying in ${seconds} s`,
    timer: 'Retrying in # s',
    buttons: ['Try now', 'Stop pairing'],
    texts: ['This is normal, not an error.'],
  };
}

/** A wait without a code and without a status, in the gateway's own words if it has any. */
export function noCodeYet(
  words: string | undefined,
  seconds = 10,
  color: ExpectedState['color'] = 'plain',
): ExpectedState {
  return {
    ...starting(seconds),
    headline: 'The gateway has no code yet',
    color,
    texts: [words === undefined ? 'and no reason' : `The gateway says: “${words}`],
    absentTexts: ['STARTING', 'not an error'],
  };
}

/** A failure that may pass. */
export function retried(headline: string, seconds = 10, more: Partial<ExpectedState> = {}): ExpectedState {
  const { texts = [], ...rest } = more;
  return {
    headline,
    statusBar: `Retrying in ${seconds} s`,
    timer: 'Retrying in # s',
    buttons: ['Try now', 'Stop pairing'],
    texts: [...texts, 'Retrying automatically.'],
    ...rest,
  };
}

/** A failure that needs an action of the user. */
export function ended(
  headline: string,
  statusBar: string,
  buttons: readonly string[],
  ...texts: readonly string[]
): ExpectedState {
  return { headline, statusBar, color: 'error', timer: '', buttons, texts };
}

/** The first answer that could not be understood. */
export function unreadableAnswer(...texts: readonly string[]): ExpectedState {
  return retried('The gateway sent an unexpected answer', 10, {
    buttons: ['Try now', 'Stop pairing', 'Open setting'],
    texts: texts,
  });
}

/** No connection, or a broken one. */
export const unreachable: ExpectedState = retried('The gateway can’t be reached', 10, {
  buttons: ['Try now', 'Stop pairing', 'Open setting'],
});

/** What an address such as 127.0.0.1 means in a window that is connected to another machine. */
export const fromOtherMachine: readonly string[] = [
  'The request came from the machine that this window is connected to.',
  'This address means that machine, not the one in front of you.',
];

/** A session that the gateway reports as FAILED. */
export const sessionFailed: ExpectedState = ended(
  'The instance has failed',
  'Pairing stopped',
  ['Restart and show code'],
  'Have the phone ready, then restart the instance.',
);

/** A session that the gateway reports as STOPPED: somebody stopped it, so that is no error. */
export const sessionStopped: ExpectedState = {
  ...ended('The instance is stopped', 'Instance stopped', ['Start and show code'], 'Start it to get a code.'),
  color: 'plain',
};

/** A linked phone. */
export function linked(headline: string, ...texts: readonly string[]): ExpectedState {
  return {
    headline,
    statusBar: 'Linked',
    timer: '',
    buttons: ['Pair another instance', 'Unlink phone'],
    texts,
  };
}

/** What the phone's owner has to do. */
export const passkey: ExpectedState = {
  headline: 'Passkey needed',
  statusBar: 'Passkey needed',
  timer: '',
  buttons: ['Stop pairing'],
  texts: ['Open web.whatsapp.com'],
};
