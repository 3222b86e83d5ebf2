import type { Failure } from './failure';
import type { Translate } from '../text/translate';
import type { RemedyAction } from './remedy';

/** A failure in words: what happened, why, and which buttons help. */
export interface Explanation {
  readonly headline: string;
  /** Each sentence is a paragraph. */
  readonly details: readonly string[];
  /** A few words for the status bar. */
  readonly short: string;
  /** The first button is the best fix. */
  readonly actions: readonly RemedyAction[];
}

/** The machine that sends the requests, where a window is connected to another machine: that one or the user's own. */
export type RequestsFrom = 'remote' | 'local';

/** Where a failure happened, for sentences that name the place. */
export interface Target {
  /** Empty if the request was about no instance. */
  readonly instanceId: string;
  readonly origin: string;
  /** How many codes a session of the gateway offers, if that is known. */
  readonly codeBudget?: number | undefined;
  /** Whether the request only tested the gateway, so that no QR code was expected. */
  readonly isTest?: boolean;
  /** Set if the address means the machine that sends the request, and that may be another one than the user expects. */
  readonly from?: RequestsFrom | undefined;
}

/** Explains a failure: the headline says what happened, the details why and what to do, the first button does it. */
export function explain(failure: Failure, target: Target, t: Translate): Explanation {
  const explanation = describe(failure, target, t);
  return { ...explanation, details: [...quote(failure, t), ...explanation.details] };
}

/** The gateway's own message as a sentence; empty if it sent none. */
export function quote({ message }: Failure, t: Translate): readonly string[] {
  return message === undefined ? [] : [t('The gateway says: “{0}”', message)];
}

/** Says which machine an address such as localhost means. */
function fromText(from: RequestsFrom, t: Translate): string {
  return from === 'remote'
    ? t(
        'The request came from the machine that this window is connected to. This address means that machine, not the one in front of you.',
      )
    : t(
        'The request came from the machine in front of you. This address means that machine, not the one that this window is connected to.',
      );
}

