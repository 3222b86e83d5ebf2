// src/pairing/terminal: the terminal that shows a pairing.
import type { PanelView } from '../../core/views/panel/paneldata';
import type { Clock } from '../../core/time/clock';
import { dueWarning, untilChange, untilWarning } from '../../core/time/countdown';
import { Emitter } from '../../core/events/emitter';
import type { Intent } from '../../core/views/intent';
import { Encoder } from '../../core/code/encode';
import type { QrModules } from '../../core/code/modules';
import type { Translate } from '../../core/text/translate';
import type { Closing, Surface } from '../surfaces/surface';
import type { Size } from '../../core/views/terminal/blocks';
import type { Key } from '../../core/views/terminal/keys';
import { keysFor, pressed } from '../../core/views/terminal/keys';
import type { Hints } from '../../core/views/terminal/screen';
import { hasRoom, screen } from '../../core/views/terminal/screen';
import { spoken } from '../../core/views/terminal/spoken';
import type { Place } from './sight';
import { endFocusReports, requestFocusReports, Sight } from './sight';

/** What a {@link TerminalSurface} needs. */
export interface TerminalParts {
  readonly clock: Pick<Clock, 'now' | 'at'>;
  readonly t: Translate;
  /** Whether to write sentences for a screen reader instead of drawing. */
  readonly sentences: () => boolean;
  /** Remembers whether the user wants sentences. {@link sentences} returns that from now on. */
  readonly chooseSentences: (on: boolean) => void;
  /** Hints about settings that distort a code. */
  readonly hints: () => Hints;
  readonly reveal: () => void;
  /** Gives the terminal more room, or restores it. */
  readonly maximize: () => void;
}

/** Time from covering a code here until the cover is on screen, in ms: the output still has to reach the window. */
const coverDelay = 250;
/** How long one key press shows a code while the setting is `hold`, in ms: longer than a keyboard waits before it repeats a key. */
const holdTime = 1_200;
// Move to the top, then erase downwards: erasing the whole screen at once scrolls in the editor, even if there is nothing to scroll.
const erase = '\x1b[H\x1b[J';
/** Opens the alternate screen, which keeps codes out of the scrollback, and hides the cursor, which would blink in the code. */
const enter = `\x1b[?1049h\x1b[?25l${erase}`;
const leaveScreen = `${erase}\x1b[?25h\x1b[?1049l`;
const moveTo = (row: number): string => `\x1b[${row + 1};1H`;
const eraseLine = '\x1b[K';
const defaultSize: Size = { columns: 80, rows: 24 };

