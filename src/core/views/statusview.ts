import { clockTime } from '../time/duration';
import { stateName } from '../gateways/statenames';
import type { Action, Intent } from './intent';
import { ownIntents } from './intent';
import type { Pairing, Plan } from '../pairing/pairing';
import type { Translate } from '../text/translate';
import type { Target } from '../failures/explain';
import { explain } from '../failures/explain';
import { commandAction, explainFailed } from './actions';
import { lockedText } from './locked';

/** The status bar item as plain data. */
export interface StatusView {
  /** Name of one of the editor's icons. */
  readonly icon: string;
  readonly text: string;
  readonly severity: 'normal' | 'warning' | 'error';
  /** What a click does. */
  readonly click: Intent;
  /** Sentences for the tooltip; may hold the gateway's words, so they are plain text. */
  readonly details: readonly string[];
  readonly actions: readonly Action[];
  /** When the view is different again though the pairing isn't: a second is over, or a result has been shown long enough. */
  readonly changesAt?: number;
}

/** How long a result stays in the status bar, in ms. */
const resultTime = 10_000;
/** From so many failures in a row on, a hiccup is worth a colour. */
const worrying = 3;

/** What the status bar shows of a pairing at a moment; undefined at rest. */
export function statusView(
  pairing: Pairing,
  target: Target,
  now: number,
  t: Translate,
  /** Whether it has no panel to itself. */
  shared = false,
): StatusView | undefined {
  const { phase, link, visible } = pairing;
  const show: Action = { intent: 'show', label: t('Show panel') };
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  const calm = { severity: 'normal' as const, click: 'show' as const, details: [], actions: [show, stop] };
  if (link.kind === 'backoff') {
    const { headline, details } = explain(link.because, target, t);
    const severity = link.failures >= worrying ? 'warning' : 'normal';
    return { ...calm, severity, ...retrying(pairing, now, t), details: [headline, ...details] };
  }
  switch (phase.kind) {
    case 'connecting':
      return {
        ...calm,
        icon: 'sync~spin',
        text: pairing.inFlight === 'logout' ? t('Unlinking…') : t('Connecting…'),
      };
    case 'paused':
      return {
        ...calm,
        icon: 'eye',
        text: t('Show code'),
        details: [t('No code is fetched while the panel is hidden.')],
      };
    case 'waiting': {
      const wait = retrying(pairing, now, t);
      return {
        ...calm,
        ...wait,
        details: [t('The session is starting (422 STARTING).')],
        actions: phase.stuck ? [commandAction('restart', t), ...wait.actions] : wait.actions,
      };
    }
    case 'scannable': {
      const { code } = phase;
      const details = [t('Open WhatsApp › Linked devices › Link a device')];
      if (!code.hasExpiry) return { ...calm, icon: 'device-mobile', text: stateName('scan', t), details };
      return {
        ...calm,
        details,
        icon: 'device-mobile',
        text: `${stateName('scan', t)} ${clockTime(code.expiresAt - now)}`,
        ...nextSecond(code.expiresAt, now),
      };
    }
    case 'expired':
      return { ...calm, icon: 'sync~spin', text: t('Waiting for a new code') };
    case 'linking':
      return {
        ...calm,
        icon: 'sync~spin',
        text: t('Linking…'),
        details: [t('Keep WhatsApp open on the phone.')],
      };
    case 'passkey':
      return { ...calm, icon: 'key', text: stateName('passkey', t) };
    case 'linked': {
      const changesAt = phase.since + resultTime;
      const { name, number } = phase.account ?? {};
      const details = [name, number].filter((part) => part !== undefined);
      return now < changesAt
        ? { ...calm, icon: 'check', text: stateName('linked', t), details, actions: [show], changesAt }
        : undefined;
    }
    case 'unlinked': {
      const changesAt = phase.since + resultTime;
      return now < changesAt
        ? { ...calm, icon: 'check', text: stateName('unlinked', t), actions: [show], changesAt }
        : undefined;
    }
    case 'stopped':
      return undefined;
    case 'locked': {
      const { headline, details, actions } = lockedText(phase.by, t);
      return {
        icon: 'multiple-windows',
        text: phase.by === undefined ? t('Pair here') : headline,
        severity: 'normal',
        click: phase.by === undefined ? 'pairHere' : 'show',
        details: [headline, ...details],
        actions: [...actions, show],
      };
    }
    case 'failed': {
      const { short, headline, details, ...explanation } = explainFailed(phase, target, t);
      const actions = explanation.actions.filter(({ intent }) => !shared || !ownIntents.has(intent));
      // With the panel out of sight a click brings its explanation; in sight, it does what the panel's first button does.
      const click = visible ? (actions[0]?.intent ?? 'show') : 'show';
      return {
        icon: 'error',
        text: short,
        severity: 'error',
        click,
        details: [headline, ...details],
        actions: [...actions, show],
      };
    }
    default:
      return phase satisfies never;
  }
}

function retrying(
  { plan, inFlight, visible }: Pairing,
  now: number,
  t: Translate,
): Pick<StatusView, 'icon' | 'text' | 'click' | 'actions' | 'changesAt'> {
  const show: Action = { intent: 'show', label: t('Show panel') };
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  if (inFlight || !plan)
    return { icon: 'sync~spin', text: t('Retrying…'), click: 'show', actions: [show, stop] };
  const seconds = secondsLeft(plan, now);
  return {
    icon: 'sync~spin',
    text: t('Retry in {0} s', seconds),
    click: visible ? 'retry' : 'show',
    actions: [{ intent: 'retry', label: t('Try now') }, show, stop],
    ...nextSecond(plan.at, now, plan.seconds),
  };
}

/** The whole seconds until a planned request, never more than were announced. */
export function secondsLeft(plan: Plan, now: number): number {
  const left = Math.ceil((plan.at - now) / 1_000);
  return Math.max(Math.min(left, plan.seconds ?? left), 0);
}

/** When the number of whole seconds before a deadline, of which at most `most` are shown, changes next. */
export function nextSecond(deadline: number, now: number, max = Infinity): Pick<StatusView, 'changesAt'> {
  const shown = Math.min(Math.ceil((deadline - now) / 1_000), max);
  return shown > 0 ? { changesAt: deadline - (shown - 1) * 1_000 } : {};
}
