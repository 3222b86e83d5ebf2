/** What a person sees: the panel, its code and the status bar. */
export interface WindowState {
  readonly headline: string;
  /** The text of the status bar; a remaining time is m:ss, and a wait has the number that it started from. */
  readonly statusBar: string;
  /** The color of the status bar. */
  readonly color: 'plain' | 'warning' | 'error';
  readonly code: 'readable' | 'covered' | 'none' | 'drawn, but not readable';
  /** The panel's timer, with its numbers replaced by #. */
  readonly timer: string;
  readonly buttons: readonly string[];
  /** Details, steps and notes, one per line. */
  readonly text: string;
}

/** What should be visible; parts that are left out can be anything, except that the default color is plain. */
export interface ExpectedState {
  readonly headline: string;
  readonly statusBar: string;
  readonly color?: WindowState['color'];
  readonly code?: WindowState['code'];
  readonly timer?: string;
  readonly buttons?: readonly string[];
  /** Texts that must be there. */
  readonly texts?: readonly string[];
  /** Texts that must not be there. */
  readonly absentTexts?: readonly string[];
}

/** Whether a state is the expected one. */
export function matches(seen: WindowState, expected: ExpectedState): boolean {
  const {
    headline,
    statusBar,
    color = 'plain',
    code = 'none',
    timer,
    buttons,
    texts = [],
    absentTexts = [],
  } = expected;
  return (
    seen.headline === headline &&
    seen.statusBar === statusBar &&
    seen.color === color &&
    seen.code === code &&
    (timer === undefined || seen.timer === timer) &&
    (buttons === undefined || same(seen.buttons, buttons)) &&
    texts.every((text) => seen.text.includes(text)) &&
    absentTexts.every((text) => !seen.text.includes(text))
  );
}

/** The expected state in words. */
export function describeExpected(expected: ExpectedState): string {
  const { texts = [], absentTexts = [], code = 'none', color = 'plain' } = expected;
  return [
    ...parts({ ...expected, code, color }),
    ...texts.map((text) => `says “${short(text)}”`),
    ...absentTexts.map((text) => `nothing of “${short(text)}”`),
  ].join(', ');
}

/** A state in words, with the same parts as the expected one. */
export function describeState(seen: WindowState, expected: ExpectedState): string {
  const { texts = [], absentTexts = [] } = expected;
  const present = texts.map((text) =>
    seen.text.includes(text) ? `says “${short(text)}”` : `says only “${short(seen.text)}”`,
  );
  const absent = absentTexts.map(
    (text) => `${seen.text.includes(text) ? 'says' : 'nothing of'} “${short(text)}”`,
  );
  const { timer, buttons, ...always } = seen;
  const optional = { ...(expected.timer !== undefined && { timer }), ...(expected.buttons && { buttons }) };
  return [...parts({ ...always, ...optional }), ...present, ...absent].join(', ');
}

function parts({
  headline,
  statusBar,
  color,
  code,
  timer,
  buttons,
}: Pick<WindowState, 'headline' | 'statusBar' | 'color' | 'code'> &
  Partial<Pick<WindowState, 'timer' | 'buttons'>>): string[] {
  return [
    `“${headline}”`,
    `bar “${statusBar}”${color === 'plain' ? '' : ` in ${color} color`}`,
    code === 'none' ? 'no code' : `code ${code}`,
    ...(timer === undefined ? [] : [timer === '' ? 'no timer' : `timer “${timer}”`]),
    ...(buttons === undefined ? [] : [buttons.map((button) => `[${button}]`).join(' ') || 'no button']),
  ];
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/** A text shortened to fit into a line of a report, without line breaks or direction marks. */
function short(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length > 70 ? `${characters.slice(0, 69).join('')}…` : line;
}
