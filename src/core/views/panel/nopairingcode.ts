import type { Explanation, Target } from '../../failures/explain';
import { explain, quote } from '../../failures/explain';
import type { Failure } from '../../failures/failure';
import type { Translate } from '../../text/translate';
import type { Action } from '../intent';

/** Explains why there is no pairing code, with the buttons that help. The QR code still works. */
export function explainNoPairingCode(
  failure: Failure,
  target: Target,
  t: Translate,
): { headline: string; details: readonly string[]; actions: readonly Action[] } {
  const { headline, details, actions } = { ...explain(failure, target, t), ...aboutCode(failure, t) };
  // A 400 is about the number: other requests with the same credentials succeed.
  const isNumber = failure.kind === 'request';
  const again: readonly Action[] = [
    { intent: 'newPairingCode', label: t('Try again') },
    { intent: 'changeNumber', label: t('Change number') },
  ];
  return {
    headline,
    details,
    actions: [
      // Such a gateway refuses every number.
      ...(failure.kind === 'unsupported' ? [] : again),
      ...actions.filter(
        ({ intent }) => intent !== 'startOver' && (!isNumber || intent !== 'credentialsSetting'),
      ),
    ],
  };
}

/** What differs from the general explanation of a failure if it is about a pairing code. */
function aboutCode(failure: Failure, t: Translate): Partial<Explanation> {
  switch (failure.kind) {
    case 'request':
      // The general advice is about the instance's ID, which is correct here.
      return {
        details: [
          ...quote(failure, t),
          t('Check the phone number and its country. The QR code still works.'),
        ],
      };
    case 'refused':
      return failure.message === undefined
        ? { headline: t('The gateway has no code yet'), details: [t('Try again. The QR code still works.')] }
        : { details: [...quote(failure, t), t('The QR code still works.')] };
    case 'unsupported':
      return {
        headline: t('This gateway can’t link with a phone number'),
        details: [...quote(failure, t), t('Use the QR code.')],
      };
    case 'instance':
      // Gateways answer so while the instance isn't running.
      return {
        headline: t('The gateway can’t create a code now'),
        details: [...quote(failure, t), t('The instance may have stopped. “Show QR code” shows its state.')],
        actions: [],
      };
    case 'rateLimit':
    case 'unavailable':
      return {
        details: [
          ...quote(failure, t),
          t('This can happen after many codes in a row. Wait a few minutes, or use the QR code.'),
        ],
      };
    default:
      return {};
  }
}
