import type { PanelView } from '../panel/paneldata';
import type { Intent } from '../intent';
import type { Translate } from '../../text/translate';

/**
 * The action of a key: that of a panel button, or one of the terminal's own: close, show a hidden code, enlarge the terminal,
 * switch between sentences and drawings.
 */
export type KeyAct = Intent | 'close' | 'reveal' | 'maximize' | 'sentences';

/** How the terminal shows a view. */
export interface Presentation {
  /** Whether a hidden code is shown at the moment. */
  readonly revealed: boolean;
  /** Whether the terminal is too small for the code. */
  readonly cramped: boolean;
  /** Whether it writes sentences for a screen reader, and draws nothing. */
  readonly sentences: boolean;
}

/** A key of the terminal: its name on screen, its input, its action and the label of the action. */
export interface Key {
  readonly name: string;
  readonly input: string;
  readonly act: KeyAct;
  readonly label: string;
}

const interrupt = '\x03';

/** The keys for a view: one for each of its buttons, and the terminal's own keys. */
export function keysFor(
  view: PanelView,
  { revealed, cramped, sentences }: Presentation,
  t: Translate,
): readonly Key[] {
  let number = 0;
  const keys = view.actions.map(({ intent, label }): Key => {
    if (intent === 'stop') return { name: 'Ctrl+C', input: interrupt, act: intent, label };
    const input = intent === 'retry' ? 'r' : String(++number);
    return { name: input, input, act: intent, label };
  });
  const copy: Key = { name: 'c', input: 'c', act: 'copyValue', label: t('Copy QR code value') };
  const save: Key = { name: 's', input: 's', act: 'saveImage', label: t('Save QR code as image') };
  const { hideCode } = view.code ?? {};
  const label = revealed ? hideCode?.hide : hideCode?.show;
  const reveal = label === undefined ? [] : [{ name: 'v', input: 'v', act: 'reveal' as const, label }];
  const maximize: Key = { name: 'm', input: 'm', act: 'maximize', label: t('Enlarge the terminal') };
  return [
    // What a code looks like is of no use in sentences.
    ...(sentences ? [] : reveal),
    ...(cramped ? [maximize] : []),
    ...keys,
    ...(view.code ? [copy, save] : []),
    {
      name: 't',
      input: 't',
      act: 'sentences',
      label: sentences ? t('Draw the code') : t('Sentences for screen readers'),
    },
    { name: 'p', input: 'p', act: 'showPanel', label: t('Show panel') },
    { name: 'q', input: 'q', act: 'close', label: t('Close') },
  ];
}

/** The action of the pressed key. Ctrl+C closes the terminal if there is nothing to stop. Pasted text has no action. */
export function pressed(input: string, keys: readonly Key[]): KeyAct | undefined {
  const key = keys.find((each) => each.input === (input === interrupt ? interrupt : input.toLowerCase()));
  return key?.act ?? (input === interrupt ? 'close' : undefined);
}
