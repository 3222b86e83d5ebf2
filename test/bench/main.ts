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

/** How much is measured. */
interface Extent {
  readonly quick: boolean;
}

/** What is measured, in order. Each has the machine to itself: side by side they would measure one another. */
const parts: Readonly<Record<string, (extent: Extent, progress: Progress) => Promise<Section>>> = {
  opening: ({ quick }, progress) => measureOpening(quick ? { rounds: 3 } : {}, progress),
  life: ({ quick }, progress) => measureLife(quick ? { sessions: 200 } : {}, progress),
  real: (_, progress) => confirmLife(progress),
  camera: ({ quick }, progress) => measureCamera({ quick }, progress),
  cost: ({ quick }, progress) => measureCost(quick ? { loads: 3 } : {}, progress),
  fleet: ({ quick }, progress) => measureFleet({ quick }, progress),
};

await runProgram(async () => {
  const { values, positionals: named } = parseArgs({
    options: { quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = named.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0)
    throw new HumanError(
      `There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`,
    );
  await install(['newest']);
  const setting = await gatherSetting(['newest']);
  printSetting(setting);
  const sections: Section[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const started = performance.now();
    const section = await measure(values, (text) => {
      console.log(`  ${Math.round((performance.now() - started) / 1_000)} s  ${name}: ${text}`);
    });
    printSection(section);
    sections.push(section);
  }
  // A few tries would stand there as if they were the whole.
  if (values.quick) console.log('\nA glance is not written into the report.');
  else {
    await writeReport(sections, folder, setting, { whole: named.length === 0 });
    console.log(`\nWritten to ${folder}/RESULTS.md, with its pictures beside it.`);
  }
  return 0;
});
