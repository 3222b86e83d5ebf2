// src/core/views/panel: what a pairing shows in a panel, as data.
import { stateName } from '../../gateways/statenames';
import type { Action } from '../intent';
import { isUnlinking } from '../../pairing/commandanswered';
import type { Pairing, Plan } from '../../pairing/pairing';
import type { Phase } from '../../pairing/phase';
import type { PanelView } from './paneldata';
import type { Timer } from '../../time/countdown';
import { sentences } from '../../text/sentences';
import type { Translate } from '../../text/translate';
import type { Target, Explanation } from '../../failures/explain';
import { explain } from '../../failures/explain';
import { commandAction, explainFailed } from '../actions';
import { waitText } from '../waittext';
import { coverTexts, scannable } from './codeview';
import { isLong } from '../status/planseconds';
import { lockedText } from './locked';

/** The panel for a pairing at a point in time. */
export function panelView(pairing: Pairing, target: Target, now: number, t: Translate): PanelView {
  const { phase, link } = pairing;
  const view = phaseView(pairing, target, now, t);
  const account = phase.kind === 'linked' ? phase.account : undefined;
  const known = account?.name !== undefined ? 'named' : account?.number !== undefined ? 'numbered' : '';
  const failure = link.kind === 'up' ? '' : link.because.kind;
  const id = `${phase.kind} ${known} ${pairing.codes} ${failure} ${variantOf(phase)}`;
  // While a phone is being linked, a failed request is only a note, and what the phone has to do was spoken before.
  const isNote = failure !== '' && (phase.kind === 'linking' || phase.kind === 'passkey');
  const text = sentences(
    view.headline,
    isNote ? (view.notes ?? []).map((note) => sentences(note)) : view.details,
  );
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
    case 'locked':
      return phase.by === undefined ? 'free' : 'held';
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
      if (explanation) return retrying(explanation, wait, t);
      return { tone: 'busy', ...connecting(pairing, target, t), actions: [stop] };
    case 'paused':
      if (explanation) return retrying(explanation, wait, t);
      return { tone: 'rest', ...paused(t), actions: [{ intent: 'show', label: t('Show code') }, stop] };
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
          { intent: 'startOver', label: t('Pair again') },
          { intent: 'chooseInstance', label: t('Choose another instance') },
        ],
      };
    case 'locked':
      return { tone: 'rest', ...lockedText(phase.by, t) };
    case 'failed':
      return {
        // A stopped instance isn't broken: somebody has stopped it.
        tone: phase.failure.kind === 'sessionStopped' ? 'rest' : 'problem',
        ...explainFailed(phase, pairing.memory, target, t),
      };
    default:
      return phase satisfies never;
  }
}

/** For a surface that is out of sight, as far as is known. The user may see it nevertheless. */
function paused(t: Translate): Pick<PhaseView, 'headline' | 'details'> {
  return {
    headline: t('Paused'),
    details: [
      t(
        'This seemed to be out of sight, so no codes are requested. If a phone links, you still see it here.',
      ),
    ],
  };
}

/** The countdown to the planned request, with *Try now*; only *Stop pairing* while the request is under way. */
function waitView({ plan, inFlight }: Pairing, now: number, t: Translate): Wait {
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  if (inFlight || !plan) return { actions: [stop] };
  return {
    timer: countdown(plan, now, t),
    actions: [{ intent: 'retry', label: t('Try now') }, stop],
  };
}

function countdown(plan: Plan, now: number, t: Translate): Timer {
  const ms = plan.at - now;
  if (isLong(plan)) return { kind: 'clock', text: t('Retrying in {0}'), ms };
  return {
    kind: 'seconds',
    text: t('Retrying in {0} s'),
    ms,
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
  pairing: Pairing,
  { origin, instanceId }: Target,
  t: Translate,
): { headline: string; details: string[] } {
  const request = pairing.inFlight ?? pairing.plan?.request;
  if (request === 'restart') return { headline: t('Restarting the instance…'), details: [instanceId] };
  if (request === 'logout' || isUnlinking(pairing))
    return { headline: t('Unlinking the phone…'), details: [instanceId] };
  // A pairing sends a stop only before a start.
  if (request === 'start' || request === 'stop')
    return { headline: t('Starting the instance…'), details: [instanceId] };
  return {
    headline: t('Requesting a code…'),
    details: [t('{0} can take up to 20 seconds to answer.', origin)],
  };
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
