import type { Answer, SessionStatus } from './answer';
import type { Gateway } from './gateway';
import { gatewayLabel } from './gateway';
import type { Failure } from '../failures/failure';
import type { RemedyAction } from '../failures/remedy';
import type { Translate } from '../text/translate';
import { explain } from '../failures/explain';

/** What a test of a gateway came to. */
export interface TestResult {
  /** `unsure`: the gateway answers, but nothing shows whether the token is right. */
  readonly verdict: 'works' | 'unsure' | 'broken';
  /** What works, or what doesn't and why. The gateway's own words can be in it. */
  readonly sentence: string;
  /** What mends it, first of all. */
  readonly actions: readonly RemedyAction[];
}

/** An instance that a test asks about, and what it is called. */
export interface Asked {
  readonly instanceId: string;
  readonly name: string;
}

/** Reads the answer to the request `session`, about one of the gateway's instances, or about none where none is known. */
export function readTest(
  gateway: Pick<Gateway, 'name' | 'endpoint'>,
  asked: Asked | undefined,
  answer: Answer,
  t: Translate,
): TestResult {
  const name = gatewayLabel(gateway);
  const { origin } = gateway.endpoint;
  if (answer.kind === 'failure' && answer.failure.bare)
    return notFound(name, gateway.endpoint.base, asked, answer.failure, t);
  if (answer.kind === 'failure') return troubled(name, origin, asked, answer.failure, t);
  if (answer.kind !== 'status') return notAGateway(origin, t);
  if (answer.status === 'unknown') return unclear(name, origin, asked, t);
  const sentence =
    asked === undefined
      ? t('“{0}” works: {1} took the access token.', name, origin)
      : t(
          '“{0}” works: {1} took the access token and knows {2} ({3}).',
          name,
          origin,
          asked.name,
          word(answer.status, t),
        );
  return { verdict: 'works', sentence, actions: [] };
}

/** An answer that tells no state: even a refusal can look like that, and what is refused first is not documented. */
function unclear(name: string, origin: string, asked: Asked | undefined, t: Translate): TestResult {
  const sentence =
    asked === undefined
      ? t(
          '“{0}”: {1} answers; whether the access token is right can only be told with an instance.',
          name,
          origin,
        )
      : t(
          '“{0}”: {1} answers, but tells no state of {2} that is known; that doesn’t show whether the access token is right.',
          name,
          origin,
          asked.name,
        );
  return { verdict: 'unsure', sentence, actions: [] };
}

/** A number that a gateway and a wrong path have in common. */
function notFound(
  name: string,
  base: string,
  asked: Asked | undefined,
  { status = 0 }: Failure,
  t: Translate,
): TestResult {
  const toEndpoint: RemedyAction = { intent: 'endpointSetting', label: t('Open setting') };
  return asked === undefined
    ? {
        verdict: 'unsure',
        sentence: t(
          '“{0}”: {1} answers ({2}): if its path is right, only a test with an instance can tell whether the access token is.',
          name,
          base,
          status,
        ),
        actions: [toEndpoint],
      }
    : {
        verdict: 'broken',
        sentence: t(
          '“{0}”: {1} answers, but knows no instance {2} for this access token ({3}). Check the path of the endpoint, the ID, and whether the token is that of another account.',
          name,
          base,
          asked.name,
          status,
        ),
        actions: [toEndpoint, { intent: 'setToken', label: t('Set access token') }, again(t)],
      };
}

function troubled(
  name: string,
  origin: string,
  asked: Asked | undefined,
  failure: Failure,
  t: Translate,
): TestResult {
  const { headline, details, actions } = explain(failure, { instanceId: asked?.name ?? '', origin }, t);
  const mending = [...actions.filter(({ intent }) => mends.has(intent)), again(t)];
  const broken = (sentence: string, ways = mending): TestResult => ({
    verdict: 'broken',
    sentence,
    actions: ways,
  });
  const number = failure.status ?? 0;
  const setToken: RemedyAction = { intent: 'setToken', label: t('Set access token') };
  switch (failure.kind) {
    case 'token':
      return failure.status === undefined
        ? broken(t('“{0}” has no access token yet, so nothing was sent.', name), [setToken])
        : broken(t('“{0}”: {1} answers, but does not accept the access token.', name, origin), [setToken]);
    case 'request':
    case 'instance':
      // Without an instance a gateway has to refuse: what it refuses first is not documented.
      if (!asked)
        return {
          verdict: 'unsure',
          sentence: t(
            '“{0}”: {1} answers ({2}); whether the access token is right can only be told with an instance.',
            name,
            origin,
            number,
          ),
          actions: [],
        };
      if (failure.kind === 'request') break;
      return broken(
        t(
          '“{0}”: {1} answers, but has no instance {2} for this access token; it may be that of another account.',
          name,
          origin,
          asked.name,
        ),
        [setToken, again(t)],
      );
    case 'rateLimit':
      return {
        verdict: 'unsure',
        sentence: t(
          '“{0}”: {1} answers, but asks to slow down ({2}). Test it again later.',
          name,
          origin,
          number,
        ),
        actions: [],
      };
    case 'protocol':
      return notAGateway(origin, t, failure);
    case 'network':
    case 'certificate':
    case 'proxy':
    case 'timeout':
    case 'unavailable':
      return broken(
        t('“{0}” can’t be reached: {1}', name, details.length > 0 ? details.join(' ') : `${headline}.`),
      );
    default:
      break;
  }
  return broken([`“${name}”: ${headline}.`, ...details].join(' '));
}

/** What a notification about a gateway can offer; the rest is about a pairing. */
const mends: ReadonlySet<RemedyAction['intent']> = new Set([
  'setToken',
  'endpointSetting',
  'credentialsSetting',
  'proxySetting',
  'certificateSetting',
]);

function again(t: Translate): RemedyAction {
  return { intent: 'startOver', label: t('Test again') };
}

function notAGateway(origin: string, t: Translate, { detail, status }: Partial<Failure> = {}): TestResult {
  return {
    verdict: 'broken',
    sentence:
      detail === undefined
        ? t('{0} answers, but not as a gateway does. Check the endpoint.', origin)
        : t(
            '{0} answers, but not as a gateway does: {1} (HTTP {2}). Check the endpoint.',
            origin,
            detail,
            status ?? 0,
          ),
    actions: [{ intent: 'endpointSetting', label: t('Open setting') }, again(t)],
  };
}

function word(status: Exclude<SessionStatus, 'unknown'>, t: Translate): string {
  switch (status) {
    case 'WORKING':
      return t('linked');
    case 'SCAN_QR_CODE':
      return t('to be scanned');
    case 'STARTING':
      return t('starting');
    case 'STOPPED':
      return t('stopped');
    case 'FAILED':
      return t('failed');
    case 'PASSKEY':
      return t('passkey needed');
    default:
      return status satisfies never;
  }
}
