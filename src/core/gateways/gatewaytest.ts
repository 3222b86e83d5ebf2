import type { Answer } from './answer';
import { fromFor } from './endpoint';
import type { Gateway } from './gateway';
import { gatewayLabel } from './gateway';
import { stateName, stateOfSession } from './statenames';
import type { Failure } from '../failures/failure';
import type { RemedyAction } from '../failures/remedy';
import type { Translate } from '../text/translate';
import type { RequestsFrom } from '../failures/explain';
import { explain, quote } from '../failures/explain';
import { sentences } from '../text/sentences';

/** The result of a gateway test. */
export interface TestResult {
  /** `unsure`: the gateway answers, but the test doesn't show whether the token is valid. */
  readonly verdict: 'works' | 'unsure' | 'broken';
  /** What works, or what doesn't and why. It can quote the gateway. */
  readonly sentence: string;
  /** The first button is the best fix. */
  readonly actions: readonly RemedyAction[];
}

/** The gateway that a test uses, and which machine sent the request, if the window is connected to another one. */
export type TestedGateway = Pick<Gateway, 'name' | 'endpoint'> & { readonly from?: RequestsFrom | undefined };

/** The instance that a test uses. */
export interface TestedInstance {
  readonly instanceId: string;
  readonly name: string;
}

/** Remedies that fix a gateway; the others are about a pairing. */
const gatewayRemedies: ReadonlySet<RemedyAction['intent']> = new Set([
  'setToken',
  'endpointSetting',
  'credentialsSetting',
  'proxySetting',
  'certificateSetting',
]);

/** Reads the answer to the request `session`, sent for one of the gateway's instances or, if none is known, without an instance. */
export function readTest(
  gateway: TestedGateway,
  instance: TestedInstance | undefined,
  answer: Answer,
  t: Translate,
): TestResult {
  const name = gatewayLabel(gateway);
  const { origin } = gateway.endpoint;
  if (answer.kind === 'failure') return failed(gateway, instance, answer.failure, t);
  if (answer.kind !== 'status') return failed(gateway, instance, { kind: 'protocol' }, t);
  if (answer.status === 'unknown') {
    // A refusal can look like this too, and it isn't documented what the gateway checks first.
    const why = instance
      ? t(
          'It reports an unknown state for {0}, so the test doesn’t show whether the access token is valid.',
          instance.name,
        )
      : t('Only a test with an instance shows whether the access token is valid.');
    return {
      verdict: 'unsure',
      sentence: sentences(t('“{0}”: {1} answers', name, origin), [...quote(answer, t), why]),
      actions: [],
    };
  }
  const state = stateName(stateOfSession[answer.status], t);
  return {
    verdict: 'works',
    sentence: sentences(
      t('“{0}” works: {1} accepted the access token', name, origin),
      instance && [t('It reports “{1}” for {0}.', instance.name, state)],
    ),
    actions: [],
  };
}

/** The usual explanation of the failure, and what it says about the token, which depends on whether the test used an instance. */
function failed(
  gateway: TestedGateway,
  instance: TestedInstance | undefined,
  failure: Failure,
  t: Translate,
): TestResult {
  const { base, origin } = gateway.endpoint;
  const { headline, details, actions } = explain(
    failure,
    // If nothing is there, the path may be wrong, so the sentence names it.
    {
      instanceId: instance?.name ?? '',
      origin: failure.kind === 'address' ? base : origin,
      isTest: true,
      from: fromFor(gateway.endpoint, gateway.from),
    },
    t,
  );
  const remedies = actions.filter(({ intent }) => gatewayRemedies.has(intent));
  const again: RemedyAction = { intent: 'startOver', label: t('Test again') };
  const result = (
    verdict: TestResult['verdict'],
    reasons: readonly string[],
    buttons: readonly RemedyAction[],
  ): TestResult => ({
    verdict,
    sentence: sentences(t('“{0}”: {1}', gatewayLabel(gateway), headline), reasons),
    actions: buttons,
  });

  if (failure.kind === 'token') {
    const notSent = failure.status === undefined ? [t('Nothing was sent.')] : [];
    // There is no button to test again: setting the token runs the test again.
    return result('broken', [...details, ...notSent], remedies);
  }
  // The gateway may have counted the request before it checked the token.
  if (failure.kind === 'rateLimit') return result('unsure', [...details, t('Test again later.')], []);
  if (failure.kind !== 'request' && failure.kind !== 'instance')
    return result('broken', details, [...remedies, again]);

  // Without an instance the gateway has to refuse, and it isn't documented what it checks first.
  if (!instance) {
    const why = t('Only a test with an instance shows whether the access token is valid.');
    return result('unsure', [...quote(failure, t), why], []);
  }
  if (failure.kind === 'request') return result('broken', details, [...remedies, again]);
  const setToken: RemedyAction = { intent: 'setToken', label: t('Set access token') };
  return result('broken', [...details, t('The instance may belong to another account.')], [setToken, again]);
}
