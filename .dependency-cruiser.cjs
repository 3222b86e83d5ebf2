// The architecture, kept by lint: which room may import which, and no circles. `npm run lint` checks it, types included.
/** Every room, from the ground up: each may import those before it. CONTRIBUTING.md says what they are for. */
const rooms = [
  ...['text', 'time', 'events', 'references', 'code', 'failures', 'http', 'gateways'].map(
    (room) => `core/${room}`,
  ),
  ...['pairing', 'instances', 'queue', 'timeline', 'views'].map((room) => `core/${room}`),
  ...[
    'platform',
    'code',
    'gateways',
    'instances',
    'pairing',
    'queue',
    'grid',
    'actions',
    'instancesview',
    'window',
  ],
];
const pathOf = (room) => `^src/${room}/`;
/** Every place for a file. */
const places = [...rooms.map(pathOf), '^src/(extension|ids)\\.ts$', '^src/webview/'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    ...rooms.slice(0, -1).map((room, index) => ({
      name: `${room.replace('/', '-')}-imports-only-the-rooms-before-it`,
      severity: 'error',
      from: { path: pathOf(room) },
      to: {
        path: rooms
          .slice(index + 1)
          .map(pathOf)
          .concat('^src/extension', room.startsWith('core/') ? '^src/ids' : []),
      },
    })),
    {
      name: 'every-file-has-a-room',
      severity: 'error',
      from: { path: '^src/', pathNot: places },
      to: {},
    },
    {
      name: 'no-import-from-outside-the-rooms',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: places },
    },
    { name: 'no-file-without-imports', severity: 'error', from: { orphan: true }, to: {} },
    {
      name: 'the-page-knows-only-core',
      severity: 'error',
      from: { path: '^src/webview/' },
      to: { path: '^src/', pathNot: '^src/(core|webview)/' },
    },
    {
      name: 'the-page-is-the-page-s',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/webview/' },
      to: { path: '^src/webview/' },
    },
  ],
  options: {
    // Imports of types are arrows too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
