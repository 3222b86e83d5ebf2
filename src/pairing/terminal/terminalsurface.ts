import type { PanelView } from '../../core/views/paneldata';
import type { Clock } from '../../core/time/clock';
import { untilChange } from '../../core/time/countdown';
import { Emitter } from '../../core/events/emitter';
import type { Intent } from '../../core/views/intent';
import { encode } from '../../core/code/encode';
import type { QrModules } from '../../core/code/modules';
import type { Translate } from '../../core/text/translate';
import type { Surface } from '../surface';
import type { Size } from '../../core/views/terminal/blocks';
import type { Key } from '../../core/views/terminal/keys';
import { keysFor, pressed } from '../../core/views/terminal/keys';
import type { Hints } from '../../core/views/terminal/screen';
import { hasRoom, screen } from '../../core/views/terminal/screen';
import { spoken } from '../../core/views/terminal/spoken';

/** What a terminal needs of the window. */
export interface TerminalParts {
  readonly clock: Pick<Clock, 'now' | 'at'>;
  readonly t: Translate;
  /** Whether a screen reader is on, which gets sentences in place of blocks. */
  readonly hasScreenReader: () => boolean;
  /** What in the settings spoils a code. */
  readonly hints: () => Hints;
  readonly reveal: () => void;
  /** Gives it the place of the editors, or gives that back. */
  readonly maximize: () => void;
}

/** From noticing that a code is dead to its cover on screen, in ms: the output has a way to the window before it. */
const coverDelay = 250;
/** How long one press shows a code that wants a key held, in ms: longer than a keyboard waits before it repeats. */
const holdTime = 1_200;
/** The alternate screen keeps codes out of the scrollback; the cursor would blink in the code. */
// Not by erasing all at once, which in the editor scrolls, even where there is nowhere to scroll to.
const erase = '\x1b[H\x1b[J';
const enter = `\x1b[?1049h\x1b[?25l${erase}`;
const leave = `${erase}\x1b[?25h\x1b[?1049l`;
const moveTo = (row: number): string => `\x1b[${row + 1};1H`;
const eraseLine = '\x1b[K';
const defaultSize: Size = { columns: 80, rows: 24 };

/** A pairing in a terminal: draws its views with blocks, or tells them in sentences, and takes keys. */
export class TerminalSurface implements Surface {
  readonly kind = 'terminal';
  /** The editor doesn't tell whether a terminal is in sight: one that is open counts as looked at. */
  readonly visible = true;
  readonly column = undefined;
  readonly #written = new Emitter<string>();
  readonly #ended = new Emitter<undefined>();
  readonly #intended = new Emitter<Intent>();
  readonly #visibilityChanged = new Emitter<boolean>();
  readonly #activated = new Emitter<undefined>();
  readonly #closed = new Emitter<undefined>();
  readonly onDidWrite = this.#written.event;
  /** Tells the editor that the terminal is done. */
  readonly onDidEnd = this.#ended.event;
  readonly onIntent = this.#intended.event;
  readonly onDidChangeVisibility = this.#visibilityChanged.event;
  readonly onDidActivate = this.#activated.event;
  readonly onDidClose = this.#closed.event;
  #size: Size | undefined;
  #makeView: (() => PanelView) | undefined;
  #view: PanelView | undefined;
  #madeAt = 0;
  #encoded: { readonly value: string; readonly modules: QrModules } | undefined;
  #keys: readonly Key[] = [];
  #rows: readonly string[] = [];
  #spokenId: string | undefined;
  #revealedUntil = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(private readonly parts: TerminalParts) {}

  /** The editor shows the terminal. */
  open(dimensions: Size | undefined): void {
    this.#size = dimensions ?? defaultSize;
    if (!this.parts.hasScreenReader()) this.#written.fire(enter);
    this.#renew();
  }

