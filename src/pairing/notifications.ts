import * as vscode from 'vscode';
import type { Disposable } from '../core/events/emitter';
import { sentences } from '../core/text/sentences';
import type { Clock } from '../core/time/clock';
import { Gatherer } from '../core/time/gatherer';
import type { Logger } from '../core/timeline/log';
import type { Phase } from '../core/pairing/phase';
import type { Action, Intent } from '../core/views/intent';
import { commands } from '../ids';
import { guarded } from '../platform/commands';
import { linkless } from '../platform/escaping';
import type { LivePairing } from './livepairing';
import type { Pairings } from './pairings';

/** How long the first notification waits while other pairings may end for the same reason, in ms. Hidden pairings check every 10 s. */
const firstWait = 12_000;
/** Limit of pairings that a notification names. */
const maxNamed = 3;

/** The end of a pairing. */
interface End {
  readonly pairing: LivePairing;
  readonly phase: Phase;
}

/** Notifies of the ends of pairings whose surfaces are not visible. Those of one minute share a notification. */
export function notifyOfEnds(
  pairings: Pairings,
  nameOf: (pairing: LivePairing) => string,
  clock: Clock,
  log: Logger,
): Disposable {
  /** The kind of end that was noted for each pairing: a link can be lost after it was reported. */
  const settled = new WeakMap<LivePairing, Phase['kind']>();
  /** Whether a user who sees nothing of the pairing has to be told of its end. */
  const isNews = ({ pairing, phase }: End): boolean =>
    !pairing.running &&
    pairing.state.phase.kind === phase.kind &&
    pairings.find(pairing.ref) === pairing &&
    !pairing.surfaces.visible;
  const othersMayEnd = (): boolean =>
    pairings.shown.some(({ running, surfaces }) => running && !surfaces.visible);
  const gather = (): Gatherer<End> =>
    new Gatherer<End>(
      clock,
      () => (othersMayEnd() ? firstWait : 0),
      (all, fresh) => {
        const isFresh = new Set(all.slice(-fresh));
        const news = all.filter(isNews);
        if (!news.some((end) => isFresh.has(end))) return;
        void guarded('notification', log, () => notify(news, nameOf, clock, pairings));
      },
    );
  const [failures, successes] = [gather(), gather()];
  const subscription = pairings.onDidChange((pairing) => {
    const { running, surfaces } = pairing;
    const { phase } = pairing.state;
    if (running) settled.delete(pairing);
    if (running || settled.get(pairing) === phase.kind) return;
    // If the pairing still waits for its turn, its end is shown when the turn comes. If it was closed before, never.
    if (surfaces.waitsForTurn || pairings.find(pairing.ref) !== pairing) return;
    settled.set(pairing, phase.kind);
    if (surfaces.seen || phase.kind === 'stopped' || phase.kind === 'locked') return;
    (phase.kind === 'failed' ? failures : successes).add({ pairing, phase });
  });
  return {
    dispose: () => {
      subscription.dispose();
      failures.dispose();
      successes.dispose();
    },
  };
}

async function notify(
  ends: readonly End[],
  nameOf: (pairing: LivePairing) => string,
  clock: Clock,
  pairings: Pairings,
): Promise<void> {
  const [first, ...others] = ends;
  if (!first) return;
  if (others.length === 0) {
    const { pairing } = first;
    const intent = await notifyOfOne(pairing, nameOf(pairing), clock);
    if (intent) await press(intent, pairing, pairings);
    return;
  }
  // Labels and the gateway's words are foreign text.
  const message = linkless(textOfSeveral(ends, nameOf, clock.now()));
  const show = vscode.l10n.t('Show pairings');
  const pressed =
    first.phase.kind === 'failed'
      ? await vscode.window.showErrorMessage(message, show)
      : await vscode.window.showInformationMessage(message, show);
  if (pressed === show) await vscode.commands.executeCommand(commands.showPairings);
}

async function notifyOfOne(pairing: LivePairing, name: string, clock: Clock): Promise<Intent | undefined> {
  const now = clock.now();
  const { phase } = pairing.state;
  // The list names an instance without a label after its account, which the headline contains.
  const isAccount = phase.kind === 'linked' && Object.values(phase.account ?? {}).includes(name);
  const title = isAccount ? pairing.ref.instanceId : name;
  // Labels and account names are foreign text.
  const message = linkless(`${title}: ${pairing.panelView(now).headline}`);
  if (phase.kind !== 'failed') {
    await vscode.window.showInformationMessage(message);
    return undefined;
  }
  const show: Action = { intent: 'show', label: vscode.l10n.t('Show pairing') };
  const actions = [...pairing.notificationActions(now).slice(0, 1), show];
  const label = await vscode.window.showErrorMessage(message, ...actions.map((action) => action.label));
  const intent = actions.find((action) => action.label === label)?.intent;
  // The notification may be old: its button must not restart or unlink what has been linked since.
  return intent && pairing.state.phase !== phase ? 'show' : intent;
}

/** How many pairings ended and which, with the reason if it is the same for all. */
function textOfSeveral(ends: readonly End[], nameOf: (pairing: LivePairing) => string, now: number): string {
  const { t } = vscode.l10n;
  const count = ends.length;
  const named = ends.slice(0, maxNamed).map(({ pairing }) => nameOf(pairing));
  const more = count > maxNamed ? [t('{0} more', count - maxNamed)] : [];
  const names = [...named, ...more].join(', ');
  if (ends.every(({ phase }) => phase.kind === 'linked'))
    return t('{0} instances are linked: {1}.', count, names);
  const reasons = new Set(ends.map(({ pairing }) => pairing.panelView(now).headline));
  const [reason] = reasons;
  const headline = ends.some(({ phase }) => phase.kind === 'failed')
    ? t('{0} pairings have failed: {1}', count, names)
    : t('{0} pairings have ended: {1}', count, names);
  return sentences(headline, reasons.size === 1 && reason !== undefined ? [sentences(reason)] : []);
}

/** A notification can outlive the pairing that it is about. */
async function press(intent: Intent, pairing: LivePairing, pairings: Pairings): Promise<void> {
  if (pairings.find(pairing.ref) !== pairing)
    await vscode.commands.executeCommand(commands.pair, pairing.ref);
  else pairing.surfaces.press(pairing.running ? 'show' : intent);
}
