import type { PanelView } from '../paneldata';
import type { Intent } from '../intent';
import type { Translate } from '../../text/translate';

/** What a key does: what a button of the panel can, or what is the terminal's own, close it, enlarge it and show a shielded code. */
export type KeyAct = Intent | 'close' | 'reveal' | 'maximize';

/** What keeps a live code out of sight, or doesn't. */
export interface Sight {
  readonly revealed: boolean;
  /** Whether there is too little room for it. */
  readonly cramped: boolean;
}

/** A key of the terminal: what is written for it, what it sends, and what it does. */
export interface Key {
  readonly name: string;
  readonly input: string;
  readonly act: KeyAct;
  readonly label: string;
}

const interrupt = '\x03';

/** The keys that mean something while a view is on show: one for each of its buttons, and those of the terminal's own. */
export function keysFor(view: PanelView, { revealed, cramped }: Sight, t: Translate): readonly Key[] {
  let number = 0;
  const keys = view.actions.map(({ intent, label }): Key => {
    if (intent === 'stop') return { name: 'Ctrl+C', input: interrupt, act: intent, label };
    const input = intent === 'retry' ? 'r' : String(++number);
    return { name: input, input, act: intent, label };
  });
  const copy: Key = { name: 'c', input: 'c', act: 'copyValue', label: t('Copy QR code value') };
  const save: Key = { name: 's', input: 's', act: 'saveImage', label: t('Save code as image') };
  const { hideCode } = view.code ?? {};
  const label = revealed ? hideCode?.hide : hideCode?.show;
  const reveal = label === undefined ? [] : [{ name: 'v', input: 'v', act: 'reveal' as const, label }];
  const maximize: Key = { name: 'm', input: 'm', act: 'maximize', label: t('Enlarge the terminal') };
  return [
    ...reveal,
    ...(cramped ? [maximize] : []),
    ...keys,
    ...(view.code ? [copy, save] : []),
    { name: 'p', input: 'p', act: 'showPanel', label: t('Show panel') },
    { name: 'q', input: 'q', act: 'close', label: t('Close') },
  ];
}

/** The key that was pressed; Ctrl+C closes where there is nothing to stop. Pasted text presses none. */
export function pressed(input: string, keys: readonly Key[]): KeyAct | undefined {
  const key = keys.find((each) => each.input === (input === interrupt ? interrupt : input.toLowerCase()));
  return key?.act ?? (input === interrupt ? 'close' : undefined);
}
