import { stateName } from '../gateways/statenames';
import type { Action } from './intent';
import type { Code, Pairing, Plan } from '../pairing/pairing';
import type { PanelView } from './paneldata';
import type { Timer } from '../time/countdown';
import { sentences } from '../text/sentences';
import type { Translate } from '../text/translate';
import type { Target, Explanation } from '../failures/explain';
import { explain } from '../failures/explain';
import { commandAction, explainFailed } from './actions';
import { lockedText } from './locked';

/** What the panel shows of a pairing at a moment. */
export function panelView(pairing: Pairing, target: Target, now: number, t: Translate): PanelView {
  const { phase, link } = pairing;
  const view = phaseView(pairing, target, now, t);
  const account = phase.kind === 'linked' && phase.account ? 'named' : '';
  const id = `${phase.kind} ${account} ${pairing.codes} ${link.kind === 'up' ? '' : link.because.kind}`;
  const text = sentences(view.headline, phase.kind === 'scannable' ? [] : view.details);
  const announcement = { id, text, ...(isLoud(pairing) && { loud: true }) };
  return { title: target.instanceId, notes: [], steps: [], details: [], ...view, announcement };
}

function isLoud({ phase: { kind }, plan, inFlight }: Pairing): boolean {
  // Whose account is still asked for is told with it.
  return kind === 'failed' || kind === 'passkey' || (kind === 'linked' && !plan && !inFlight);
}

/** What a wait adds to a view. */
type Wait = Pick<PanelView, 'actions'> & { readonly timer?: Timer };

type PhaseView = Pick<PanelView, 'tone' | 'headline' | 'actions'> & Omit<Partial<PanelView>, 'announcement'>;

function phaseView(pairing: Pairing, target: Target, now: number, t: Translate): PhaseView {
  const { phase, link } = pairing;
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  const wait = waitView(pairing, now, t);
  const explanation = link.kind === 'backoff' ? explain(link.because, target, t) : undefined;
  switch (phase.kind) {
    case 'connecting':
    case 'paused':
      if (explanation) return troubled(explanation, wait, t);
      return { tone: 'busy', ...connecting(pairing, target, t), actions: [stop] };
    case 'waiting': {
      if (explanation) return troubled(explanation, wait, t);
      return phase.stuck ? stuck(wait, target, t) : starting(wait, target, t);
    }
    case 'scannable':
      return scannable(pairing, phase.code, now, t, explanation);
    case 'expired': {
      const headline = t('Waiting for a new code');
      const base = {
        tone: 'covered' as const,
        headline,
        cover: t('This code has expired'),
        notes: [staleHint(t)],
      };
      return explanation
        ? { ...base, details: [explanation.headline], ...wait }
        : { ...base, actions: [stop] };
    }
    case 'linking':
      return {
        tone: 'busy',
        headline: t('Linking… keep WhatsApp open'),
        details: [t('The phone seems to have scanned the code. This takes some seconds.')],
        ...(explanation && { notes: [explanation.headline] }),
        actions: [stop],
      };
    case 'passkey':
      return {
        tone: 'busy',
        headline: stateName('passkey', t),
        details: [
          t(
            'WhatsApp wants the phone’s owner to confirm with a passkey. That works only on WhatsApp’s own site; this panel notices when it is done.',
          ),
        ],
        ...(explanation && { notes: [explanation.headline] }),
        site: { href: 'https://web.whatsapp.com/', label: t('Open web.whatsapp.com') },
        actions: [stop],
      };
    case 'linked':
      return {
        tone: 'success',
        ...linked(pairing, t),
        actions: [
          { intent: 'chooseInstance', label: t('Pair another instance') },
          commandAction('logout', t),
        ],
      };
    case 'unlinked':
      return {
        tone: 'rest',
        headline: t('The phone is unlinked'),
        details: [t('{0} is linked to no phone any more.', target.instanceId)],
        actions: [
          { intent: 'startOver', label: t('Pair again') },
          { intent: 'chooseInstance', label: t('Choose another instance') },
        ],
      };
    case 'stopped':
      return {
        tone: 'rest',
        headline: t('Pairing stopped'),
        details: [t('Nothing is asked of the gateway any more.')],
        actions: [
          { intent: 'startOver', label: t('Start again') },
          { intent: 'chooseInstance', label: t('Choose another instance') },
        ],
      };
    case 'locked':
      return { tone: 'rest', ...lockedText(phase.by, t) };
    case 'failed':
      return { tone: 'problem', ...explainFailed(phase, target, t) };
    default:
      return phase satisfies never;
  }
}

function starting(wait: Wait, { instanceId }: Target, t: Translate): PhaseView {
  return {
    ...wait,
    tone: 'busy',
    headline: t('The session is starting'),
    details: [
      t(
        'The gateway isn’t ready to give a code for {0} yet (422 STARTING). That is a wait, not an error.',
        instanceId,
      ),
    ],
  };
}

