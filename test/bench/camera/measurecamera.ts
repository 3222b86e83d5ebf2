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
import type { RenderingResult } from './renderingresult';
import { cameraParagraphs } from './paragraphs';
import { takeSweep } from './sweep';
import { failureTable, shareTable, stepsTable } from './tables';
import { findThreshold } from './threshold';

/** Photographs the real panel and other tools’ codes with a simulated camera, and tries to read them. */
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
    progress('found the smallest readable code');
    const compared = [...panels.filter((panel) => plan.isCompared(panel)).map(toRendering), ...others];
    const results: RenderingResult[] = [];
    for (const { name, room, ratio, inverted, picture } of compared) {
      const isPanel = panels.some((panel) => panel.picture === picture);
      const samples = await takeSweep(lab, picture, text, plan.detailedSweep(`${name}-${ratio}`, inverted));
      results.push({ name, isPanel, room, ratio, samples });
      progress(`${results.length} of ${compared.length} renderings read`);
    }
    const panelResults = [];
    for (const panel of panels.filter((each) => plan.isListed(each))) {
      panelResults.push({ panel, samples: await takeSweep(lab, panel.picture, text, plan.roughSweep) });
      if (panelResults.length % 8 === 0) progress(`${panelResults.length} pictures of the panel read`);
    }
    const drawings = await tryDrawings(lab, text, plan.drawings, progress);
    return {
      title: 'Can a camera read it?',
      paragraphs: cameraParagraphs({ seed, text, plan, results, threshold, panels: panelResults }),
      tables: [
        shareTable(results),
        failureTable(results),
        comparisonTable(results),
        panelTable(panelResults),
        threshold.table,
        ...drawings,
        stepsTable(),
      ],
      charts: cameraCharts(results),
    };
  } finally {
    await lab.close();
  }
}

/** Takes the pictures. Closes the editor and the browser before the readers need the processors. */
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
    if (!browser) throw new Error('The browser has closed.');
    const others = await renderOthers(browser, studio.text, plan.ratios);
    return { panels, others, text: studio.text };
  } finally {
    await studio.close();
  }
}

function toRendering({ width, ratio, picture, room }: PanelPicture): Rendering {
  return { name: `the panel, ${width} px wide`, room, ratio, inverted: false, picture };
}
