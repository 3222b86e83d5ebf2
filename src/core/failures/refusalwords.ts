import type { Explanation, Target } from './explanation';
import type { Failure } from './failure';
import type { RemedyAction } from './remedy';
import type { Translate } from '../text/translate';

/** A failure that the gateway itself reports, or a request that it can't be sent. */
export interface RefusalFailure extends Failure {
  readonly kind:
    | 'request'
    | 'token'
    | 'credentials'
    | 'forbidden'
    | 'instance'
    | 'rateLimit'
    | 'unsupported'
    | 'alreadyStarted'
    | 'refused'
    | 'unavailable';
}

/** Describes a failure that the gateway itself reports. */
export function describeRefusal(failure: RefusalFailure, target: Target, t: Translate): Explanation {
  const { instanceId, origin } = target;
  const { kind, status: number = 0 } = failure;
  const tryAgain: RemedyAction = { intent: 'startOver', label: t('Try again') };
  const setToken: RemedyAction = { intent: 'setToken', label: t('Set access token') };
  switch (kind) {
    case 'request':
      return {
        headline: t('The gateway refused the request ({0})', number),
        details: [whyRefused(number, target, t)],
        short: t('Request refused'),
        actions:
          number === 413 || number === 422
            ? [tryAgain]
            : [
                { intent: 'credentialsSetting', label: t('Open setting') },
                { intent: 'chooseInstance', label: t('Choose another instance') },
                tryAgain,
              ],
      };
    case 'token':
      return failure.status === undefined
        ? {
            headline: t('No access token is set'),
            details: [t('Pairing needs the access token of your account on {0}.', origin)],
            short: t('Access token missing'),
            actions: [setToken],
          }
        : {
            headline: t('The gateway refused the access token ({0})', number),
            details: [t('Copy the token from your gateway’s dashboard and set it again.')],
            short: t('Access token refused'),
            actions: [setToken],
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
    case 'forbidden':
      return { ...whyForbidden(number, t), actions: [tryAgain, setToken] };
    case 'instance':
      return instanceId === ''
        ? {
            headline: t('Not found ({0})', number),
            details: [t('{0} found nothing for this request.', origin)],
            short: t('Instance not found'),
            actions: [tryAgain, { intent: 'endpointSetting', label: t('Open setting') }],
          }
        : {
            headline: t('Instance {0} not found ({1})', instanceId, number),
            details: [t('{0} has no instance with this ID for your access token.', origin)],
            short: t('Instance not found'),
            actions: [{ intent: 'chooseInstance', label: t('Choose another instance') }, tryAgain],
          };
    case 'rateLimit':
      return {
        headline: t('Rate limited by the gateway ({0})', number),
        details: [
          t(
            'Another machine, profile or window, a script or a dashboard may be sending requests for {0} too.',
            instanceId === '' ? origin : instanceId,
          ),
        ],
        short: t('Rate limited'),
        actions: [tryAgain],
      };
    case 'unsupported':
      return {
        headline: t('The gateway can’t do this'),
        details: [
          failure.status === undefined
            ? t('The API of {0} has no such request, so nothing was sent.', origin)
            : t('{0} or the WhatsApp engine that it uses doesn’t offer this.', origin),
        ],
        short: t('Not supported'),
        actions: [],
      };
    case 'alreadyStarted':
      return {
        headline: t('The instance is already started'),
        details: [
          t(
            'The gateway doesn’t start an instance that it counts as running. If no code comes, stop the instance, then start it again.',
          ),
        ],
        short: t('Already started'),
        actions: [tryAgain],
      };
    case 'refused':
      return {
        headline: t('The gateway reports a problem'),
        details: [t('Try again in a moment. If the problem stays, look into the gateway’s own log.')],
        short: t('Request refused'),
        actions: [tryAgain],
      };
    case 'unavailable':
      return {
        headline: t('The gateway reports an error ({0})', number),
        details: [],
        short: t('Gateway error'),
        actions: [tryAgain],
      };
    default:
      return kind satisfies never;
  }
}

function whyForbidden(status: number, t: Translate): Omit<Explanation, 'actions'> {
  if (status === 402)
    return {
      headline: t('The gateway asks for a payment ({0})', status),
      details: [
        t(
          'The account’s plan doesn’t include this, or a payment is due. Change that on the gateway’s dashboard, then try again.',
        ),
      ],
      short: t('Payment needed'),
    };
  // The only 503 of this kind says that a license is missing.
  if (status === 503)
    return {
      headline: t('The gateway isn’t activated ({0})', status),
      details: [t('It needs a license. Activate it on its dashboard, then try again.')],
      short: t('Not activated'),
    };
  return {
    headline: t('The gateway doesn’t allow this ({0})', status),
    details: [
      t(
        'The account’s plan, a quota or a missing permission prevents it. Change that on the gateway’s dashboard, then try again.',
      ),
    ],
    short: t('Not allowed'),
  };
}

function whyRefused(status: number, { instanceId, origin }: Target, t: Translate): string {
  if (status === 413)
    return t(
      '{0}, or a server in front of it, accepts only smaller requests. Its owner has to raise that limit.',
      origin,
    );
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
