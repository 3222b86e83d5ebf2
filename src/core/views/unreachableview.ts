import type { InstanceRef } from '../references/instanceref';
import { sentences } from '../text/sentences';
import type { Translate } from '../text/translate';
import type { PanelView } from './panel/paneldata';

/** The view of an instance that can’t be paired because its gateway is missing or can’t be used. */
export function unreachableView(ref: InstanceRef | undefined, t: Translate): PanelView {
  const headline = t('This instance can’t be paired');
  const details = [t('Its gateway “{0}” is missing from the settings or can’t be used.', ref?.gateway ?? '')];
  return {
    tone: 'problem',
    title: ref?.instanceId ?? '',
    headline,
    details,
    steps: [],
    notes: [],
    actions: [],
    announcement: { id: 'unreachable', text: sentences(headline, details), loud: true },
    foreign: ref ? [ref.gateway] : [],
  };
}
