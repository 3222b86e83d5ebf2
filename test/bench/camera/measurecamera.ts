import type { Progress, Section } from '../report/section';
import { themes } from '../../vscode/workbench';
import type { Theme } from '../../vscode/workbench';
import { cameraCharts } from './charts';
import { comparisonTable } from './comparison';
import { tryDrawings } from './experiment';
import { Lab } from './lab';
import { renderOthers } from './others';
import type { PanelPicture } from './panels';
import { openStudio, takePanels } from './panels';
import { panelTable } from './paneltable';
import type { Plan } from './plan';
import { fullPlan, quickPlan } from './plan';
import type { Rendering } from './rendering';
import type { Seen } from './seen';
import { story } from './story';
import { sweepOver } from './sweep';
import { failureTable, shareTable, stepsTable } from './tables';
import { findThreshold } from './threshold';

/** Photographs the real panel and what others show with a modelled camera, and lets readers read them. */
export async function measureCamera(
  options: { readonly seed?: number; readonly quick?: boolean },
  progress: Progress,
): Promise<Section> {
  const { seed = 6, quick = false } = options;
  const plan = (quick ? quickPlan : fullPlan)(seed);
  const { panels, others, text } = await takePictures(seed, plan, progress);
  const lab = new Lab();
  try {
    const threshold = await findThreshold(lab, text, plan.ratios, plan.thresholdSeeds);
    progress('the smallest readable code is found');
    const close = [...panels.filter((panel) => plan.isClose(panel)).map(ours), ...others];
    const seen: Seen[] = [];
    for (const { name, room, ratio, inverted, picture } of close) {
      const mine = panels.some((panel) => panel.picture === picture);
      const samples = await sweepOver(lab, picture, text, plan.closely(`${name}-${ratio}`, inverted));
      seen.push({ name, ours: mine, room, ratio, samples });
      progress(`${seen.length} of ${close.length} renderings read`);
    }
    const every = [];
    for (const panel of panels.filter((each) => plan.isListed(each))) {
      every.push({ panel, samples: await sweepOver(lab, panel.picture, text, plan.coarsely) });
      if (every.length % 8 === 0) progress(`${every.length} pictures of the panel read`);
    }
    const drawings = await tryDrawings(lab, text, plan.drawings, progress);
    return {
      title: 'Can a camera read it?',
      paragraphs: story({ seed, text, plan, seen, threshold, panels: every }),
      tables: [
        shareTable(seen),
        failureTable(seen),
        comparisonTable(seen),
        panelTable(every),
        threshold.table,
        ...drawings,
        stepsTable(),
      ],
      charts: cameraCharts(seen),
    };
  } finally {
    await lab.close();
  }
}

/** The editor and the browser are gone before the readers need the processors. */
async function takePictures(
  seed: number,
  plan: Plan,
  progress: Progress,
): Promise<{ panels: readonly PanelPicture[]; others: readonly Rendering[]; text: string }> {
  const studio = await openStudio(seed);
  try {
    const names = Object.keys(themes) as Theme[];
    const panels = await takePanels(studio, names.slice(0, plan.themes), plan.sizes, progress);
    const browser = studio.workbench.page.context().browser();
    if (!browser) throw new Error('The browser is gone.');
    const others = await renderOthers(browser, studio.text, plan.ratios);
    return { panels, others, text: studio.text };
  } finally {
    await studio.close();
  }
}

function ours({ width, ratio, picture, room }: PanelPicture): Rendering {
  return { name: `the panel, ${width} px wide`, room, ratio, inverted: false, picture };
}
