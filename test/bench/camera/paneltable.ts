import type { Table } from '../report/section';
import type { Theme } from '../../vscode/workbench';
import { themes } from '../../vscode/workbench';
import type { PanelPicture } from './panels';
import type { Sample } from './sweep';
import { shareRead } from './sweep';
import { percent, pixels } from './wording';

/** A picture of the panel, and how well it was read. */
export interface PanelResult {
  readonly panel: PanelPicture;
  readonly samples: readonly Sample[];
}

/** The table of all pictures of the real panel, with a row for each size and a column for each theme. */
export function panelTable(results: readonly PanelResult[]): Table {
  const names = [...new Set(results.map(({ panel }) => panel.theme))];
  const sizes = new Map<string, PanelResult[]>();
  for (const each of results) {
    const { width, zoom, ratio } = each.panel;
    const key = `${width} ${zoom} ${ratio}`;
    sizes.set(key, [...(sizes.get(key) ?? []), each]);
  }
  return {
    caption:
      'The real panel in every theme, width, zoom and pixel ratio: share read at some steps of four distortions',
    columns: [
      'Width (px)',
      'Zoom',
      'Ratio',
      'Actual width (px)',
      'Code with border (px)',
      'Visible',
      ...names.map((theme) => themes[theme].label),
    ],
    rows: [...sizes.values()].flatMap((group) => {
      const [first] = group;
      return first ? [row(first.panel, group, names)] : [];
    }),
  };
}

function row(panel: PanelPicture, group: readonly PanelResult[], names: readonly Theme[]): readonly string[] {
  const shares = names.map((theme) => group.find((each) => each.panel.theme === theme)?.samples ?? []);
  return [
    String(panel.width),
    `${panel.zoom} %`,
    String(panel.ratio),
    pixels(panel.actualWidth),
    pixels(panel.codeSize),
    percent(panel.visibleShare),
    ...shares.map((samples) => percent(shareRead(samples))),
  ];
}
