import type { Table } from '../report/section';
import type { Theme } from '../../vscode/workbench';
import { themes } from '../../vscode/workbench';
import type { PanelPicture } from './panels';
import type { Sample } from './sweep';
import { shareRead } from './sweep';
import { percent, pixels } from './wording';

/** A picture of the panel and how well it was read. */
export interface SeenPanel {
  readonly panel: PanelPicture;
  readonly samples: readonly Sample[];
}

/** All pictures of the real panel, one size in each row and one theme in each column. */
export function panelTable(seen: readonly SeenPanel[]): Table {
  const names = [...new Set(seen.map(({ panel }) => panel.theme))];
  const sizes = new Map<string, SeenPanel[]>();
  for (const each of seen) {
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
      'Width reached (px)',
      'Code with border (px)',
      'In view',
      ...names.map((theme) => themes[theme].label),
    ],
    rows: [...sizes.values()].flatMap((group) => {
      const [first] = group;
      return first ? [row(first.panel, group, names)] : [];
    }),
  };
}

function row(panel: PanelPicture, group: readonly SeenPanel[], names: readonly Theme[]): readonly string[] {
  const shares = names.map((theme) => group.find((each) => each.panel.theme === theme)?.samples ?? []);
  return [
    String(panel.width),
    `${panel.zoom} %`,
    String(panel.ratio),
    pixels(panel.reached),
    pixels(panel.card),
    percent(panel.inView),
    ...shares.map((samples) => percent(shareRead(samples))),
  ];
}
