import type { PanelView, QueueResult, QueueView } from './panel/paneldata';
import type { Action } from './intent';
import { ownIntents } from './intent';
import type { KnownInstance } from '../references/instancename';
import { fullName, instanceName, nameDetails } from '../references/instancename';
import { defaultGateway, refKey } from '../references/instanceref';
import type { Queue, QueueEntry } from '../queue/queue';
import { canGoBack, canWait, count, currentOf, keptOf } from '../queue/queue';
import { cleanMessage } from '../text/clean';
import { sentences } from '../text/sentences';
import type { Translate } from '../text/translate';

/** What a queue shows of its current instance. */
export interface CurrentShown {
  /** Whether the monitor has something to show for it. */
  readonly monitored: boolean;
  /** Whether its phone is linked, although that may not be confirmed yet. */
  readonly isLinked: boolean;
}

/** The view of the current instance’s pairing in a queue. The texts name the instance, so that nobody confuses it with another one. */
export function queuedView(
  view: PanelView,
  queue: Queue,
  { monitored, isLinked }: CurrentShown,
  t: Translate,
): PanelView {
  const current = currentOf(queue);
  if (!current) return summaryView(queue, t);
  const known = knownOf(current);
  const heading = headingOf(queue, current, t);
  return {
    ...view,
    title: fullName(known),
    ...(view.code && {
      code: { ...view.code, label: t('QR code that links WhatsApp to {0}', instanceName(known)) },
    }),
    actions: view.actions.filter(({ intent }) => !ownIntents.has(intent)),
    announcement: {
      id: `${refKey(current.ref)} ${view.announcement.id}`,
      text: sentences(heading, [view.announcement.text]),
    },
    queue: {
      ...frameOf(queue, t),
      monitored,
      heading,
      actions: moves(queue, isLinked || current.outcome === 'linked', t),
    },
    foreign: [instanceName(known), ...(view.foreign ?? [])],
  };
}

/** The view of a finished queue. */
export function summaryView(queue: Queue, t: Translate): PanelView {
  const headline = summaryHeadline(queue, t);
  const rest = queue.entries.length - count(queue, 'linked');
  const again: Action = { intent: 'queueAgain', label: t('Pair the rest') };
  return {
    tone: rest === 0 ? 'success' : 'rest',
    title: t('Pair several in a row'),
    headline,
    details: [],
    steps: [],
    notes: [],
    actions: [{ intent: 'queueCopy', label: t('Copy summary') }, ...(rest > 0 ? [again] : [])],
    announcement: { id: `over ${headline}`, text: headline },
    queue: {
      ...frameOf(queue, t),
      monitored: false,
      actions: [],
      results: queue.entries.map((entry) => resultOf(entry, t)),
    },
  };
}

/** The results of a queue as text: one line for each instance, with tabs between the columns. */
export function summaryText(queue: Queue, t: Translate): string {
  const lines = queue.entries.map((entry) => {
    const { instanceId, gateway } = entry.ref;
    const { text } = resultOf(entry, t);
    const place = gateway === defaultGateway ? [] : [gateway];
    return [instanceName(knownOf(entry)), instanceId, ...place, text].map(oneLine).join('\t');
  });
  return [summaryHeadline(queue, t), ...lines, ''].join('\n');
}

/** Position and name of the current instance, such as "3 of 12: Ahmed". */
export function headingOf({ entries, at }: Queue, current: QueueEntry, t: Translate): string {
  return t('{0} of {1}: {2}', at + 1, entries.length, instanceName(knownOf(current)));
}

function frameOf(queue: Queue, t: Translate): Omit<QueueView, 'actions' | 'monitored'> {
  const current = currentOf(queue);
  const total = queue.entries.length;
  return {
    name: t('Pair several in a row'),
    done: total - count(queue, 'waiting'),
    total,
    current: current ? refKey(current.ref) : '',
    kept: keptOf(queue),
  };
}

function moves(queue: Queue, isLinked: boolean, t: Translate): readonly Action[] {
  return [
    ...(canGoBack(queue) ? [{ intent: 'queueBack' as const, label: t('Back') }] : []),
    ...(canWait(queue) && !isLinked ? [{ intent: 'queueLater' as const, label: t('Later') }] : []),
    { intent: 'queueSkip', label: isLinked ? t('Next') : t('Skip') },
  ];
}

function summaryHeadline(queue: Queue, t: Translate): string {
  const total = queue.entries.length;
  const [skipped, failed] = [count(queue, 'skipped'), count(queue, 'failed')];
  const parts = [
    t('{0} linked', count(queue, 'linked')),
    ...(skipped > 0 ? [t('{0} skipped', skipped)] : []),
    ...(failed > 0 ? [t('{0} failed', failed)] : []),
  ];
  const all = total === 1 ? t('1 instance') : t('{0} instances', total);
  return t('{0}: {1}', all, parts.join(', '));
}

function resultOf(entry: QueueEntry, t: Translate): QueueResult {
  const known = knownOf(entry);
  return {
    outcome: entry.outcome,
    name: instanceName(known),
    more: nameDetails(known),
    text: outcomeText(entry, t),
    foreign: [instanceName(known), entry.ref.gateway, oneLine(entry.account ?? '')],
  };
}

function outcomeText({ outcome, account }: QueueEntry, t: Translate): string {
  switch (outcome) {
    case 'linked':
      return account === undefined ? t('linked') : t('linked to {0}', oneLine(account));
    case 'skipped':
      return t('skipped');
    case 'failed':
      return t('failed');
    case 'waiting':
      return t('not paired yet');
    default:
      return outcome satisfies never;
  }
}

/** The instance with a label that is safe to show: anybody can write the file that a label comes from. */
function knownOf({ label, ref }: QueueEntry): KnownInstance {
  return { ...ref, label: cleanMessage(label, []) };
}

function oneLine(text: string): string {
  return cleanMessage(text, []) ?? '';
}
