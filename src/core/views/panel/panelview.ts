// src/core/views/panel: what a pairing shows in a panel, as data.
import { stateName } from '../../gateways/statenames';
import type { Action } from '../intent';
import type { Pairing, Plan } from '../../pairing/pairing';
import type { Phase } from '../../pairing/phase';
import type { Code } from '../../code/codehistory';
import type { PanelView } from './paneldata';
import type { Timer } from '../../time/countdown';
import { sentences } from '../../text/sentences';
import type { Translate } from '../../text/translate';
import type { Target, Explanation } from '../../failures/explain';
import { explain } from '../../failures/explain';
import { commandAction, explainFailed } from '../actions';
import { waitText } from '../waittext';
import { codeTimer } from './codetimer';
import { lockedText } from './locked';

/** The panel for a pairing at a point in time. */
export function panelView(pairing: Pairing, target: Target, now: number, t: Translate): PanelView {
  const { phase, link } = pairing;
  const view = phaseView(pairing, target, now, t);
  const account = phase.kind === 'linked' && phase.account ? 'named' : '';
  const failure = link.kind === 'up' ? '' : link.because.kind;
  const id = `${phase.kind} ${account} ${pairing.codes} ${failure} ${variantOf(phase)}`;
  const text = sentences(view.headline, phase.kind === 'scannable' ? [] : view.details);
  const announcement = { id, text, ...(isLoud(pairing) && { loud: true }) };
  const foreign = foreignTexts(pairing);
  return { title: target.instanceId, notes: [], steps: [], details: [], ...view, announcement, foreign };
}

/** What a phase says besides its kind, if that is announced too. */
function variantOf(phase: Phase): string {
  switch (phase.kind) {
    case 'waiting':
      return phase.stuck ? 'stuck' : phase.cause;
    case 'expired':
      return phase.because;
    default:
      return '';
  }
}

/** The texts in the view that come from a phone, a gateway or another window. */
function foreignTexts({ phase, link }: Pairing): readonly string[] {
  const texts = [
    phase.kind === 'linked' ? phase.account?.name : undefined,
    phase.kind === 'failed' ? phase.failure.message : undefined,
    phase.kind === 'locked' ? phase.by : undefined,
    phase.kind === 'waiting' ? phase.message : undefined,
    link.kind === 'backoff' ? link.because.message : undefined,
  ];
  return texts.filter((text) => text !== undefined);
}

function isLoud({ phase: { kind } }: Pairing): boolean {
  return kind === 'failed' || kind === 'passkey' || kind === 'linked';
}

/** The parts that a wait adds to a view. */
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
      if (explanation) return retrying(explanation, wait, t);
      return { tone: 'busy', ...connecting(pairing, target, t), actions: [stop] };
    case 'waiting': {
      if (explanation) return retrying(explanation, wait, t);
      const offersRestart = phase.stuck || phase.cause === 'FAILED';
      return {
        tone: 'busy',
        ...wait,
        ...waitText(phase, target.instanceId, t),
        actions: [...(offersRestart ? [commandAction('restart', t)] : []), ...wait.actions],
      };
    }
    case 'scannable':
      return scannable(pairing, phase.code, target, now, t, explanation);
    case 'expired': {
      const base = { tone: 'covered' as const, ...coverTexts(phase, t) };
      if (explanation) return { ...base, details: [explanation.headline], ...wait };
      return {
        ...base,
        actions: [...(phase.because === 'repeated' ? [commandAction('restart', t)] : []), stop],
      };
    }
    case 'linking':
      return {
        tone: 'busy',
        headline: t('Linking… keep WhatsApp open'),
        details: [t('The phone has probably scanned the code. Linking takes a few seconds.')],
        ...(explanation && { notes: [explanation.headline] }),
        actions: [stop],
      };
    case 'passkey':
      return {
        tone: 'busy',
        headline: stateName('passkey', t),
        details: [
          t(
            'WhatsApp asks the phone’s owner to confirm with a passkey. That works only on WhatsApp’s own site. This panel updates when it is done.',
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
        details: [t('{0} is no longer linked to a phone.', target.instanceId)],
        actions: [
          { intent: 'startOver', label: t('Pair again') },
          { intent: 'chooseInstance', label: t('Choose another instance') },
        ],
      };
    case 'stopped':
      return {
        tone: 'rest',
        headline: t('Pairing stopped'),
        details: [t('No more requests are sent to the gateway.')],
        actions: [
          { intent: 'startOver', label: t('Start again') },
          { intent: 'chooseInstance', label: t('Choose another instance') },
        ],
      };
    case 'locked':
      return { tone: 'rest', ...lockedText(phase.by, t) };
    case 'failed':
      return {
        // A stopped instance isn't broken: somebody has stopped it.
        tone: phase.failure.kind === 'sessionStopped' ? 'rest' : 'problem',
        ...explainFailed(phase, target, t),
      };
    default:
      return phase satisfies never;
  }
}

/** The countdown to the planned request, with *Try now*; only *Stop pairing* while the request is under way. */
function waitView({ plan, inFlight }: Pairing, now: number, t: Translate): Wait {
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  if (inFlight || !plan) return { actions: [stop] };
  return {
    timer: countdown(plan, now, t('Retrying in {0} s')),
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

function retrying(explanation: Explanation, wait: Wait, t: Translate): PhaseView {
  // Besides the automatic retries, the view offers the settings that may be the cause.
  const settings = explanation.actions.filter(({ intent }) => intent.endsWith('Setting'));
  return {
    ...wait,
    tone: 'problem',
    headline: explanation.headline,
    details: explanation.details,
    notes: [t('Retrying automatically.')],
    actions: [...wait.actions, ...settings],
  };
}

function connecting(
  { inFlight, plan }: Pairing,
  { origin, instanceId }: Target,
  t: Translate,
): { headline: string; details: string[] } {
  const request = inFlight ?? plan?.request;
  if (request === 'restart') return { headline: t('Restarting the instance…'), details: [instanceId] };
  if (request === 'logout') return { headline: t('Unlinking the phone…'), details: [instanceId] };
  if (request === 'start') return { headline: t('Starting the instance…'), details: [instanceId] };
  return {
    headline: t('Requesting a code…'),
    details: [t('{0} can take up to 20 seconds to answer.', origin)],
  };
}

function scannable(
  { plan, inFlight, codes }: Pairing,
  code: Code,
  { codeBudget = 0 }: Target,
  now: number,
  t: Translate,
  explanation?: Explanation,
): PhaseView {
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
function coverTexts(
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

/** Text on the cover of a code whose time is over. Without a reported expiry, nobody knows the exact moment. */
function coverText(code: Code, t: Translate): string {
  return code.end === 'reported' ? t('This code has expired') : t('This code may have expired');
}

/** The hint for a phone that scanned a code after it had expired. */
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
  return {
    headline,
    details: (plan ?? inFlight) && who === undefined ? [t('Waiting for the account’s name…')] : [],
  };
}

function linkedHeadline(who: string | undefined, codes: number, t: Translate): string {
  // Without a code there was nothing to scan, so the phone was already linked.
  if (codes === 0) return who === undefined ? t('Already linked') : t('Already linked to {0}', who);
  return who === undefined ? stateName('linked', t) : t('Linked to {0}', who);
}
