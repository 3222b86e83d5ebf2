import * as vscode from 'vscode';
import type { Clock } from '../core/time/clock';
import { pastOf, splitByPairing, spansOf } from '../core/timeline/spans';
import type { Pairing } from '../core/pairing/pairing';
import { isOver } from '../core/pairing/pairing';
import { monitorView } from '../core/views/monitorview';
import type { History } from '../instances/history';
import type { InstancePairing } from './instancepairing';
import type { Panel } from './panel/panel';

/** Keeps the rotation monitor of a panel up to date, until the panel is closed. */
export function feedMonitor(
  panel: Pick<Panel, 'showMonitor' | 'onDidClose'>,
  pairing: InstancePairing,
  history: History,
  clock: Clock,
): void {
  const { ref, timeline } = pairing;
  const show = (): void => {
    panel.showMonitor(() =>
      monitorView(
        { entries: timeline.entries, history: history.of(ref), now: clock.now(), date },
        vscode.l10n.t,
      ),
    );
  };
  const subscriptions = [timeline.onDidAdd(show), history.onDidChange(show)];
  panel.onDidClose(() => {
    for (const subscription of subscriptions) subscription.dispose();
  });
  show();
}

/** Remembers each attempt of a pairing once it is over; an unlinking is none. */
export function rememberAttempts(pairing: InstancePairing, history: History, clock: Clock): void {
  let before: Pairing | undefined;
  pairing.onDidChange((state) => {
    const ended = isOver(state) && !state.plan && !state.inFlight;
    const attempt = splitByPairing(pairing.timeline.entries).at(-1);
    if (ended && before && attempt && state.phase.kind !== 'unlinked') {
      const past = pastOf(spansOf(attempt), clock.now());
      // A request that is given up comes to its end only later.
      const givenUp = state.phase.kind === 'stopped' && before.inFlight ? 1 : 0;
      // One that another window has isn't an attempt of this one.
      if (state.phase.kind !== 'locked' || past.requests > 0)
        void history.add(pairing.ref, { ...past, requests: past.requests + givenUp });
    }
    before = ended ? undefined : state;
  });
}

function date(at: number): string {
  return new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
