import { parseArgs } from 'node:util';
import { faultMatrix } from '../faults/matrix';
import { requireBrowser } from '../vscode/browser';
import { editionNames } from '../vscode/edition';
import { runProgram } from '../vscode/humanerror';
import type { Counts } from './counts';
import { sum } from './counts';
import { script } from './command';
import { outside } from './outside';
import { suites } from './suites';
import { hostSuites } from './host';

const unitTimeout = 20_000;
/** It takes seconds to open a window of a real VS Code. */
const windowTimeout = 120_000;
const longTimeout = 10 * 60_000;

/** A part of the tests. */
interface Step {
  readonly title: string;
  /** Gets the names of all steps of this run. */
  readonly run: (wanted: ReadonlySet<string>) => Promise<Counts>;
  /** Runs only if it is named, or with --all. */
  readonly long?: boolean;
  /** Needs the packaged extension. */
  readonly packaged?: boolean;
  /** Needs a browser. */
  readonly browser?: boolean;
  /** Runs beside the next step, in a process of its own. */
  readonly beside?: boolean;
}

/** All steps in order: steps that fail fast come first. */
const steps: Readonly<Record<string, Step>> = {
  types: { title: 'Types', run: () => script('check-types'), beside: true },
  lint: { title: 'Lint', run: () => script('lint'), beside: true },
  unit: {
    title: 'Unit tests',
    run: () => suites(['out/test/unit', 'out/test/gateway'], unitTimeout),
    browser: true,
  },
  supply: { title: 'Supply chain', run: () => suites(['out/test/supply'], windowTimeout) },
  package: { title: 'Package', run: () => script('package') },
  host: { title: 'Tests in the extension host', run: hostSuites, browser: true },
  outside: {
    title: 'Tests from outside',
    run: (wanted) => outside({ withFaults: !wanted.has('faults') }),
    packaged: true,
    browser: true,
  },
  // These run while nothing else does.
  punctual: {
    title: 'Timing tests',
    run: () => suites(['out/test/punctual'], windowTimeout),
    packaged: true,
    browser: true,
  },
  faults: {
    title: 'Fault matrix',
    run: () => faultMatrix({ editions: editionNames }),
    long: true,
    packaged: true,
    browser: true,
  },
  properties: {
    title: 'Random runs',
    run: () => suites(['out/test/properties'], longTimeout),
    long: true,
  },
  soak: { title: 'Soak', run: () => suites(['out/test/soak'], longTimeout), long: true },
};

/** Runs a step, and prints its title and what came of it. */
async function runStep({ title, run }: Step, wanted: ReadonlySet<string>): Promise<Counts> {
  const started = performance.now();
  console.log(`\n── ${title}`);
  const counts = await run(wanted);
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
  const beside: Promise<void>[] = [];
  for (const [name, step] of Object.entries(steps)) {
    if (!wanted.has(name)) continue;
    const done = runStep(step, wanted).then((counts) => void all.push(counts));
    beside.push(done);
    if (!step.beside) await Promise.all(beside.splice(0));
  }
  await Promise.all(beside);
  const { passed, failures } = sum(all);
  // Someone who sees only the end of a long run needs to know what failed.
  if (failures.length > 0) console.log(['\nFailed:', ...failures].join('\n  '));
  console.log(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
});
