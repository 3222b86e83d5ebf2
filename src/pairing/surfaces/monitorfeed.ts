import * as vscode from 'vscode';
import type { Pairing } from '../../core/pairing/pairing';
import { isOver } from '../../core/pairing/pairing';
import type { Clock } from '../../core/time/clock';
import type { Logger } from '../../core/timeline/log';
import { pastOf, spansOf, splitByPairing } from '../../core/timeline/spans';
import type { MonitorView } from '../../core/views/monitorview';
import { monitorView } from '../../core/views/monitorview';
import type { PastPairings } from '../../instances/pastpairings';
import { guarded } from '../../platform/commands';
import type { LivePairing } from '../livepairing';
import type { Surface } from './surface';

/** A surface that has a rotation monitor. */
export interface MonitorSurface extends Pick<Surface, 'onDidClose'> {
  /** Shows the view that the function returns, while the user has the monitor open. */
  showMonitor(view: () => MonitorView): void;
}

/** Keeps a surface's rotation monitor up to date, until the surface is closed. */
export function feedMonitor(
  surface: MonitorSurface,
  { ref, timeline }: Pick<LivePairing, 'ref' | 'timeline'>,
  pastPairings: PastPairings,
  clock: Clock,
): void {
  const show = (): void => {
    surface.showMonitor(() => {
      const source = {
        entries: timeline.entries,
        pastPairings: pastPairings.of(ref),
        now: clock.now(),
        date,
      };
      return monitorView(source, vscode.l10n.t);
    });
  };
  const subscriptions = [timeline.onDidAdd(show), pastPairings.onDidChange(show)];
  surface.onDidClose(() => {
    for (const subscription of subscriptions) subscription.dispose();
  });
  show();
}

/** Adds each run of a pairing to the past pairings after it has ended. A run that unlinked the phone doesn't count. */
export function rememberRuns(
  pairing: LivePairing,
  pastPairings: PastPairings,
  clock: Clock,
  log: Logger,
): void {
  let before: Pairing | undefined;
  pairing.onDidChange((state) => {
    const ended = isOver(state) && !state.plan && !state.inFlight;
    // The timeline can be long, so it is read only at the end.
    const run = ended && before && splitByPairing(pairing.timeline.entries).at(-1);
    if (before && run && state.phase.kind !== 'unlinked') {
      const past = pastOf(spansOf(run), clock.now());
      // A cancelled request is added to the timeline only later.
      const givenUp = state.phase.kind === 'stopped' && before.inFlight ? 1 : 0;
      // A run that was locked from the start belongs to another window.
      if (state.phase.kind !== 'locked' || past.requests > 0) {
        const remembered = {
          ...past,
          begin: clock.wall(past.begin),
          requests: past.requests + givenUp,
        };
        void guarded('pastPairings', log, () => pastPairings.add(pairing.ref, remembered));
      }
    }
    before = ended ? undefined : state;
  });
}

function date(at: number): string {
  return new Date(at).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });
}
