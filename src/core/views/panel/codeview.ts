import type { Code } from '../../code/code';
import type { Explanation, Target } from '../../failures/explain';
import type { Pairing } from '../../pairing/pairing';
import type { Phase } from '../../pairing/phase';
import { sentences } from '../../text/sentences';
import type { Translate } from '../../text/translate';
import { codeTimer } from './codetimer';
import type { PanelView } from './paneldata';

/** What the panel shows about a code on screen. */
type CodeView = Pick<PanelView, 'tone' | 'headline' | 'steps' | 'details' | 'notes' | 'actions'> &
  Pick<PanelView, 'code' | 'cover' | 'timer'>;

/** The panel with a code to scan. */
export function scannable(
  { plan, inFlight, codes }: Pairing,
  code: Code,
  { codeBudget = 0 }: Target,
  now: number,
  t: Translate,
  explanation?: Explanation,
): CodeView {
  const notes: string[] = [];
  if (code.number !== undefined && code.number <= codeBudget)
    notes.push(t('Code {0} of {1}', code.number, codeBudget));
  if (!code.known)
    notes.push(
      t('This is not a known form of WhatsApp QR code. It is shown exactly as the gateway sent it.'),
    );
  if (codes > 1) notes.push(staleHint(t));
  const link = explanation && [sentences(explanation.headline, [t('This code is still valid. Scan it.')])];
  return {
    tone: 'code',
    headline: codes > 1 ? t('New code: scan it with the phone') : t('Scan this code with the phone'),
    steps: [t('Open WhatsApp › Linked devices › Link a device'), t('Point the phone at the code')],
    details: link ?? [],
    code: {
      value: code.value,
      label: t('QR code that links WhatsApp to this instance'),
      validMs: code.expiresAt - now,
      cramped: {
        text: t('The panel is too small: many phones can’t read the code at this size.'),
        action: { intent: 'enlarge', label: t('Make room') },
      },
    },
    cover: coverText(code, t),
    timer: codeTimer(code, now, t),
    notes,
    actions: [
      ...(explanation && plan && !inFlight ? [{ intent: 'retry' as const, label: t('Try now') }] : []),
      { intent: 'stop', label: t('Stop pairing') },
    ],
  };
}

/** What is said about a covered code. */
export function coverTexts(
  { code, because }: Extract<Phase, { kind: 'expired' }>,
  t: Translate,
): Pick<PanelView, 'headline' | 'cover' | 'notes' | 'details'> {
  switch (because) {
    case 'ended':
      return {
        headline: t('Waiting for a new code'),
        details: [],
        cover: coverText(code, t),
        notes: [staleHint(t)],
      };
    case 'gone':
      return {
        headline: t('The code is gone: checking whether a phone scanned it'),
        details: [],
        cover: t('The gateway no longer has this code'),
        notes: [],
      };
    case 'repeated':
      return {
        headline: t('The gateway repeats an old code'),
        details: [t('No code lives this long, so phones would refuse it. A restart gives a new one.')],
        cover: t('This code is too old'),
        notes: [],
      };
    default:
      return because satisfies never;
  }
}

/** Text on the cover of a code that has expired. Without a reported expiry, nobody knows the exact moment. */
function coverText(code: Code, t: Translate): string {
  return code.end === 'reported' ? t('This code has expired') : t('This code may have expired');
}

/** The hint for a phone that scanned a code after it had expired. */
export function staleHint(t: Translate): string {
  return t('Phone says “check your internet connection”? That code had expired. Scan the new one.');
}
