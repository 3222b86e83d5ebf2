import { connectionLabel } from './connection';
import type { Connection } from './connection';
import type { Answer, SessionStatus } from './gateway';
import type { Translate } from './translate';
import { explain } from './trouble';

/** What a test of a connection came to, in one sentence. */
export interface TestResult {
  /** `unsure`: the gateway answers, but nothing shows whether the token is right. */
  readonly verdict: 'works' | 'unsure' | 'broken';
  readonly sentence: string;
  /** Whether another token would mend it. */
  readonly needsToken: boolean;
}

/** Reads the answer to `/v2/session/info`, asked about an instance or about none. */
export function readTest(
  connection: Connection,
  asked: { readonly instanceId: string | undefined; readonly name: string },
  answer: Answer,
  t: Translate,
): TestResult {
  const label = connectionLabel(connection);
  const { origin } = connection.endpoint;
  if (answer.kind !== 'failure') {
    const state = answer.kind === 'status' ? stateText(answer.status, t) : t('known');
    const sentence =
      asked.instanceId === undefined
        ? t('“{0}” works: {1} takes the access token.', label, origin)
        : t('“{0}” works: {1} takes the access token and knows {2} ({3}).', label, origin, asked.name, state);
    return { verdict: 'works', sentence, needsToken: false };
  }
  const { kind, status } = answer.failure;
  if (kind === 'token') {
    const sentence =
      status === undefined
        ? t('“{0}” has no access token.', label)
        : t('{0} answers, but doesn’t take the access token of “{1}” ({2}).', origin, label, status);
    return { verdict: 'broken', sentence, needsToken: true };
  }
  // The gateway looks at the token first. Source: assumed, since it answers 401 where only the token is wrong.
  if (kind === 'instance') {
    const sentence =
      asked.instanceId === undefined
        ? t(
            '{0} answers and doesn’t refuse the access token of “{1}”. Only an instance can show more.',
            origin,
            label,
          )
        : t(
            '{0} takes the access token of “{1}”, but doesn’t know {2} ({3}).',
            origin,
            label,
            asked.name,
            status ?? 404,
          );
    return { verdict: 'unsure', sentence, needsToken: false };
  }
  if (kind === 'request' && asked.instanceId === undefined) {
    const sentence = t(
      '{0} answers. Whether the access token of “{1}” is right only an instance can show: pair one.',
      origin,
      label,
    );
    return { verdict: 'unsure', sentence, needsToken: false };
  }
  const { headline } = explain(answer.failure, { instanceId: asked.name, origin }, t);
  return { verdict: 'broken', sentence: t('“{0}” doesn’t work. {1}.', label, headline), needsToken: false };
}

function stateText(status: SessionStatus, t: Translate): string {
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
    case 'unknown':
      return t('state unknown');
    default:
      return status satisfies never;
  }
}
