import type { Answer } from './answer';
import type { Gateway } from './gateway';
import { gatewayLabel } from './gateway';
import { stateName, stateOfSession } from './statenames';
import type { Failure } from '../failures/failure';
import type { RemedyAction } from '../failures/remedy';
import type { Translate } from '../text/translate';
import { explain, quote } from '../failures/explain';
import { sentences } from '../text/sentences';

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

/** What a notification about a gateway can offer; the rest is about a pairing. */
const mends: ReadonlySet<RemedyAction['intent']> = new Set([
  'setToken',
  'endpointSetting',
  'credentialsSetting',
  'proxySetting',
  'certificateSetting',
]);

/** Reads the answer to the request `session`, about one of the gateway's instances, or about none where none is known. */
export function readTest(
  gateway: Pick<Gateway, 'name' | 'endpoint'>,
  asked: Asked | undefined,
  answer: Answer,
  t: Translate,
): TestResult {
  const name = gatewayLabel(gateway);
  const { origin } = gateway.endpoint;
  if (answer.kind === 'failure') return failed(gateway, asked, answer.failure, t);
  if (answer.kind !== 'status') return failed(gateway, asked, { kind: 'protocol' }, t);
  if (answer.status === 'unknown') {
    // Even a refusal can look like that, and what is refused first is not documented.
    const why = asked
      ? t(
          'It tells no state of {0} that is known, so this doesn’t show whether the access token is right.',
          asked.name,
        )
      : t('Only a test with an instance shows whether the access token is right.');
    return {
      verdict: 'unsure',
      sentence: sentences(t('“{0}”: {1} answers', name, origin), [why]),
      actions: [],
    };
  }
  const state = stateName(stateOfSession[answer.status], t);
  return {
    verdict: 'works',
    sentence: sentences(
      t('“{0}” works: {1} accepted the access token', name, origin),
      asked && [t('It reports {0}: {1}.', asked.name, state)],
    ),
    actions: [],
  };
}

/** The failure as it is explained everywhere, and what only a test knows: whether it asked about an instance, and what that shows of the token. */
function failed(
  gateway: Pick<Gateway, 'name' | 'endpoint'>,
  asked: Asked | undefined,
  failure: Failure,
  t: Translate,
): TestResult {
  const { base, origin } = gateway.endpoint;
  const { headline, details, actions } = explain(
    failure,
    // Where a wrong path looks the same, the path belongs to the sentence.
    { instanceId: asked?.name ?? '', origin: failure.bare ? base : origin },
    t,
  );
  const remedies = actions.filter(({ intent }) => mends.has(intent));
  const again: RemedyAction = { intent: 'startOver', label: t('Test again') };
  const result = (
    verdict: TestResult['verdict'],
    said: readonly string[],
    offered: readonly RemedyAction[],
  ): TestResult => ({
    verdict,
    sentence: sentences(t('“{0}”: {1}', gatewayLabel(gateway), headline), said),
    actions: offered,
  });

  if (failure.kind === 'token') {
    const sent = failure.status === undefined ? [t('Nothing was sent.')] : [];
    // As soon as the token is set, the gateway is tested again.
    return result('broken', [...details, ...sent], remedies);
  }
  // It may have counted the request before it looked at the token.
  if (failure.kind === 'rateLimit') return result('unsure', [...details, t('Test again later.')], []);
  if (failure.kind !== 'request' && failure.kind !== 'instance')
    return result('broken', details, [...remedies, again]);

  // Without an instance a gateway has to refuse: what it refuses first is not documented.
  if (!asked && failure.bare) {
    const open = t('If the path is right, only a test with an instance shows whether the access token is.');
    return result('unsure', [...details, open], remedies);
  }
  if (!asked) {
    const open = t('Only a test with an instance shows whether the access token is right.');
    return result('unsure', [...quote(failure, t), open], []);
  }
  if (failure.kind === 'request') return result('broken', details, [...remedies, again]);
  const setToken: RemedyAction = { intent: 'setToken', label: t('Set access token') };
  if (!failure.bare)
    return result(
      'broken',
      [...details, t('The instance may belong to another account.')],
      [setToken, again],
    );
  return result(
    'broken',
    [
      ...details,
      t('Check the path of the endpoint, the ID, and whether the access token is that of another account.'),
    ],
    [{ intent: 'endpointSetting', label: t('Open setting') }, setToken, again],
  );
}
