// src/core/views/status: what the status bar shows, as data.
import { clockTime } from '../../time/duration';
import { stateName } from '../../gateways/statenames';
import type { Action, Intent } from '../intent';
import { ownIntents } from '../intent';
import { isUnlinking } from '../../pairing/commandanswered';
import type { Pairing } from '../../pairing/pairing';
import type { Translate } from '../../text/translate';
import type { Target } from '../../failures/explain';
import { explain } from '../../failures/explain';
import { commandAction, explainFailed } from '../actions';
import { lockedText } from '../panel/locked';
import { waitText } from '../waittext';
import { nextSecond, waitTime } from './planseconds';

/** The status bar item as plain data. */
export interface StatusView {
  /** Name of an icon of the editor. */
  readonly icon: string;
  readonly text: string;
  readonly severity: 'normal' | 'warning' | 'error';
  /** What a click does. */
  readonly click: Intent;
  /** Sentences for the tooltip; they can quote the gateway, so they are plain text. */
  readonly details: readonly string[];
  readonly actions: readonly Action[];
  /** When the view changes next even if the pairing doesn't: with the next second, or when a result disappears. */
  readonly changesAt?: number;
}

/** How long a result stays in the status bar, in ms. */
const resultTime = 10_000;
/** From this number of failures in a row on, the status bar item shows a warning color. */
const warningFailures = 3;

/** The status bar item for a pairing at a point in time; undefined if there is nothing to show. */
export function statusView(
  pairing: Pairing,
  target: Target,
  now: number,
  t: Translate,
  /** Whether the pairing runs in a queue or the grid, and not in its own panel. */
  shared = false,
): StatusView | undefined {
  const { phase, link, visible } = pairing;
  const show: Action = { intent: 'show', label: t('Show pairing') };
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  const base = { severity: 'normal' as const, click: 'show' as const, details: [], actions: [show, stop] };
  if (link.kind === 'backoff') {
    const { headline, details } = explain(link.because, target, t);
    const severity = link.failures >= warningFailures ? 'warning' : 'normal';
    return { ...base, severity, ...retrying(pairing, now, t), details: [headline, ...details] };
  }
  switch (phase.kind) {
    case 'connecting':
      return {
        ...base,
        icon: 'sync~spin',
        text: pairing.inFlight === 'logout' || isUnlinking(pairing) ? t('Unlinking…') : t('Connecting…'),
      };
    case 'paused':
      return {
        ...base,
        icon: 'eye',
        text: t('Show code'),
        details: [t('No code is requested while the panel is hidden.')],
      };
    case 'waiting': {
      const wait = retrying(pairing, now, t);
      const { headline, details } = waitText(phase, target.instanceId, t);
      return {
        ...base,
        ...wait,
        details: [headline, ...details],
        actions:
          phase.stuck || phase.cause === 'FAILED'
            ? [commandAction('restart', t), ...wait.actions]
            : wait.actions,
      };
    }
    case 'scannable': {
      const { code } = phase;
      const details = [t('Open WhatsApp › Linked devices › Link a device')];
      const scan = stateName('scan', t);
      if (code.end === 'unknown') return { ...base, icon: 'device-mobile', text: scan, details };
      const left = clockTime(code.expiresAt - now);
      return {
        ...base,
        details,
        icon: 'device-mobile',
        text: code.end === 'reported' ? `${scan} ${left}` : t('{0}: about {1}', scan, left),
        ...nextSecond(code.expiresAt, now),
      };
    }
    case 'expired':
      return phase.because === 'repeated'
        ? {
            ...base,
            icon: 'warning',
            text: t('Old code repeated'),
            actions: [commandAction('restart', t), show, stop],
          }
        : { ...base, icon: 'sync~spin', text: t('Waiting for a new code') };
    case 'linking':
      return {
        ...base,
        icon: 'sync~spin',
        text: t('Linking…'),
        details: [t('Keep WhatsApp open on the phone.')],
      };
    case 'passkey':
      return { ...base, icon: 'key', text: stateName('passkey', t) };
    case 'linked': {
      const changesAt = phase.since + resultTime;
      const { name, number } = phase.account ?? {};
      const details = [name, number].filter((part) => part !== undefined);
      return now < changesAt
        ? { ...base, icon: 'check', text: stateName('linked', t), details, actions: [show], changesAt }
        : undefined;
    }
    case 'unlinked': {
      const changesAt = phase.since + resultTime;
      return now < changesAt
        ? { ...base, icon: 'check', text: stateName('unlinked', t), actions: [show], changesAt }
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
      const { short, headline, details, ...explanation } = explainFailed(phase, pairing.memory, target, t);
      const actions = explanation.actions.filter(({ intent }) => !shared || !ownIntents.has(intent));
      // If the panel is hidden, a click shows its explanation; if it is visible, a click does what its first button does.
      const click = visible ? (actions[0]?.intent ?? 'show') : 'show';
      return {
        // A stopped instance isn't broken: somebody has stopped it.
        ...(phase.failure.kind === 'sessionStopped'
          ? { icon: 'debug-stop', severity: 'normal' as const }
          : { icon: 'error', severity: 'error' as const }),
        text: short,
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
  const show: Action = { intent: 'show', label: t('Show pairing') };
  const stop: Action = { intent: 'stop', label: t('Stop pairing') };
  if (inFlight || !plan)
    return { icon: 'sync~spin', text: t('Retrying…'), click: 'show', actions: [show, stop] };
  return {
    icon: 'sync~spin',
    text: t('Retrying in {0}', waitTime(plan, now, t)),
    click: visible ? 'retry' : 'show',
    actions: [{ intent: 'retry', label: t('Try now') }, show, stop],
    ...nextSecond(plan.at, now, plan.seconds),
  };
}
