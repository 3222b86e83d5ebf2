import type { Intent } from '../../core/views/intent';
import type { MonitorView } from '../../core/views/monitorview';
import { TimelineChart } from './timelinechart';
import type { Cancel } from '../../core/time/clock';
import { clock } from '../browserclock';
import { Table } from './table';

/** Time between two steps of the line that marks the present, in ms. */
const stepTime = 1_000;

/** The rotation monitor. While it is open, it draws what the host sends; closed, it does nothing. */
export class Monitor {
  readonly #details: HTMLDetailsElement;
  readonly #chart = new TimelineChart();
  readonly #statistics = document.createElement('dl');
  readonly #table = new Table();
  readonly #pastPairings = new Table();
  readonly #actions = document.createElement('div');
  #view: MonitorView | undefined;
  /** When the view was made. */
  #madeAt = 0;
  #cancel: Cancel | undefined;
  /** Whether this page knows if the monitor is open. */
  #settled = false;
  #reopening = false;
  /** Whether the user has just opened it, so that it is scrolled into view. */
  #justOpened = false;

  constructor(
    private readonly press: (intent: Intent) => void,
    onToggle: (open: boolean) => void,
  ) {
    const details = document.querySelector<HTMLDetailsElement>('#monitor details');
    if (!details) throw new Error('The document has no monitor');
    this.#details = details;
    this.#actions.className = 'actions';
    const { svg } = this.#chart;
    details.append(this.#statistics, svg, this.#actions, this.#table.frame, this.#pastPairings.frame);
    details.addEventListener('toggle', () => {
      this.#justOpened = details.open && !this.#reopening;
      this.#settled = true;
      this.#reopening = false;
      this.#draw();
      onToggle(details.open);
    });
    new ResizeObserver(() => {
      this.#draw();
    }).observe(svg);
  }

  /** Shows a view. `age` is the view's, in ms. */
  show(view: MonitorView, age: number): void {
    this.#view = view;
    this.#madeAt = clock.now() - age;
    // The host sends this only for an open monitor; a page that is loaded again doesn't know.
    if (!this.#settled) {
      this.#settled = this.#reopening = true;
      this.#details.open = true;
    }
    this.#statistics.replaceChildren(...view.statistics.map(statistic));
    this.#table.show(view.table);
    this.#pastPairings.show(view.pastPairings);
    if (!this.#actions.hasChildNodes())
      this.#actions.append(
        ...view.actions.map(({ intent, label }) => {
          const button = document.createElement('button');
          button.textContent = label;
          button.addEventListener('click', () => {
            this.press(intent);
          });
          return button;
        }),
      );
    this.#draw();
    if (this.#justOpened) this.#chart.svg.scrollIntoView({ block: 'nearest' });
    this.#justOpened = false;
  }

  #draw(): void {
    this.#cancel?.();
    if (!this.#view || !this.#details.open) return;
    const now = clock.now();
    this.#chart.draw(this.#view, now - this.#madeAt);
    if (!this.#view.running) return;
    this.#cancel = clock.at(now + stepTime, () => {
      this.#draw();
    });
  }
}

function statistic({ name, value }: MonitorView['statistics'][number]): HTMLElement {
  const [pair, term, number] = ['div', 'dt', 'dd'].map((tag) => document.createElement(tag)) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  term.textContent = name;
  number.textContent = value;
  pair.append(term, number);
  return pair;
}