function describe(failure: Failure, target: Target, t: Translate): Explanation {
  const { instanceId, origin } = target;
  const number = failure.status ?? 0;
  const tryAgain: RemedyAction = { intent: 'startOver', label: t('Try again') };
  const showLog: RemedyAction = { intent: 'showLog', label: t('Show log') };
  switch (failure.kind) {
    case 'request':
      return {
        headline: t('The gateway refused the request ({0})', number),
        details: [whyRefused(number, instanceId, t)],
        short: t('Request refused'),
        actions:
          number === 422
            ? [tryAgain]
            : [
                { intent: 'credentialsSetting', label: t('Open setting') },
                { intent: 'chooseInstance', label: t('Choose another instance') },
                tryAgain,
              ],
      };
    case 'token': {
      const actions: RemedyAction[] = [{ intent: 'setToken', label: t('Set access token') }];
      return failure.status === undefined
        ? {
            headline: t('No access token is set'),
            details: [t('Pairing needs the access token of your account on {0}.', origin)],
            short: t('Access token missing'),
            actions,
          }
        : {
            headline: t('The gateway refused the access token ({0})', number),
            details: [t('Copy the token from your gateway’s dashboard and set it again.')],
            short: t('Access token refused'),
            actions,
          };
    }
    case 'forbidden':
      return {
        headline: t('The gateway doesn’t allow this ({0})', number),
        details: [
          t(
            'The account’s plan, a quota or a missing permission prevents it. Change that on the gateway’s dashboard, then try again.',
          ),
        ],
        short: t('Not allowed'),
        actions: [tryAgain, { intent: 'setToken', label: t('Set access token') }],
      };
    case 'instance':
      if (instanceId === '')
        return {
          headline: t('Not found ({0})', number),
          details: [t('{0} doesn’t know this request. Check the path of the endpoint.', origin)],
          short: t('Instance not found'),
          actions: [{ intent: 'endpointSetting', label: t('Open setting') }, tryAgain],
        };
      return {
        headline: t('Instance {0} not found ({1})', instanceId, number),
        details: [t('{0} has no instance with this ID for your access token.', origin)],
        short: t('Instance not found'),
        actions: [{ intent: 'chooseInstance', label: t('Choose another instance') }, tryAgain],
      };
    case 'redirect':
      return {
        headline: t('The gateway redirects to another address'),
        details: [
          failure.detail === undefined
            ? t('{0} redirects to another address. The access token was not sent there.', origin)
            : t(
                '{0} redirects to {1}. The access token was not sent there. If {1} is your gateway, set it as the endpoint.',
                origin,
                failure.detail,
              ),
        ],
        short: t('Gateway redirects'),
        actions: [{ intent: 'endpointSetting', label: t('Open setting') }, tryAgain],
      };
    case 'protocol':
      return {
        headline: t('The gateway sent an unexpected answer'),
        details: [unexpectedAnswer(failure, target, t), t('Check the endpoint.')],
        short: t('Unexpected answer'),
        actions: [tryAgain, { intent: 'endpointSetting', label: t('Open setting') }, showLog],
      };
    case 'tooLong':
      return {
        headline: t('The code is too long'),
        details: [t('A QR code holds at most 2,953 bytes. The value that the gateway sent is longer.')],
        short: t('Code too long'),
        actions: [tryAgain, showLog],
      };
    case 'sessionFailed':
      return {
        headline: t('The instance has failed'),
        details: [
          t(
            'The gateway reports FAILED for {0}. An instance fails when no phone scans a code in time. Have the phone ready, then restart the instance.',
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
    case 'rateLimit':
      return {
        headline: t('Rate limited by the gateway ({0})', number),
        details: [
          t(
            'Another window, a script or a dashboard may be polling {0} too.',
            instanceId === '' ? origin : instanceId,
          ),
        ],
        short: t('Rate limited'),
        actions: [tryAgain],
      };
    case 'unavailable':
      return {
        headline: t('The gateway reports an error ({0})', number),
        details: [],
        short: t('Gateway error'),
        actions: [tryAgain],
      };
    case 'network':
      return {
        headline: t('The gateway can’t be reached'),
        details: [
          failure.detail === undefined
            ? t(
                'No connection to {0}. Check the network, the endpoint and the proxy, if there is one.',
                origin,
              )
            : t(
                'No connection to {0} ({1}). Check the network, the endpoint and the proxy, if there is one.',
                origin,
                failure.detail,
              ),
          ...(target.from === undefined ? [] : [fromText(target.from, t)]),
        ],
        short: t('No connection'),
        actions: [tryAgain, { intent: 'endpointSetting', label: t('Open setting') }],
      };
    case 'certificate':
      return {
        headline: t('The gateway’s certificate isn’t trusted'),
        details: [
          t(
            'This machine doesn’t trust the certificate of {0} ({1}), so nothing was sent. If the certificate is your own, make the operating system trust it or its issuer, keep the editor’s setting http.systemCertificates on, and reload the window.',
            origin,
            failure.detail ?? '?',
          ),
        ],
        short: t('Certificate not trusted'),
        actions: [{ intent: 'certificateSetting', label: t('Open setting') }, tryAgain],
      };
    case 'proxy':
      return {
        headline: t('The proxy requires a login ({0})', number),
        details: [
          t(
            'A proxy between this machine and {0} doesn’t forward the request. Add the proxy’s user name and password to the editor’s setting http.proxy, for example http://user:password@host:port.',
            origin,
          ),
        ],
        short: t('Proxy requires a login'),
        actions: [{ intent: 'proxySetting', label: t('Open setting') }, tryAgain],
      };
    case 'timeout':
      return {
        headline: t('The gateway doesn’t answer'),
        details: [t('{0} didn’t answer within 25 seconds.', origin)],
        short: t('No answer'),
        actions: [tryAgain],
      };
    case 'unsupported':
      return {
        headline: t('The gateway can’t do this'),
        details: [t('The API of {0} has no such request, so nothing was sent.', origin)],
        short: t('Not supported'),
        actions: [],
      };
    case 'redirectLoop':
      return {
        headline: t('The gateway redirects too often'),
        details: [t('{0} redirected the request more than three times. Check the endpoint.', origin)],
        short: t('Too many redirects'),
        actions: [{ intent: 'endpointSetting', label: t('Open setting') }, tryAgain],
      };
    case 'address':
      return {
        headline: t('Nothing was found at this address ({0})', number),
        details: [t('{0} has no such API at this path. Check the endpoint.', origin)],
        short: t('Wrong address'),
        actions: [{ intent: 'endpointSetting', label: t('Open setting') }, tryAgain],
      };
    case 'credentials':
      return {
        headline: t('The gateway didn’t find the access token ({0})', number),
        details: [
          t(
            'The token was sent, but {0} looks for it in another place. Try the other value of the setting “Credentials”.',
            origin,
          ),
        ],
        short: t('Token not found'),
        actions: [{ intent: 'credentialsSetting', label: t('Open setting') }, tryAgain],
      };
    case 'firewall':
      return {
        headline: t('A firewall is in the way ({0})', number),
        details: [
          t(
            'Something in front of {0} wants to see a browser. Such checks often pass by themselves.',
            origin,
          ),
        ],
        short: t('Firewall in the way'),
        actions: [tryAgain],
      };
    case 'refused':
      return {
        headline: t('The gateway reports a problem'),
        details: [],
        short: t('Request refused'),
        actions: [tryAgain],
      };
    case 'alreadyStarted':
      return {
        headline: t('The instance is already started'),
        details: [],
        short: t('Already started'),
        actions: [tryAgain],
      };
    case 'loginRefused':
      return {
        headline: t('WhatsApp no longer accepts this login'),
        details: [
          t(
            'The gateway reports FAILED for {0}, and it still has a login that WhatsApp refuses. A restart doesn’t help. Unlink the phone to get a code.',
            instanceId,
          ),
        ],
        short: t('Pairing stopped'),
        actions: [{ intent: 'unlinkAndShow', label: t('Unlink and show code') }],
      };
    case 'unconfirmed':
      return {
        headline: t('The gateway didn’t confirm it'),
        details: [t('The gateway accepted the request, but the instance’s status doesn’t show the change.')],
        short: t('Not confirmed'),
        actions: [tryAgain],
      };
    case 'linkLost':
      return {
        headline: t('The phone is no longer linked'),
        details: [
          t(
            'The gateway reported WORKING for {0}, and seconds later {1}.',
            instanceId,
            failure.detail ?? '?',
          ),
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
        details: [],
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
      return failure.kind satisfies never;
  }
}

function unexpectedAnswer(
  { detail, status }: Failure,
  { instanceId, origin, isTest = false }: Target,
  t: Translate,
): string {
  if (detail === undefined) return t('{0} sent an answer that doesn’t fit the request.', origin);
  const returned = `${detail} (HTTP ${status ?? 0})`;
  return isTest || instanceId === ''
    ? t('Expected JSON from a gateway, but {0} returned {1}.', origin, returned)
    : t('Expected JSON with a QR code, but {0} returned {1}.', origin, returned);
}

function whyRefused(status: number, instanceId: string, t: Translate): string {
  if (status === 422)
    return t('The request doesn’t fit the instance’s current state, or part of it is invalid.');
  return instanceId === ''
    ? t(
        'Your gateway may expect the credentials in another place. Try the other value of the setting “Credentials”.',
      )
    : t(
        'Check the instance ID {0}. If the ID is correct, your gateway may expect the credentials in another place: try the other value of the setting “Credentials”.',
        instanceId,
      );
}
