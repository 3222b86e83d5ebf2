import path from 'node:path';
import { parseArgs } from 'node:util';
import { requireBrowser } from '../vscode/browser';
import { editionNames } from '../vscode/edition';
import { install } from '../vscode/install';
import { runProgram } from '../vscode/humanerror';
import type { Counts } from './counts';
import { sum } from './counts';
import { script } from './script';
import { inARow, sideBySide } from './child';
import { secondTry } from './secondtry';
import { windowPool } from './pool';
import { suites, suitesIn } from './suites';
import { suite, windowRun } from './windows';
import { hostSuites } from './host';

const unitTimeout = 20_000;
/** It takes seconds to open a window of a real VS Code. */
const windowTimeout = 120_000;

/** What the user asked for. */
interface Run {
  /** The names of the steps. */
  readonly wanted: ReadonlySet<string>;
  /** Whether to run everything, in both editions of VS Code. */
  readonly all: boolean;
}

/** A part of the tests. */
interface Step {
  readonly title: string;
  readonly run: (run: Run) => Promise<Counts>;
  /** Runs only if it is named, or with --all. */
  readonly long?: boolean;
  /** Needs the packaged extension. */
  readonly packaged?: boolean;
  /** Needs a browser. */
  readonly browser?: boolean;
  /** Runs in a process of its own, one after the other, beside the next step that doesn't. */
  readonly beside?: boolean;
}

/** All steps in order: steps that fail fast come first. */
const steps: Readonly<Record<string, Step>> = {
  types: { title: 'Types', run: () => script('check-types'), beside: true },
  lint: { title: 'Lint', run: () => script('lint'), beside: true },
  // Their time is their own, so the load of other steps doesn't matter to them.
  properties: {
    title: 'Random runs',
    run: () => ownProcesses('out/test/properties'),
    long: true,
    browser: true,
    beside: true,
  },
  unit: {
    title: 'Unit tests',
    run: () => suites(['out/test/unit', 'out/test/gateway'], unitTimeout),
    browser: true,
  },
  supply: { title: 'Supply chain', run: () => suites(['out/test/supply'], windowTimeout) },
  package: { title: 'Package', run: () => script('package') },
  host: { title: 'Tests in the extension host', run: hostSuites, browser: true },
  // If both are wanted, the first of these runs both.
  outside: {
    title: 'Tests from outside',
    run: inWindows,
    packaged: true,
    browser: true,
  },
  faults: {
    title: 'Fault matrix',
    run: (run) => (run.wanted.has('outside') ? Promise.resolve(sum([])) : inWindows(run)),
    packaged: true,
    browser: true,
  },
  // These run while nothing else does: their time is that of the machine.
  punctual: { title: 'Timing tests', run: punctual, packaged: true, browser: true },
  soak: { title: 'Soak', run: () => ownProcesses('out/test/soak'), long: true },
};

/** Runs the suites from outside and the lanes of the fault matrix, as far as they are wanted. */
async function inWindows({ wanted, all }: Run): Promise<Counts> {
  await install(editionNames);
  const children = await windowRun({
    suites: wanted.has('outside'),
    lanes: wanted.has('faults'),
    all,
  });
  const first = await sideBySide(children, windowPool);
  return sum(
    await secondTry(children, first, async (failed) => {
      console.log(`\n  Once more, alone: ${failed.map(({ name }) => name).join('; ')}`);
      return await inARow(failed);
    }),
  );
}

async function punctual({ all }: Run): Promise<Counts> {
  const editions = all ? editionNames : (['newest'] as const);
  await install(editions);
  const files = await suitesIn('out/test/punctual');
  const children = files.flatMap((file) => editions.map((edition) => suite(file, edition)));
  return sum(await inARow(children));
}

/** Runs each suite of a folder in a process of its own. */
async function ownProcesses(folder: string): Promise<Counts> {
  const files = await suitesIn(folder);
  const children = files.map((file) => ({ name: path.basename(file), program: 'run/suite', args: [file] }));
  return sum(await inARow(children));
}

/** Runs a step, and prints its title and what came of it. */
async function runStep({ title, run: runIt }: Step, run: Run): Promise<Counts> {
  const started = performance.now();
  console.log(`\n── ${title}`);
  const counts = await runIt(run);
  const seconds = Math.round((performance.now() - started) / 1_000);
  console.log(`── ${title}: ${counts.passed} passed, ${counts.failures.length} failed in ${seconds} s`);
  return counts;
}

await runProgram(async () => {
  const { values, positionals: named } = parseArgs({
    options: { all: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = named.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0) {
    console.error(`Unknown step: ${unknown.join(', ')}. The steps are ${Object.keys(steps).join(', ')}.`);
    return 2;
  }
  const all: Counts[] = [];
  const wanted = new Set(
    named.length > 0 ? named : Object.keys(steps).filter((name) => values.all || !steps[name]?.long),
  );
  // The build of the tests has removed the package of an earlier run.
  if ([...wanted].some((name) => steps[name]?.packaged)) wanted.add('package');
  if ([...wanted].some((name) => steps[name]?.browser)) await requireBrowser();
  let beside = Promise.resolve();
  for (const [name, step] of Object.entries(steps)) {
    if (!wanted.has(name)) continue;
    const run = async (): Promise<void> => {
      all.push(await runStep(step, { wanted, all: values.all }));
    };
    if (step.beside) beside = beside.then(run);
    else await Promise.all([beside, run()]);
  }
  await beside;
  const { passed, failures, flaky = [] } = sum(all);
  // Someone who sees only the end of a long run needs to know what failed.
  if (flaky.length > 0) console.log(['\nFailed beside other windows, passed alone:', ...flaky].join('\n  '));
  if (failures.length > 0) console.log(['\nFailed:', ...failures].join('\n  '));
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
});