/** A terminal as a surface: draws views with blocks, or writes them as sentences, and handles keys. */
export class TerminalSurface implements Surface {
  readonly kind = 'terminal';
  readonly column = undefined;
  readonly #written = new Emitter<string>();
  readonly #ended = new Emitter<undefined>();
  readonly #intended = new Emitter<Intent>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<Closing>();
  readonly onDidWrite = this.#written.event;
  /** Fires when the terminal should close. */
  readonly onDidEnd = this.#ended.event;
  readonly onIntent = this.#intended.event;
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  readonly onDidChangeVisibility: Surface['onDidChangeVisibility'];
  readonly #sight: Sight;
  #open = true;
  #size: Size | undefined;
  #makeView: (() => PanelView) | undefined;
  #view: PanelView | undefined;
  #madeAt = 0;
  readonly #encoder = new Encoder();
  #keys: readonly Key[] = [];
  #rows: readonly string[] = [];
  /** Whether it writes sentences now; undefined before it has written anything. */
  #sentences: boolean | undefined;
  #spokenId: string | undefined;
  /** The time that was left at the last look at a spoken countdown, in ms. */
  #spokenLeft = 0;
  #revealedUntil = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(private readonly parts: TerminalParts) {
    this.#sight = new Sight(parts.clock);
    this.onDidChangeVisibility = this.#sight.onDidChange;
  }

  get visible(): boolean {
    return this.#sight.visible;
  }

  get seen(): boolean {
    return this.#sight.seen;
  }

  /** Notes where the terminal is now. */
  setPlace(place: Place): void {
    this.#sight.setPlace(place);
  }

  /** Called when the editor shows the terminal. */
  open(dimensions: Size | undefined): void {
    if (!this.#open) return;
    this.#size = dimensions ?? defaultSize;
    this.#written.fire(requestFocusReports);
    this.#setMode();
    this.#renew();
  }

  /** Called when the terminal is closed, perhaps before it was shown: in the editor, or by {@link close}, which the editor doesn't report back. */
  closed(closing: Closing = 'byEditor'): void {
    if (!this.#open) return;
    this.#open = false;
    this.#sight.dispose();
    this.#cancelTimer();
    this.#size = undefined;
    this.#view = undefined;
    this.#encoder.encode(undefined);
    this.#closed.fire(closing);
  }

  setDimensions(dimensions: Size): void {
    this.#size = dimensions;
    // Erase everything: the editor may have wrapped or moved the old rows.
    this.#rows = [];
    if (this.#sentences === false) this.#written.fire(erase);
    this.#draw();
  }

  handleInput(input: string): void {
    // What the user saw when they pressed the key decides. It changes if the key ends a pause.
    const action = pressed(input, this.#keys);
    if (this.#sight.receive(input)) return;
    if (action === 'close') this.close();
    else if (action === 'reveal') this.#reveal();
    else if (action === 'maximize') this.parts.maximize();
    else if (action === 'sentences') this.#switch();
    else if (action !== undefined) this.#intended.fire(action);
    else {
      this.#forgetRows();
      this.#draw();
    }
  }

  /** Notes that the user activated the terminal. */
  activate(): void {
    this.#activated.fire(undefined);
  }

  show(view: () => PanelView): void {
    this.#makeView = view;
    this.#renew();
  }

  reveal(): void {
    this.parts.reveal();
  }

  close(): void {
    this.#written.fire(`${this.#sentences === false ? leaveScreen : ''}${endFocusReports}`);
    this.#ended.fire(undefined);
    this.closed('asked');
  }

  #revealed(): boolean {
    return this.parts.clock.now() < this.#revealedUntil;
  }

  /** Reveals the code. A terminal doesn't learn when a key is released, but a held key repeats itself, which keeps the code visible. */
  #reveal(): void {
    const mode = this.#view?.code?.hideCode?.mode;
    if (mode === 'hold') this.#revealedUntil = this.parts.clock.now() + holdTime;
    else this.#revealedUntil = this.#revealed() ? 0 : Infinity;
    this.#draw();
  }

  /** Switches between sentences and drawing. */
  #switch(): void {
    this.parts.chooseSentences(!this.parts.sentences());
    this.#draw();
  }

  /** Follows the user's choice, which can change elsewhere too. Only drawings use the alternate screen. */
  #setMode(): void {
    const sentences = this.parts.sentences();
    if (sentences === this.#sentences) return;
    if (!sentences) this.#written.fire(enter);
    else if (this.#sentences === false) this.#written.fire(leaveScreen);
    this.#sentences = sentences;
    this.#rows = [];
    this.#spokenId = undefined;
  }

  #renew(): void {
    if (!this.#size || !this.#makeView) return;
    const before = this.#view?.code;
    this.#view = this.#makeView();
    const { code } = this.#view;
    // What the user revealed was one code, and in this way.
    const isOther = code?.value !== before?.value;
    if (isOther || code?.hideCode?.mode !== before?.hideCode?.mode) this.#revealedUntil = 0;
    if (isOther) this.#forgetRows();
    this.#madeAt = this.parts.clock.now();
    this.#draw();
  }

  #draw(): void {
    this.#cancelTimer();
    const [size, view] = [this.#size, this.#view];
    if (!size || !view) return;
    this.#setMode();
    const { t, hints, clock } = this.parts;
    const sentences = this.#sentences ?? false;
    const passed = clock.now() - this.#madeAt;
    const hidden = view.code?.hideCode && !this.#revealed() ? view.code.hideCode : undefined;
    const modules = hidden || sentences ? undefined : this.#modules(view, passed);
    const cramped = modules !== undefined && !hasRoom(modules, size);
    this.#keys = keysFor(view, { revealed: !hidden, cramped, sentences }, t);
    if (sentences) {
      this.#speak(view, passed);
    } else {
      const content = { view, passed, modules, size, keys: this.#keys, hints: hints(), hidden: hidden?.text };
      this.#write(screen(content, t));
    }
    this.#setTimer(view, passed);
  }

  /** The modules of a live code. */
  #modules({ code }: PanelView, passed: number): QrModules | undefined {
    return this.#encoder.encode(code && passed < code.validMs - coverDelay ? code.value : undefined);
  }

  /** Has every row written again: the editor's command “Clear” erases them, and the editor doesn't say so. */
  #forgetRows(): void {
    this.#rows = this.#rows.map(() => '\0');
  }

  /** Writes only the rows that have changed, so that an unchanged code doesn't flicker. */
  #write(rows: readonly string[]): void {
    const changed = Array.from({ length: Math.max(rows.length, this.#rows.length) }, (_, row) =>
      rows[row] === this.#rows[row] ? '' : `${moveTo(row)}${rows[row] ?? ''}${eraseLine}`,
    ).join('');
    this.#rows = rows;
    if (changed !== '') this.#written.fire(changed);
  }

  /** Writes a new announcement once, and the warnings of its countdown when they are due. */
  #speak(view: PanelView, passed: number): void {
    const { announcement, timer } = view;
    const isNew = this.#spokenId !== announcement.id;
    const before = timer && !isNew ? timer.ms - this.#spokenLeft : passed;
    const warning = timer && dueWarning(timer, before, passed);
    this.#spokenId = announcement.id;
    this.#spokenLeft = timer ? timer.ms - passed : 0;
    const lines = isNew ? spoken(view, passed, this.#keys) : warning === undefined ? [] : [warning, ''];
    if (lines.length > 0) this.#written.fire(lines.map((line) => `${line}\r\n`).join(''));
  }

  #setTimer({ code, timer }: PanelView, passed: number): void {
    const { clock } = this.parts;
    const end = code ? code.validMs - coverDelay - passed : Infinity;
    const tick = timer ? (this.#sentences ? untilWarning : untilChange)(timer, passed) : Infinity;
    const hide = this.#revealed() ? this.#revealedUntil - clock.now() : Infinity;
    const wait = Math.min(end > 0 ? end : Infinity, end > 0 || !code ? tick : Infinity, hide);
    if (wait === Infinity) return;
    this.#cancelTimer = clock.at(clock.now() + wait, () => {
      this.#draw();
    });
  }
}
