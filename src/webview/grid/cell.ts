import type { QrModules } from '../../core/code/modules';
import type { PanelView } from '../../core/views/panel/paneldata';
import type { Intent } from '../../core/views/intent';
import type { GridCell } from '../../core/views/grid/gridview';
import { Buttons } from '../actionbuttons';
import { keepLive } from '../keeplive';
import { showText } from '../isolate';
import { documentLook } from '../stylist';
import type { CellDisplay } from './announcements';
import { Announcements } from './announcements';
import { CodeCard } from '../codecard';

/** What a cell needs from the page. */
export interface CellActions {
  press(intent: Intent): void;
  remove(): void;
  showAlone(): void;
  /** Makes a screen reader say a text. */
  announce(text: string): void;
}

/** One instance in the grid: its name, its code and the time until that expires, or its state. */
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
  readonly #announcements: Announcements;
  #cramped = '';
  #endLive = (): void => undefined;

  constructor(
    actions: CellActions,
    private readonly tooSmall: string,
  ) {
    this.#announcements = new Announcements((text) => {
      actions.announce(text);
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
    // It gets the focus when a button that has it disappears: it is always visible.
    heading.tabIndex = -1;
    this.#site.className = 'site';
    this.#buttons = new Buttons(
      row,
      (intent) => {
        actions.press(intent);
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
      actions.showAlone();
    });
    this.#remove.addEventListener('click', () => {
      actions.remove();
    });
    frame.addEventListener('click', ({ target }) => {
      // A click on the button that shows a hidden code isn't meant for the cell.
      if (!(target instanceof Element && target.closest('button'))) actions.showAlone();
    });
  }

  /** Shows the cell alone, beside the others, or not at all. */
  setDisplay(display: CellDisplay): void {
    this.element.classList.toggle('alone', display === 'alone');
    this.element.hidden = display === 'hidden';
    this.#enlarge.hidden = display === 'alone';
    this.#announcements.setDisplay(display);
    this.#showAdvice();
  }

  /** Gives the focus to the button that shows the cell alone. */
  focus(): void {
    this.#enlarge.focus();
  }

  /** Shows a view, with the modules of its code. `age` is the view's, in ms. */
  show(
    { number, name, fullName, more, view, remove, alone }: GridCell,
    modules: QrModules | undefined,
    age: number,
  ): void {
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
    showText(this.#headline, view.headline, view.foreign);
    this.#showDetails(view);
    this.#cramped = view.code?.cramped.text ?? this.#cramped;
    this.#showAdvice();
    this.#buttons.show(view.actions);
    const { code, cover, timer } = view;
    if (code && modules) this.#picture.draw(code, modules);
    else if (cover !== undefined) this.#picture.cover(cover);
    else this.#picture.clear();
    this.element.classList.toggle('codeless', !code && cover === undefined);
    this.element.classList.toggle('live', code !== undefined);
    this.#timer.hidden = !timer;
    this.#endLive = keepLive(view, age, {
      showTime: (text) => {
        if (this.#timer.textContent !== text) this.#timer.textContent = text;
      },
      announce: (text) => {
        this.#announcements.warn(text);
      },
      cover: () => {
        if (code) this.#picture.cover(cover ?? '');
        this.element.classList.remove('live', 'cramped');
        this.#timer.hidden = true;
      },
    });
    if (!code) this.element.classList.remove('cramped');
    this.#announcements.announce(view.announcement);
  }

  /** Removes the cell from the grid. */
  end(): void {
    this.#endLive();
    this.element.remove();
  }

  /** Shows the details, the link and the first note. */
  #showDetails({ details, notes, site, foreign }: PanelView): void {
    showText(this.#details, details.join('\n'), foreign);
    this.#details.hidden = details.length === 0;
    this.#site.hidden = !site;
    this.#site.href = site?.href ?? '';
    this.#site.textContent = site?.label ?? '';
    this.#note.textContent = notes[0] ?? '';
    this.#note.hidden = notes.length === 0;
  }

  #showAdvice(): void {
    this.#small.textContent = this.#announcements.display === 'alone' ? this.#cramped : this.tooSmall;
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
