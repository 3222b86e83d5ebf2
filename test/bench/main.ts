import { parseArgs } from 'node:util';
import { HumanError, runProgram } from '../vscode/humanerror';
import { install } from '../vscode/install';
import { measureCamera } from './camera/measurecamera';
import { measureCost } from './cost/cost';
import { measureFleet } from './fleet/fleet';
import { confirmLife } from './life/confirmlife';
import { measureLife } from './life/measurelife';
import { measureOpening } from './opening/opening';
import { gatherSetting } from './report/machine';
import type { Progress, Section } from './report/section';
import { printSection, printSetting } from './report/terminal';
import { writeReport } from './report/write';

const folder = 'test/bench';

/** How much the bench measures. */
interface Extent {
  readonly quick: boolean;
}

/** The parts of the bench, in order. They run one after another, so that none influences the figures of another. */
const parts: Readonly<Record<string, (extent: Extent, progress: Progress) => Promise<Section>>> = {
  opening: ({ quick }, progress) => measureOpening(quick ? { rounds: 3 } : {}, progress),
  life: ({ quick }, progress) => measureLife(quick ? { sessions: 100, scanRounds: 1 } : {}, progress),
  real: (_, progress) => confirmLife(progress),
  camera: ({ quick }, progress) => measureCamera({ quick }, progress),
  cost: ({ quick }, progress) => measureCost(quick ? { loads: 3 } : {}, progress),
  fleet: ({ quick }, progress) => measureFleet({ quick }, progress),
};

await runProgram(async () => {
  const { values, positionals: chosen } = parseArgs({
    options: { quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0)
    throw new HumanError(
      `Unknown part: ${unknown.join(', ')}. The parts are ${Object.keys(parts).join(', ')}.`,
    );
  await install(['newest']);
  const setting = await gatherSetting(['newest']);
  printSetting(setting);
  const sections: Section[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const started = performance.now();
    const section = await measure(values, (text) => {
      console.log(`  ${Math.round((performance.now() - started) / 1_000)} s  ${name}: ${text}`);
    });
    printSection(section);
    sections.push(section);
  }
  // The report would show the figures of a few runs as if they were those of a full measurement.
  if (values.quick) console.log('\nThe report was not written, because --quick measures too little.');
  else {
    await writeReport(sections, folder, setting, { allParts: chosen.length === 0 });
    console.log(`\nReport written to ${folder}/RESULTS.md, with its pictures in the same folder.`);
  }
  return 0;
});
