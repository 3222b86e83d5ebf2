import type { PanelView } from '../panel/paneldata';
import { timerText } from '../../time/countdown';
import type { Key } from './keys';
import { printable } from './wrap';

/** A view as sentences for a screen reader, which can't read a code made of blocks. */
export function spoken(view: PanelView, passed: number, keys: readonly Key[]): readonly string[] {
  const { title, headline, code, steps, details, timer, notes, site, cover } = view;
  return [
    `${title}: ${headline}`,
    ...(code ? [code.label] : cover === undefined ? [] : [cover]),
    ...(timer ? [timerText(timer, passed)] : []),
    ...steps,
    ...details,
    ...notes,
    ...(site ? [`${site.label}: ${site.href}`] : []),
    ...keys.map(({ name, label }) => `${name}: ${label}`),
    '',
  ].map(printable);
}
