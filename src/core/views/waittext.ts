import { quote } from '../failures/explain';
import { sentences } from '../text/sentences';
import type { Phase } from '../pairing/phase';
import type { Translate } from '../text/translate';

/** Why a pairing waits, in words. */
export interface WaitText {
  readonly headline: string;
  readonly details: readonly string[];
}

/** Why a pairing waits: what the gateway said last, never a guess at the usual cause. */
export function waitText(
  { cause, message, stuck }: Extract<Phase, { kind: 'waiting' }>,
  instanceId: string,
  t: Translate,
): WaitText {
  const words = message === undefined ? [] : quote({ message }, t);
  if (stuck)
    return {
      headline: t('The instance is taking too long to start'),
      details: [
        ...words,
        sentences(t('There has been no code for {0} for more than a minute', instanceId), [
          ...reasons(cause, words.length > 0, t),
          t('A restart may help. Until then, retries continue automatically.'),
        ]),
      ],
    };
  switch (cause) {
    case 'STARTING':
      return {
        headline: t('The instance is starting'),
        details: [
          t(
            'The gateway reports STARTING for {0}: it has no code yet. This is normal, not an error.',
            instanceId,
          ),
        ],
      };
    case 'FAILED':
      return {
        headline: t('The instance reports FAILED'),
        details: [
          t('It may start again by itself. If it doesn’t, a restart gives {0} a new code.', instanceId),
        ],
      };
    case 'STOPPED':
      return {
        headline: t('The instance isn’t running yet'),
        details: [
          t('The gateway still reports STOPPED for {0}, although it accepted a command.', instanceId),
        ],
      };
    case 'instance':
      return {
        headline: t('The gateway doesn’t find the instance'),
        details: [t('That can happen while {0} starts, so it is checked again.', instanceId)],
      };
    default:
      return {
        headline: t('The gateway has no code yet'),
        details: words.length > 0 ? words : [t('It gave no code for {0}, and no reason.', instanceId)],
      };
  }
}

/** What the gateway reports, unless its own words are quoted already. */
function reasons(
  cause: Extract<Phase, { kind: 'waiting' }>['cause'],
  quoted: boolean,
  t: Translate,
): readonly string[] {
  switch (cause) {
    case 'STARTING':
    case 'FAILED':
    case 'STOPPED':
      return [t('The gateway reports {0}.', cause)];
    case 'instance':
      return [t('The gateway doesn’t find the instance.')];
    default:
      return quoted ? [] : [t('The gateway gave no reason.')];
  }
}