  /** It is closed: by the user, or by {@link close}, of which the editor tells nothing back. */
  closed(): void {
    if (!this.#size) return;
    this.#cancelTimer();
    this.#size = undefined;
    this.#view = undefined;
    this.#encoded = undefined;
    this.#closed.fire(undefined);
  }

  setDimensions(dimensions: Size): void {
    this.#size = dimensions;
    // Whatever the editor made of the old rows is wiped.
    this.#rows = [];
    if (!this.parts.hasScreenReader()) this.#written.fire(erase);
    this.#draw();
  }

  handleInput(input: string): void {
    const action = pressed(input, this.#keys);
    if (action === 'close') this.close();
    else if (action === 'reveal') this.#reveal();
    else if (action === 'maximize') this.parts.maximize();
    else if (action !== undefined) this.#intended.fire(action);
  }

  /** The user turned to it. */
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
    this.#written.fire(leave);
    this.#ended.fire(undefined);
    this.closed();
  }

  #revealed(): boolean {
    return this.parts.clock.now() < this.#revealedUntil;
  }

  /** A terminal hears no key being let go: one that is held repeats itself, and that keeps the code in sight. */
  #reveal(): void {
    const mode = this.#view?.code?.hideCode?.mode;
    if (mode === 'hold') this.#revealedUntil = this.parts.clock.now() + holdTime;
    else this.#revealedUntil = this.#revealed() ? 0 : Infinity;
    this.#draw();
  }

  #renew(): void {
    if (!this.#size || !this.#makeView) return;
    this.#view = this.#makeView();
    this.#madeAt = this.parts.clock.now();
    this.#draw();
  }

  #draw(): void {
    this.#cancelTimer();
    const [size, view] = [this.#size, this.#view];
    if (!size || !view) return;
    const { t, hasScreenReader, hints, clock } = this.parts;
    const passed = clock.now() - this.#madeAt;
    const hidden = view.code?.hideCode && !this.#revealed() ? view.code.hideCode : undefined;
    const modules = hidden || hasScreenReader() ? undefined : this.#modules(view, passed);
    const cramped = modules !== undefined && !hasRoom(modules, size);
    this.#keys = keysFor(view, { revealed: !hidden, cramped }, t);
    if (hasScreenReader()) {
      this.#speak(view, passed);
    } else {
      const words = { keys: this.#keys, hints: hints(), hidden: hidden?.text };
      this.#write(screen({ view, passed, modules, size, ...words }, t));
    }
    this.#setTimer(view, passed);
  }

  /** The modules of a code that is alive. */
  #modules({ code }: PanelView, passed: number): QrModules | undefined {
    if (!code || passed >= code.validMs - coverDelay) {
      this.#encoded = undefined;
      return undefined;
    }
    const { value } = code;
    if (this.#encoded?.value !== value) this.#encoded = { value, modules: encode(value) };
    return this.#encoded.modules;
  }

  /** Writes the rows that are different now, so that a code which stays doesn't flicker. */
  #write(rows: readonly string[]): void {
    const changed = Array.from({ length: Math.max(rows.length, this.#rows.length) }, (_, row) =>
      rows[row] === this.#rows[row] ? '' : `${moveTo(row)}${rows[row] ?? ''}${eraseLine}`,
    ).join('');
    this.#rows = rows;
    if (changed !== '') this.#written.fire(changed);
  }

  /** Tells what is new, once. */
  #speak(view: PanelView, passed: number): void {
    const { id } = view.announcement;
    if (this.#spokenId === id) return;
    this.#spokenId = id;
    this.#written.fire(
      spoken(view, passed, this.#keys)
        .map((line) => `${line}\r\n`)
        .join(''),
    );
  }

  #setTimer({ code, timer }: PanelView, passed: number): void {
    const { clock, hasScreenReader } = this.parts;
    const end = code ? code.validMs - coverDelay - passed : Infinity;
    const tick = timer && !hasScreenReader() ? untilChange(timer, passed) : Infinity;
    const hide = this.#revealed() ? this.#revealedUntil - clock.now() : Infinity;
    const wait = Math.min(end > 0 ? end : Infinity, end > 0 || !code ? tick : Infinity, hide);
    if (wait === Infinity) return;
    this.#cancelTimer = clock.at(clock.now() + wait, () => {
      this.#draw();
    });
  }
}
