import type { Failure } from './failure';
import type { Translate } from '../text/translate';
import type { RemedyAction } from './remedy';

/** A failure in words: what happened, why, and what the user can press. */
export interface Explanation {
  readonly headline: string;
  /** Sentences, each a paragraph. */
  readonly details: readonly string[];
  /** A few words for the status bar. */
  readonly short: string;
  /** The first one mends it. */
  readonly actions: readonly RemedyAction[];
}

/** Where a failure happened, for sentences that name it. */
export interface Target {
  readonly instanceId: string;
  readonly origin: string;
}

/** Explains a failure: one sentence that says what it is, one that says what to do, one button that does it. */
export function explain(failure: Failure, target: Target, t: Translate): Explanation {
  const explanation = describe(failure, target, t);
  return { ...explanation, details: [...quote(failure, t), ...explanation.details] };
}

/** The gateway's own words as a sentence; none if it said nothing. */
export function quote({ message }: Failure, t: Translate): readonly string[] {
  return message === undefined ? [] : [t('The gateway says: “{0}”', message)];
}

function describe(failure: Failure, { instanceId, origin }: Target, t: Translate): Explanation {
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
            headline: t('The access token was refused ({0})', number),
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
            'The plan, a quota or a permission of the account stands in the way. Mend that on the gateway’s dashboard, then try again.',
          ),
        ],
        short: t('Not allowed'),
        actions: [tryAgain, { intent: 'setToken', label: t('Set access token') }],
      };
    case 'instance':
      if (instanceId === '')
        return {
          headline: t('Not found ({0})', number),
          details: [t('{0} doesn’t know what was asked of it. Check the path of the endpoint.', origin)],
          short: t('Instance not found'),
          actions: [{ intent: 'endpointSetting', label: t('Open setting') }, tryAgain],
        };
      return {
        headline: t('No instance {0} ({1})', instanceId, number),
        details: [t('The gateway {0} doesn’t know an instance with this ID for this token.', origin)],
        short: t('Instance not found'),
        actions: [{ intent: 'chooseInstance', label: t('Choose another instance') }, tryAgain],
      };
    case 'redirect':
      return {
        headline: t('The gateway points elsewhere'),
        details: [
          failure.detail === undefined
            ? t('{0} redirects to another address. The access token was not sent there.', origin)
            : t(
                '{0} redirects to {1}. The access token was not sent there. If that is your gateway, make it the endpoint.',
                origin,
                failure.detail,
              ),
        ],
        short: t('Gateway redirects'),
        actions: [{ intent: 'endpointSetting', label: t('Open setting') }, tryAgain],
      };
    case 'protocol':
      return {
        headline: t('The answer could not be understood'),
        details: [
          failure.detail === undefined
            ? t('{0} gave an answer that doesn’t fit the request. Check the endpoint.', origin)
            : t(
                'Expected a gateway’s JSON of at most 256 KiB, but {0} returned {1} (HTTP {2}). Check the endpoint.',
                origin,
                failure.detail,
                number,
              ),
        ],
        short: t('Answer not understood'),
        actions: [tryAgain, { intent: 'endpointSetting', label: t('Open setting') }, showLog],
      };
    case 'tooLong':
      return {
        headline: t('The code is too long to be drawn'),
        details: [t('A QR code holds 2,953 bytes; the gateway’s value is longer, so it can’t be a QR code.')],
        short: t('Code too long'),
        actions: [tryAgain, showLog],
      };
    case 'sessionFailed':
      return {
        headline: t('The session has failed'),
        details: [
          t(
            'The gateway reports FAILED for {0}: it ends like this when no phone scanned in time. Waiting doesn’t help; a restart does. Restart when the phone is at hand.',
            instanceId,
          ),
        ],
        short: t('Pairing stopped'),
        actions: [{ intent: 'restartSession', label: t('Restart and show code') }],
      };
    case 'sessionStopped':
      return {
        headline: t('The session is stopped'),
        details: [
          t(
            'The gateway reports STOPPED for {0}: nobody has started it. Waiting doesn’t help; starting it does.',
            instanceId,
          ),
        ],
        short: t('Pairing stopped'),
        actions: [{ intent: 'startSession', label: t('Start and show code') }],
      };
    case 'rateLimit':
      return {
        headline: t('The gateway asks to slow down ({0})', number),
        details: [
          t(
            'Something else may be polling {0} as well: another window, script or dashboard.',
            instanceId === '' ? origin : instanceId,
          ),
        ],
        short: t('Slowed down'),
        actions: [tryAgain],
      };
    case 'unavailable':
      return {
        headline: t('The gateway has a hiccup ({0})', number),
        details: [],
        short: t('Gateway unavailable'),
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
        ],
        short: t('No connection'),
        actions: [tryAgain, { intent: 'endpointSetting', label: t('Open setting') }],
      };
    case 'certificate':
      return {
        headline: t('The gateway’s certificate isn’t trusted'),
        details: [
          t(
            '{0} shows a certificate that this machine doesn’t trust ({1}), so nothing was sent. If it is your own, have the operating system trust it or the authority that issued it, keep the editor’s setting http.systemCertificates on, and reload the window.',
            origin,
            failure.detail ?? '?',
          ),
        ],
        short: t('Certificate not trusted'),
        actions: [{ intent: 'certificateSetting', label: t('Open setting') }, tryAgain],
      };
    case 'proxy':
      return {
        headline: t('The proxy wants a login ({0})', number),
        details: [
          t(
            'A proxy between this machine and {0} refuses to pass the request on. Put its user name and password into the editor’s setting http.proxy, as in http://user:password@host:port.',
            origin,
          ),
        ],
        short: t('Proxy wants a login'),
        actions: [{ intent: 'proxySetting', label: t('Open setting') }, tryAgain],
      };
    case 'timeout':
      return {
        headline: t('The gateway doesn’t answer'),
        details: [t('{0} gave no answer within 25 seconds.', origin)],
        short: t('No answer'),
        actions: [tryAgain],
      };
    case 'moved':
      return {
        headline: t('The gateway has changed'),
        details: [t('Nothing was sent: since you agreed it has been changed or removed.')],
        short: t('Gateway changed'),
        actions: [tryAgain],
      };
    default:
      return failure.kind satisfies never;
  }
}

function whyRefused(status: number, instanceId: string, t: Translate): string {
  if (status === 422)
    return t('It doesn’t fit what the session is doing, or something about it isn’t right.');
  return instanceId === ''
    ? t(
        'Your gateway may expect the credentials elsewhere: try the other value of the setting “Credentials”.',
      )
    : t(
        'Check the instance ID {0}. If it is right, your gateway may expect the credentials elsewhere: try the other value of the setting “Credentials”.',
        instanceId,
      );
}
