/** What a person has before their eyes: the panel, the code in it and the status bar. */
export interface Sight {
  readonly headline: string;
  /** The status bar's words; a remaining life reads m:ss, a wait has the seconds it was announced with. */
  readonly bar: string;
  /** The status bar's colour. */
  readonly colour: 'plain' | 'warning' | 'error';
  readonly code: 'readable' | 'covered' | 'none' | 'drawn, but not readable';
  /** The panel's clock, its numbers replaced by #. */
  readonly clock: string;
  readonly buttons: readonly string[];
  /** Details, steps and notes, line by line. */
  readonly says: string;
}

/** What should be seen; what isn't named may be anything, but no colour is expected unless it is. */
export interface Expected {
  readonly headline: string;
  readonly bar: string;
  readonly colour?: Sight['colour'];
  readonly code?: Sight['code'];
  readonly clock?: string;
  readonly buttons?: readonly string[];
  /** Texts that must be there. */
  readonly says?: readonly string[];
  /** Texts that must not. */
  readonly silent?: readonly string[];
}

/** Whether what is seen is what should be. */
export function matches(seen: Sight, expected: Expected): boolean {
  const { headline, bar, colour = 'plain', code = 'none', clock, buttons, says = [], silent = [] } = expected;
  return (
    seen.headline === headline &&
    seen.bar === bar &&
    seen.colour === colour &&
    seen.code === code &&
    (clock === undefined || seen.clock === clock) &&
    (buttons === undefined || same(seen.buttons, buttons)) &&
    says.every((text) => seen.says.includes(text)) &&
    silent.every((text) => !seen.says.includes(text))
  );
}

/** What should be seen, in words. */
export function describeExpected(expected: Expected): string {
  const { says = [], silent = [], code = 'none', colour = 'plain' } = expected;
  return [
    ...look({ ...expected, code, colour }),
    ...says.map((text) => `says “${short(text)}”`),
    ...silent.map((text) => `nothing of “${short(text)}”`),
  ].join(', ');
}

/** What is seen, told by the same parts as what should be. */
export function describeSight(seen: Sight, expected: Expected): string {
  const { says = [], silent = [] } = expected;
  const told = says.map((text) =>
    seen.says.includes(text) ? `says “${short(text)}”` : `says only “${short(seen.says)}”`,
  );
  const heard = silent.map((text) => `${seen.says.includes(text) ? 'says' : 'nothing of'} “${short(text)}”`);
  const { clock, buttons, ...always } = seen;
  const asked = { ...(expected.clock !== undefined && { clock }), ...(expected.buttons && { buttons }) };
  return [...look({ ...always, ...asked }), ...told, ...heard].join(', ');
}

function look({
  headline,
  bar,
  colour,
  code,
  clock,
  buttons,
}: Pick<Sight, 'headline' | 'bar' | 'colour' | 'code'> &
  Partial<Pick<Sight, 'clock' | 'buttons'>>): string[] {
  return [
    `“${headline}”`,
    `bar “${bar}”${colour === 'plain' ? '' : ` in ${colour} colour`}`,
    code === 'none' ? 'no code' : `code ${code}`,
    ...(clock === undefined ? [] : [clock === '' ? 'no clock' : `clock “${clock}”`]),
    ...(buttons === undefined ? [] : [buttons.map((button) => `[${button}]`).join(' ') || 'no button']),
  ];
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/** As much of a text as fits in a line of a report, on one line and without what would turn it around. */
function short(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length > 70 ? `${characters.slice(0, 69).join('')}…` : line;
}
