// Builds the extension into dist/; with --tests also everything runnable under test/ into out/.
// --production minifies, leaves out source maps and writes the notices; --watch goes on building.
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const flag = (name) => process.argv.includes(`--${name}`);
const production = flag('production');

/** The architecture, kept by the build: core knows neither the editor nor Node. */
const boundaries = {
  name: 'boundaries',
  setup(build) {
    const forbidden = { core: /^(vscode$|node:)/, webview: /^(vscode$|node:)/ };
    build.onResolve({ filter: /^(vscode$|node:)/ }, ({ path: imported, importer }) => {
      const [layer] = path.relative(path.join(__dirname, 'src'), importer).split(path.sep);
      if (forbidden[layer]?.test(imported)) {
        return { errors: [{ text: `src/${layer} must not import '${imported}' (${importer})` }] };
      }
      return undefined;
    });
  },
};

/** Start and end of a build in the words that the editor's problem matcher waits for. */
const progress = {
  name: 'progress',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(({ errors }) => {
      for (const { text, location } of errors) {
        const place = location ? `${location.file}:${location.line}:${location.column}` : 'esbuild.js:1:0';
        console.error(`> ${place}: error: ${text}`);
      }
      console.log('[watch] build finished');
    });
  },
};

/** Names each npm package that went into the bundles, with its license; one that brings no text ends the build. */
function notices(results) {
  const outputs = results.flatMap(({ metafile }) => Object.values(metafile.outputs));
  const files = outputs.flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput),
  );
  const folders = files.flatMap((file) => file.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []);
  const texts = Array.from(new Set(folders), (folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(`${folder}/package.json`, 'utf8'));
    const legal = fs.readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file));
    if (!license || legal.every((file) => /^notice/i.test(file))) {
      throw new Error(`${name} ${version} is bundled, but ${folder} lacks a license's name or text.`);
    }
    const read = (file) => fs.readFileSync(path.join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim();
    return [`${name} ${version} (${license})`, ...legal.sort().map(read)].join('\n\n');
  });
  return ['This extension contains the following packages.', ...texts.sort()].join(
    `\n\n${'-'.repeat(80)}\n\n`,
  );
}

/** The README for the editor's page of the extension: without what is for developers, and without pictures and links of the source tree, which that page can't show. */
function packagedReadme(readme) {
  const [forUsers] = readme.split(/^## Develop$/m);
  return forUsers.replace(/^!\[.*\n\n/gm, '').replace(/\[([^\]]+)\]\((?!https:|#)[^)]+\)/g, '$1');
}

const common = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  metafile: production,
  logLevel: flag('watch') ? 'silent' : 'warning',
  preserveSymlinks: true, // names of shared scripts come from paths, and must not depend on where packages lie
  charset: 'utf8', // typographic quotes in sentences take half the bytes
  plugins: flag('watch') ? [boundaries, progress] : [boundaries],
};

/** The package's root drags PNG and file writers along; only the encoder is wanted. */
const alias = { qrcode: './node_modules/qrcode/lib/core/qrcode.js' };

const extension = {
  ...common,
  // One entry: what is imported at first use becomes files of its own, and what they share is in one of them only.
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  outExtension: { '.js': '.mjs' }, // by its ending, VS Code loads it as an ES module
  chunkNames: '[name]-[hash]',
  splitting: true,
  platform: 'node',
  target: 'node20', // what VS Code 1.100 carries
  format: 'esm',
  // The packages that are CommonJS require Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  external: ['vscode'],
  alias,
};

const panel = {
  ...common,
  // style.js is put into the page only where codes have a style of the user's.
  entryPoints: [
    { in: 'src/webview/panel/main.ts', out: 'panel' },
    { in: 'src/webview/style/main.ts', out: 'style' },
    { in: 'src/webview/grid/main.ts', out: 'grid' },
    { in: 'media/panel.css', out: 'panel' },
    { in: 'media/grid.css', out: 'grid' },
  ],
  outdir: 'dist',
  platform: 'browser',
  target: 'chrome132', // VS Code 1.100's
  format: 'iife',
  alias,
};

/** What VS Code loads is CommonJS: suites in the extension host, which get the editor's own `vscode`, and stand-ins for its native modules. */
const hostTests = {
  ...common,
  entryPoints: ['test/host/index.ts', 'test/host/**/*.test.ts', 'test/vscode/standins/*.ts'],
  outdir: 'out/test',
  outbase: 'test',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'mocha'],
};

/** Everything else under test/ that runs by itself: suites, and any file named main.ts. */
const nodeTests = {
  ...common,
  entryPoints: ['unit', 'gateway', 'outside', 'punctual', 'supply', 'properties', 'soak']
    .map((folder) => `test/${folder}/**/*.test.ts`)
    .concat('test/**/main.ts'),
  outdir: 'out/test',
  outbase: 'test',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  packages: 'external',
};

async function main() {
  const builds = flag('tests') ? [extension, panel, hostTests, nodeTests] : [extension, panel];
  if (flag('watch')) {
    const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  // What an earlier build left would be packed, or tested, too.
  fs.rmSync('dist', { recursive: true, force: true });
  if (flag('tests')) fs.rmSync('out', { recursive: true, force: true });
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  if (!production) return;
  fs.writeFileSync('dist/THIRD_PARTY_NOTICES.txt', `${notices(results)}\n`);
  fs.writeFileSync('dist/README.md', packagedReadme(fs.readFileSync('README.md', 'utf8')));
}

main().catch((error) => {
  // esbuild has printed its own errors; anything else must not be swallowed.
  if (!error.errors) console.error(error);
  process.exitCode = 1;
});