function stuck(wait: Wait, { instanceId }: Target, t: Translate): PhaseView {
  return {
    ...wait,
    tone: 'busy',
    headline: t('The session doesn’t get started'),
    details: [
      t(
        'For more than a minute the gateway has had no code for {0} (422 STARTING). A restart of the session usually helps; it is tried again by itself all the same.',
        instanceId,
      ),
    ],
    actions: [commandAction('restart', t), ...wait.actions],
  };
}

/** The planned request as a countdown with *Try now*, or that it is under way. */
function waitView({ plan, inFlight }: Pairing, now: number, t: Translate): Wait {
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  if (inFlight || !plan) return { actions: [stop] };
  return {
    timer: countdown(plan, now, t('Next try in {0} s')),
    actions: [{ intent: 'retry', label: t('Try now') }, stop],
  };
}

function countdown(plan: Plan, now: number, text: string): Timer {
  return {
    kind: 'seconds',
    text,
    ms: plan.at - now,
    ...(plan.seconds !== undefined && { max: plan.seconds }),
  };
}

function troubled(explanation: Explanation, wait: Wait, t: Translate): PhaseView {
  // Beside the tries that come by themselves: where the cause may lie.
  const settings = explanation.actions.filter(({ intent }) => intent.endsWith('Setting'));
  return {
    ...wait,
    tone: 'problem',
    headline: explanation.headline,
    details: explanation.details,
    notes: [t('It is tried again by itself.')],
    actions: [...wait.actions, ...settings],
  };
}

function connecting(
  { inFlight, plan }: Pairing,
  { origin, instanceId }: Target,
  t: Translate,
): { headline: string; details: string[] } {
  const request = inFlight ?? plan?.request;
  if (request === 'restart') return { headline: t('Restarting the session…'), details: [instanceId] };
  if (request === 'logout') return { headline: t('Unlinking the phone…'), details: [instanceId] };
  if (request === 'start') return { headline: t('Starting the session…'), details: [instanceId] };
  return {
    headline: t('Asking for a code…'),
    details: [t('{0} can take up to 20 seconds to answer.', origin)],
  };
}

function scannable(
  { plan, inFlight, codes }: Pairing,
  code: Code,
  now: number,
  t: Translate,
  explanation?: Explanation,
): PhaseView {
  const notes: string[] = [];
  if (!code.known)
    notes.push(
      t('This is not a known form of WhatsApp QR code. It is drawn exactly as the gateway sent it.'),
    );
  if (codes > 1) notes.push(staleHint(t));
  const validMs = code.expiresAt - now;
  const warnings = [
    { ms: 30_000, text: t('30 seconds left.') },
    { ms: 10_000, text: t('10 seconds left.') },
  ];
  const timer: Timer = code.hasExpiry
    ? { kind: 'clock', text: t('Expires in {0}'), ms: validMs, warnings }
    : { kind: 'age', text: t('Confirmed {0} s ago'), ms: now - code.confirmedAt };
  const link = explanation && [sentences(explanation.headline, [t('This code is still good; scan it.')])];
  return {
    tone: 'code',
    headline: codes > 1 ? t('New code: scan it with the phone') : t('Scan this code with the phone'),
    steps: [t('Open WhatsApp › Linked devices › Link a device'), t('Point the phone at the code')],
    details: link ?? [],
    code: {
      value: code.value,
      label: t('QR code that links WhatsApp to this instance'),
      validMs,
      cramped: {
        text: t('The panel is too small here: many phones can’t read the code at this size.'),
        action: { intent: 'enlarge', label: t('Make room') },
      },
    },
    cover: t('This code has expired'),
    timer,
    notes,
    actions: [
      ...(explanation && plan && !inFlight ? [{ intent: 'retry' as const, label: t('Try now') }] : []),
      { intent: 'stop', label: t('Stop pairing') },
    ],
  };
}

/** What a phone means that scanned a code which another one has followed. */
export function staleHint(t: Translate): string {
  return t('Phone says “check your internet connection”? That code had expired. Scan the new one.');
}

function linked(
  { phase, plan, inFlight, codes }: Pairing,
  t: Translate,
): { headline: string; details: string[] } {
  const account = phase.kind === 'linked' ? phase.account : undefined;
  const who = account?.name ?? account?.number;
  const headline = linkedHeadline(who, codes, t);
  if (account?.name !== undefined && account.number !== undefined)
    return { headline, details: [account.number] };
  return { headline, details: plan || inFlight ? [t('Asking which account it is…')] : [] };
}

function linkedHeadline(who: string | undefined, codes: number, t: Translate): string {
  // Without a code there was nothing to scan: it had been linked before.
  if (codes === 0) return who === undefined ? t('Already linked') : t('Already linked to {0}', who);
  return who === undefined ? stateName('linked', t) : t('Linked to {0}', who);
}
