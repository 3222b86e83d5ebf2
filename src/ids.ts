/** IDs of the commands in the manifest. Users' keybindings rely on them. */
export const commands = {
  pair: 'pairWhatsApp.pair',
  stop: 'pairWhatsApp.stop',
  setToken: 'pairWhatsApp.setToken',
  forgetToken: 'pairWhatsApp.forgetToken',
  showLog: 'pairWhatsApp.showLog',
  restartInstance: 'pairWhatsApp.restartInstance',
  unlink: 'pairWhatsApp.unlink',
  copyReport: 'pairWhatsApp.copyReport',
  pairInTerminal: 'pairWhatsApp.pairInTerminal',
  copyValue: 'pairWhatsApp.copyValue',
  saveImage: 'pairWhatsApp.saveImage',
  exportTimeline: 'pairWhatsApp.exportTimeline',
  clearPastPairings: 'pairWhatsApp.clearPastPairings',
  addGateway: 'pairWhatsApp.addGateway',
  testGateway: 'pairWhatsApp.testGateway',
  renameGateway: 'pairWhatsApp.renameGateway',
  removeGateway: 'pairWhatsApp.removeGateway',
  openGatewaySetting: 'pairWhatsApp.openGatewaySetting',
  pairSeveral: 'pairWhatsApp.pairSeveral',
  showPairings: 'pairWhatsApp.showPairings',
  startInstance: 'pairWhatsApp.startInstance',
  stopInstance: 'pairWhatsApp.stopInstance',
  copyInstanceId: 'pairWhatsApp.copyInstanceId',
  renameInstance: 'pairWhatsApp.renameInstance',
  removeInstance: 'pairWhatsApp.removeInstance',
  createInstance: 'pairWhatsApp.createInstance',
  deleteInstance: 'pairWhatsApp.deleteInstance',
  showGrid: 'pairWhatsApp.showGrid',
  refreshInstances: 'pairWhatsApp.refreshInstances',
  checkInstance: 'pairWhatsApp.checkInstance',
  filterInstances: 'pairWhatsApp.filterInstances',
  clearFilter: 'pairWhatsApp.clearFilter',
  sortByAttention: 'pairWhatsApp.sortByAttention',
  sortByName: 'pairWhatsApp.sortByName',
  watchInstance: 'pairWhatsApp.watchInstance',
  unwatchInstance: 'pairWhatsApp.unwatchInstance',
  pairSelected: 'pairWhatsApp.pairSelected',
  renameSelected: 'pairWhatsApp.renameSelected',
  removeSelected: 'pairWhatsApp.removeSelected',
} as const;

/** Commands that only the extension's own links run, with arguments. They are not in the manifest. */
export const internalCommands = {
  /** Runs what the user clicks on the status bar item or in its tooltip. Arguments: reference of the instance, intent. */
  act: 'pairWhatsApp.act',
  /** Runs the command of the selected row of the instances view. No arguments. */
  openRow: 'pairWhatsApp.openRow',
  /** Shows more instances of a gateway in the instances view. Argument: the gateway's name. */
  showMore: 'pairWhatsApp.showMore',
} as const;

/** The ID of a command. */
export type CommandId =
  (typeof commands)[keyof typeof commands] | (typeof internalCommands)[keyof typeof internalCommands];

/** The section of all settings. */
export const section = 'pairWhatsApp';
/** Names of the settings within {@link section}. */
export const settings = {
  endpoint: 'endpoint',
  credentials: 'credentials',
  gateways: 'gateways',
  instances: 'instances',
  requestsPerMinute: 'requestsPerMinute',
  watch: 'watch',
  pollInterval: 'pollInterval',
  statusBar: 'statusBar',
  hideCode: 'hideCode',
  qrForeground: 'qr.foreground',
  qrBackground: 'qr.background',
  qrLogo: 'qr.logo',
  qrCaption: 'qr.caption',
} as const;

/** The editor's own settings that the button of a failure opens. */
export const editorSettings = {
  proxy: 'http.proxy',
  certificates: 'http.systemCertificates',
} as const;

/** Key of the list of stored tokens in the editor's global state. It contains no token. */
export const storedTokensKey = 'storedTokens';

/** ID of the instances view. */
export const viewId = 'pairWhatsApp.instances';

/** Context keys that the manifest's `when` clauses use. */
export const contexts = {
  /** Whether this window shows a pairing. */
  pairings: 'pairWhatsApp.pairings',
  /** Whether one of the shown pairings is running. */
  running: 'pairWhatsApp.running',
  /** Whether one of the shown pairings has a QR code that a phone would accept. */
  liveCode: 'pairWhatsApp.liveCode',
  /** If exactly one pairing is visible in the editor area: the type of its panel, for an own panel and the queue's. */
  onePanel: 'pairWhatsApp.onePanel',
  /** Whether there is something to report: an instance has been paired in this window. */
  reportable: 'pairWhatsApp.reportable',
  /** Whether the user has more gateways than the default one. */
  severalGateways: 'pairWhatsApp.severalGateways',
  /** Whether a filter hides instances in the view. */
  filtered: 'pairWhatsApp.filtered',
  /** How the view is sorted: `attention` or `name`. */
  sorting: 'pairWhatsApp.sorting',
} as const;

/** URI scheme of read-only texts, such as the details of an action's result. */
export const resultScheme = 'pair-whatsapp-result';

/** View type of a pairing's panel. The editor uses it to restore the panel after a reload. */
export const panelType = 'pairWhatsApp.panel';

/** View type of the queue's panel, which pairs several instances in a row. */
export const queuePanelType = 'pairWhatsApp.queue';

/** View type of the QR grid's panel, which shows several QR codes side by side. */
export const gridPanelType = 'pairWhatsApp.grid';

/** ID of the status bar item. */
export const statusBarItem = 'pairing';
