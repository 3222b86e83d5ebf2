import type { Explanation, RequestsFrom, Target } from './explanation';
import type { Failure } from './failure';
import type { RemedyAction } from './remedy';
import type { Translate } from '../text/translate';

/** A failure on the way to the gateway: no answer came, or something else than the gateway gave one. */
export interface ConnectionFailure extends Failure {
  readonly kind:
    | 'network'
    | 'certificate'
    | 'proxy'
    | 'timeout'
    | 'redirect'
    | 'redirectLoop'
    | 'address'
    | 'firewall'
    | 'protocol';
}

/** Describes a failure on the way to the gateway. */
export function describeConnection(failure: ConnectionFailure, target: Target, t: Translate): Explanation {
  const { origin } = target;
  const { kind, status: number = 0, detail } = failure;
  const tryAgain: RemedyAction = { intent: 'startOver', label: t('Try again') };
  const endpoint: RemedyAction = { intent: 'endpointSetting', label: t('Open setting') };
  switch (kind) {
    case 'network':
      return {
        headline: t('The gateway can’t be reached'),
        details: [
          detail === undefined
            ? t(
                'No connection to {0}. Check the network, the endpoint and the proxy, if there is one.',
                origin,
              )
            : t(
                'No connection to {0} ({1}). Check the network, the endpoint and the proxy, if there is one.',
                origin,
                detail,
              ),
          ...(target.from === undefined ? [] : [fromText(target.from, t)]),
        ],
        short: t('No connection'),
        actions: [tryAgain, endpoint],
      };
    case 'certificate':
      return {
        headline: t('The gateway’s certificate isn’t trusted'),
        details: [
          t(
            'This machine doesn’t trust the certificate of {0} ({1}), so nothing was sent. If the certificate is your own, make the operating system trust it or its issuer, keep the editor’s setting http.systemCertificates on, and reload the window.',
            origin,
            detail ?? '?',
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
    case 'redirect':
      return {
        headline: t('The gateway redirects to another address'),
        details: [
          detail === undefined
            ? t('{0} redirects to another address. The access token was not sent there.', origin)
            : t(
                '{0} redirects to {1}. The access token was not sent there. If {1} is your gateway, set it as the endpoint.',
                origin,
                detail,
              ),
        ],
        short: t('Gateway redirects'),
        actions: [endpoint, tryAgain],
      };
    case 'redirectLoop':
      return {
        headline: t('The gateway redirects in a loop'),
        details: [
          t('{0} redirects the request again and again, and never answers it. Check the endpoint.', origin),
        ],
        short: t('Redirect loop'),
        actions: [endpoint, tryAgain],
      };
    case 'address':
      return {
        headline: t('There is no gateway API at this address ({0})', number),
        details: [wrongAddress(number, origin, t), t('Check the endpoint and its path.')],
        short: t('Wrong address'),
        actions: [endpoint, tryAgain],
      };
    case 'firewall':
      return {
        headline: t('A firewall is in the way ({0})', number),
        details: [
          t(
            'Something in front of {0} lets only browsers through. Such checks often pass by themselves. If this one stays, ask the gateway’s owner to let API requests through.',
            origin,
          ),
        ],
        short: t('Firewall in the way'),
        actions: [tryAgain],
      };
    case 'protocol':
      return {
        headline: t('The gateway sent an unexpected answer'),
        details: [unexpectedAnswer(failure, target, t), t('Check the endpoint.')],
        short: t('Unexpected answer'),
        actions: [tryAgain, endpoint, { intent: 'showLog', label: t('Show log') }],
      };
    default:
      return kind satisfies never;
  }
}

function wrongAddress(status: number, origin: string, t: Translate): string {
  if (status === 401)
    return t('{0} asks for the login of a web page there, not for an access token.', origin);
  if (status === 405) return t('{0} doesn’t accept this kind of request there.', origin);
  return t('{0} doesn’t know this path.', origin);
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
