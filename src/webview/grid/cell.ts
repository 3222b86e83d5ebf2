import type { PanelView } from '../../core/views/paneldata';
import type { Intent } from '../../core/views/intent';
import type { GridCell } from '../../core/views/gridview';
import { Buttons } from '../buttons';
import { keepLive } from '../countdown';
import { documentLook } from '../codelook';
import type { CellPart } from './speech';
import { Speech } from './speech';
import { CodeCard } from '../codecard';

/** What a place on the grid tells the page. */
export interface CellWishes {
  press(intent: Intent): void;
  remove(): void;
  alone(): void;
  /** Says something aloud. */
  say(text: string): void;
}

/** One instance's place on the grid: its name, its code and how long that lives, or how it stands. */
export class Cell {
  readonly element = document.createElement('li');
  readonly #number = element('span', 'number');
  readonly #name = document.createElement('bdi');
  readonly #more = element('p', 'more');
  readonly #stage = element('div', 'stage');
  readonly #enlarge = element('button', 'enlarge');
  readonly #remove = element('button', 'remove');
  readonly #headline = element('p', 'headline');
  readonly #details = element('p', 'details');
  readonly #site = document.createElement('a');
  readonly #note = element('p', 'note');
  readonly #timer = element('p', 'timer');
  readonly #small = element('p', 'small');
  readonly #buttons: Buttons;
  readonly #picture: CodeCard;
  readonly #speech: Speech;
  #cramped = '';
  #endLive = (): void => undefined;

  constructor(
    wishes: CellWishes,
    private readonly tooSmall: string,
  ) {
    this.#speech = new Speech((spoken) => {
      wishes.say(spoken);
    });
    const heading = document.createElement('h2');
    heading.append(this.#number, ' ', this.#name);
    const row = element('div', 'actions');
    const text = element('div', 'words');
    this.#timer.role = 'timer';
    for (const button of [this.#enlarge, this.#remove]) (button as HTMLButtonElement).type = 'button';
    this.#remove.textContent = '×';
    text.append(this.#timer, this.#headline, this.#details, this.#site, this.#note, row);
    const head = element('div', 'head');
    head.append(heading, this.#more);
    const frame = element('div', 'code');
    frame.append(this.#stage, this.#small);
    this.element.append(head, this.#enlarge, this.#remove, frame, text);
    // Of what can take the keyboard when a button goes, only this is always on show.
    heading.tabIndex = -1;
    this.#site.className = 'site';
    this.#buttons = new Buttons(
      row,
      (intent) => {
        wishes.press(intent);
      },
      heading,
    );
    this.#picture = new CodeCard(
      this.#stage,
      (cramped) => {
        this.element.classList.toggle('cramped', cramped);
      },
      documentLook(),
    );
    this.#enlarge.addEventListener('click', () => {
      wishes.alone();
    });
    this.#remove.addEventListener('click', () => {
      wishes.remove();
    });
    frame.addEventListener('click', ({ target }) => {
      // The shield's own button lies over the code.
      if (!(target instanceof Element && target.closest('button'))) wishes.alone();
    });
  }

  /** Shows it alone, hides it, or shows it among all. */
  place(part: CellPart): void {
    this.element.classList.toggle('alone', part === 'alone');
    this.element.hidden = part === 'hidden';
    this.#enlarge.hidden = part === 'alone';
    this.#speech.play(part);
    this.#advise();
  }

  /** Puts the keyboard where it is shown alone. */
  focus(): void {
    this.#enlarge.focus();
  }

  /** Shows a view that was made so many milliseconds ago. */
  show({ number, name, fullName, more, view, remove, alone }: GridCell, age: number): void {
    this.#endLive();
    this.element.dataset['tone'] = view.tone;
    this.element.ariaLabel = fullName;
    this.#number.textContent = String(number);
    this.#name.textContent = name;
    this.#more.textContent = more;
    this.#more.hidden = more === '';
    this.#enlarge.textContent = this.#enlarge.title = '';
    label(this.#enlarge, alone);
    label(this.#remove, remove);
    this.#headline.textContent = view.headline;
    this.#tell(view);
    this.#cramped = view.code?.cramped.text ?? this.#cramped;
    this.#advise();
    this.#buttons.show(view.actions);
    const { code, cover, timer } = view;
    if (code) this.#picture.draw(code);
    else if (cover !== undefined) this.#picture.cover(cover);
    else this.#picture.clear();
    this.element.classList.toggle('codeless', !code && cover === undefined);
    this.element.classList.toggle('live', code !== undefined);
    this.#timer.hidden = !timer;
    this.#endLive = keepLive(view, age, {
      time: (text) => {
        if (this.#timer.textContent !== text) this.#timer.textContent = text;
      },
      say: (text) => {
        this.#speech.warn(text);
      },
      cover: () => {
        if (code) this.#picture.cover(cover ?? '');
        this.element.classList.remove('live', 'cramped');
        this.#timer.hidden = true;
      },
    });
    if (!code) this.element.classList.remove('cramped');
    this.#speech.announce(view.announcement);
  }

  /** It is off the grid. */
  end(): void {
    this.#endLive();
    this.element.remove();
  }

  /** Says what else there is to know: why there is trouble, what somebody has to do, what is odd about the code. */
  #tell({ details, notes, site }: PanelView): void {
    this.#details.textContent = details.join('\n');
    this.#details.hidden = details.length === 0;
    this.#site.hidden = !site;
    this.#site.href = site?.href ?? '';
    this.#site.textContent = site?.label ?? '';
    this.#note.textContent = notes[0] ?? '';
    this.#note.hidden = notes.length === 0;
  }

  #advise(): void {
    this.#small.textContent = this.#speech.part === 'alone' ? this.#cramped : this.tooSmall;
  }
}

function element(kind: string, className: string): HTMLElement {
  const made = document.createElement(kind);
  made.className = className;
  return made;
}

function label(button: HTMLElement, text: string): void {
  button.ariaLabel = button.title = text;
}
