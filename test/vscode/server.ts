import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Installation } from './installation';
import { installExtension } from './installextension';
import type { ProcessTree } from './processtree';
import { startProcessTree } from './processtree';
import { makeTemporaryFolder } from './temporaryfolder';

/** The options of a VS Code. */
export interface ServerOptions {
  /** `product` is the VS Code that a person opens; `automation` runs test suites in the extension host. */
  readonly kind: 'product' | 'automation';
  /** An extension to install first. */
  readonly vsix?: string;
  /** User settings, in addition to the ones that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A running VS Code with its own profile. */
export interface Server {
  readonly url: string;
  /** The version of VS Code. */
  readonly version: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  readonly output: () => string;
  /** Stops it and removes its profile. */
  readonly dispose: () => Promise<void>;
}

/** Prevents everything that opens by itself, asks questions or contacts a server. */
const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.editor.useModal': 'off',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  // Otherwise a notification says that another program of this machine listens at a port.
  'remote.autoForwardPorts': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
};

const startTimeout = 60_000;

/** Starts a VS Code with an empty profile on a free loopback port. */
export async function startServer(installation: Installation, options: ServerOptions): Promise<Server> {
  const folder = await makeTemporaryFolder('pair-whatsapp-');
  let tree: ProcessTree | undefined;
  const dispose = async (): Promise<void> => {
    await tree?.dispose();
    await folder.dispose();
  };
  try {
    // VS Code's server uses the same folders under its --server-data-dir, so both kinds have the same layout.
    const profile = {
      userDataDir: path.join(folder.path, 'data'),
      extensionsDir: path.join(folder.path, 'extensions'),
    };
    await writeSettings(profile.userDataDir, { ...quietSettings, ...options.settings });
    const program = programOf(installation, options.kind, folder.path, profile);
    const env = { ...ownEnvironment(folder.path), ...options.env };
    if (options.vsix !== undefined) {
      await installExtension(options.vsix, profile.extensionsDir, {
        version: installation.version,
        command: (extensionsDir) => [
          installation.node,
          ...programOf(installation, options.kind, folder.path, { ...profile, extensionsDir }).args,
        ],
        env,
      });
    }
    tree = startProcessTree(installation.node, [...program.args, ...program.listen], env);
    const [, port = ''] = await tree.printed(program.listening, startTimeout);
    const { output } = tree;
    return { url: `http://127.0.0.1:${port}/`, version: installation.version, ...profile, output, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The file of the user's settings. */
export function settingsFile(userDataDir: string): string {
  return path.join(userDataDir, 'User', 'settings.json');
}

async function writeSettings(
  userDataDir: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = settingsFile(userDataDir);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

interface Program {
  readonly args: readonly string[];
  readonly listen: readonly string[];
  /** What it prints when it is ready; the group is the port. */
  readonly listening: RegExp;
}

function programOf(
  { product, serverMain }: Installation,
  kind: ServerOptions['kind'],
  folder: string,
  { userDataDir, extensionsDir }: Pick<Server, 'userDataDir' | 'extensionsDir'>,
): Program {
  const config = path.join(folder, 'config.yaml');
  switch (kind) {
    case 'product':
      return {
        args: [
          product,
          '--config',
          config,
          '--user-data-dir',
          userDataDir,
          '--extensions-dir',
          extensionsDir,
          '--disable-telemetry',
          '--disable-update-check',
          '--disable-getting-started-override',
        ],
        listen: ['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
        listening: /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/,
      };
    case 'automation':
      return {
        args: [
          serverMain,
          '--server-data-dir',
          folder,
          '--accept-server-license-terms',
          '--telemetry-level',
          'off',
        ],
        listen: [
          '--host',
          '127.0.0.1',
          '--port',
          '0',
          '--without-connection-token',
          '--enable-smoke-test-driver',
        ],
        listening: /Extension host agent listening on (\d+)/,
      };
  }
}

/** This process's environment, without what would connect VS Code to another window, to this user or to a network. */
function ownEnvironment(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    XDG_CONFIG_HOME: folder,
    XDG_DATA_HOME: folder,
    XDG_CACHE_HOME: folder,
    // VS Code doesn't remove its sockets.
    XDG_RUNTIME_DIR: folder,
    TMPDIR: folder,
    EXTENSIONS_GALLERY: '{}',
  };
}
