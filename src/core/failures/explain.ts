import { describeConnection } from './connectionwords';
import type { Explanation, Target } from './explanation';
import type { Failure } from './failure';
import { describeRefusal } from './refusalwords';
import type { RemedyAction } from './remedy';
import type { Translate } from '../text/translate';

export type { Explanation, RequestsFrom, Target } from './explanation';

/** Explains a failure: the headline says what happened, the details why and what to do, the first button does it. */
export function explain(failure: Failure, target: Target, t: Translate): Explanation {
  const explanation = describe(failure, target, t);
  return { ...explanation, details: [...quote(failure, t), ...explanation.details] };
}

/** The gateway's own message as a sentence; empty if it sent none. */
export function quote({ message }: Pick<Failure, 'message'>, t: Translate): readonly string[] {
  return message === undefined ? [] : [t('The gateway says: “{0}”', message)];
}

function describe(failure: Failure, target: Target, t: Translate): Explanation {
  const { kind } = failure;
  switch (kind) {
    case 'network':
    case 'certificate':
    case 'proxy':
    case 'timeout':
    case 'redirect':
    case 'redirectLoop':
    case 'address':
    case 'firewall':
    case 'protocol':
      return describeConnection({ ...failure, kind }, target, t);
    case 'request':
    case 'token':
    case 'credentials':
    case 'forbidden':
    case 'instance':
    case 'rateLimit':
    case 'unsupported':
    case 'alreadyStarted':
    case 'refused':
    case 'unavailable':
      return describeRefusal({ ...failure, kind }, target, t);
    default:
      return describeState({ ...failure, kind }, target, t);
  }
}

type StateKind =
  | 'linkLost'
  | 'tooLong'
  | 'sessionFailed'
  | 'sessionStopped'
  | 'loginRefused'
  | 'unconfirmed'
  | 'givenUp'
  | 'moved';

/** Failures that no single answer reports: they follow from a session's state, or from what is done here. */
function describeState(
  { kind, detail }: Pick<Failure, 'detail'> & { readonly kind: StateKind },
  { instanceId }: Target,
  t: Translate,
): Explanation {
  const tryAgain: RemedyAction = { intent: 'startOver', label: t('Try again') };
  switch (kind) {
    case 'tooLong':
      return {
        headline: t('The code is too long'),
        details: [t('A QR code holds at most 2,953 bytes. The value that the gateway sent is longer.')],
        short: t('Code too long'),
        actions: [tryAgain, { intent: 'showLog', label: t('Show log') }],
      };
    case 'sessionFailed':
      return {
        headline: t('The instance has failed'),
        details: [
          t(
            'The gateway reports FAILED for {0}. An instance fails when no phone scans a code in time, or when it can’t reach WhatsApp. Have the phone ready, then restart the instance.',
            instanceId,
          ),
        ],
        short: t('Pairing stopped'),
        actions: [{ intent: 'restartInstance', label: t('Restart and show code') }],
      };
    case 'sessionStopped':
      return {
        headline: t('The instance is stopped'),
        details: [
          t(
            'The gateway reports STOPPED for {0}: the instance isn’t running. Start it to get a code.',
            instanceId,
          ),
        ],
        short: t('Instance stopped'),
        actions: [{ intent: 'startInstance', label: t('Start and show code') }],
      };
    case 'loginRefused':
      return {
        headline: t('WhatsApp no longer accepts this login'),
        details: [
          t(
            'The gateway reports FAILED for {0}, which still has a login that WhatsApp refuses. A restart doesn’t help. Unlink the phone to get a new code.',
            instanceId,
          ),
        ],
        short: t('Pairing stopped'),
        actions: [{ intent: 'unlinkAndShow', label: t('Unlink and show code') }],
      };
    case 'unconfirmed':
      return {
        headline: t('The gateway didn’t confirm it'),
        details: [
          t(
            'The gateway accepted the request, but the instance’s status doesn’t show the change. Look at the instance again before you repeat it.',
          ),
        ],
        short: t('Not confirmed'),
        actions: [tryAgain],
      };
    case 'linkLost':
      return {
        headline: t('The phone is no longer linked'),
        details: [
          t('The gateway reported WORKING for {0}, and seconds later {1}.', instanceId, detail ?? '?'),
        ],
        short: t('Link lost'),
        actions: [
          { intent: 'restartInstance', label: t('Restart and show code') },
          { intent: 'unlinkAndShow', label: t('Unlink and show code') },
        ],
      };
    case 'givenUp':
      return {
        headline: t('The request was given up'),
        details: [t('Its result was no longer needed.')],
        short: t('Given up'),
        actions: [tryAgain],
      };
    case 'moved':
      return {
        headline: t('The gateway has changed'),
        details: [t('The gateway was changed or removed after you confirmed, so nothing was sent.')],
        short: t('Gateway changed'),
        actions: [tryAgain],
      };
    default:
      return kind satisfies never;
  }
}
