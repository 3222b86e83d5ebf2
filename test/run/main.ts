import { runProgram } from '../vscode/humanerror';
import type { Counts } from './counts';
import { sum } from './counts';
import { script } from './command';
import { outside } from './outside';
import { suites } from './suites';
import { hostSuites } from './host';

const unitTimeout = 20_000;
/** A window of a real VS Code takes seconds to open. */
const windowTimeout = 120_000;

/** Everything that is tested, in order: what fails fast comes first. */
const steps: Readonly<Record<string, { readonly title: string; readonly run: () => Promise<Counts> }>> = {
  types: { title: 'Types', run: () => script('check-types') },
  lint: { title: 'Lint', run: () => script('lint') },
  unit: { title: 'Unit tests', run: () => suites(['out/test/unit', 'out/test/gateway'], unitTimeout) },
  supply: { title: 'Supply chain', run: () => suites(['out/test/supply'], windowTimeout) },
  package: { title: 'Package', run: () => script('package') },
  host: { title: 'Tests in the extension host', run: hostSuites },
  outside: { title: 'Tests from outside', run: outside },
  // These have the machine to themselves.
  punctual: {
    title: 'Tests of what must happen on time',
    run: () => suites(['out/test/punctual'], windowTimeout),
  },
};

await runProgram(async () => {
  const named = process.argv.slice(2);
  const unknown = named.filter((name) => !Object.hasOwn(steps, name));
  if (unknown.length > 0) {
    console.error(`There is no step ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
    return 2;
  }
  const all: Counts[] = [];
  for (const [name, { title, run }] of Object.entries(steps)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const started = performance.now();
    console.log(`\n── ${title}`);
    const counts = await run();
    all.push(counts);
    const seconds = Math.round((performance.now() - started) / 1_000);
    console.log(`── ${title}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s`);
  }
  const { passed, failed } = sum(all);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
