import type { Expected } from '../sight';

/** The other way to link, beside a code, be it alive or covered. */
export const byNumber = 'Link with phone number';

/** A fresh code whose end is known. */
export const freshCode: Expected = {
  headline: 'Scan this code with the phone',
  bar: 'Scan to pair m:ss',
  code: 'readable',
  clock: 'Expires in #',
  buttons: ['Stop pairing', byNumber],
  says: ['Open WhatsApp › Linked devices › Link a device'],
};

/** A code whose end is not known. */
export const undatedCode: Expected = { ...freshCode, bar: 'Scan to pair', clock: 'Confirmed # s ago' };

/** A code that came after another. */
export const nextCode: Expected = {
  ...freshCode,
  headline: 'New code: scan it with the phone',
  says: ['Phone says “check your internet connection”? That code had expired. Scan the new one.'],
};

/** A dead code, until the next one is there. */
export const deadCode: Expected = {
  headline: 'Waiting for a new code',
  bar: 'Waiting for a new code',
  code: 'covered',
  clock: '',
  buttons: ['Stop pairing', byNumber],
};

/** A wait for a session that has no code yet. */
export function starting(seconds: number): Expected {
  return {
    headline: 'The session is starting',
    bar: `Retrying in ${seconds} s`,
    clock: 'Retrying in # s',
    buttons: ['Try now', 'Stop pairing'],
    says: ['This is normal, not an error.'],
  };
}

/** Trouble that waiting may mend. */
export function retried(headline: string, seconds = 10, more: Partial<Expected> = {}): Expected {
  const { says = [], ...rest } = more;
  return {
    headline,
    bar: `Retrying in ${seconds} s`,
    clock: 'Retrying in # s',
    buttons: ['Try now', 'Stop pairing'],
    says: [...says, 'Retrying automatically.'],
    ...rest,
  };
}

/** Trouble that only the user can mend. */
export function ended(
  headline: string,
  bar: string,
  buttons: readonly string[],
  ...says: readonly string[]
): Expected {
  return { headline, bar, colour: 'error', clock: '', buttons, says };
}

/** An answer that could not be understood, once. */
export function unreadableAnswer(...says: readonly string[]): Expected {
  return retried('The gateway sent an unexpected answer', 10, {
    buttons: ['Try now', 'Stop pairing', 'Open setting'],
    says,
  });
}

/** No connection, or one that broke. */
export const unreachable: Expected = retried('The gateway can’t be reached', 10, {
  buttons: ['Try now', 'Stop pairing', 'Open setting'],
});

/** A session that the gateway calls FAILED. */
export const sessionFailed: Expected = ended(
  'The session has failed',
  'Pairing stopped',
  ['Restart and show code'],
  'Waiting doesn’t help, but a restart does.',
);

/** A session that the gateway calls STOPPED. */
export const sessionStopped: Expected = ended(
  'The session is stopped',
  'Pairing stopped',
  ['Start and show code'],
  'Waiting doesn’t help, but a start does.',
);

/** A linked phone. */
export function linked(headline: string, ...says: readonly string[]): Expected {
  return { headline, bar: 'Linked', clock: '', buttons: ['Pair another instance', 'Unlink phone'], says };
}

/** What the phone's owner must do. */
export const passkey: Expected = {
  headline: 'Passkey needed',
  bar: 'Passkey needed',
  clock: '',
  buttons: ['Stop pairing'],
  says: ['Open web.whatsapp.com'],
};
