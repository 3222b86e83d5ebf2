/** Ids that the manifest names too; users' keybindings and settings rely on them. */
export const commands = {
  pair: 'pairWhatsApp.pair',
  stop: 'pairWhatsApp.stop',
  setToken: 'pairWhatsApp.setToken',
  forgetToken: 'pairWhatsApp.forgetToken',
  showLog: 'pairWhatsApp.showLog',
  restart: 'pairWhatsApp.restart',
  logout: 'pairWhatsApp.logout',
  copyReport: 'pairWhatsApp.copyReport',
  pairInTerminal: 'pairWhatsApp.pairInTerminal',
  copyValue: 'pairWhatsApp.copyValue',
  saveImage: 'pairWhatsApp.saveImage',
  exportMonitor: 'pairWhatsApp.exportMonitor',
  clearHistory: 'pairWhatsApp.clearHistory',
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

/** Commands that only our own links run, with arguments; the manifest doesn't name them. */
export const internalCommands = {
  /** Does what a press on the status bar item or its tooltip means; arguments: instance ID, intent. */
  act: 'pairWhatsApp.act',
} as const;

/** The section of all settings, and their names in it. */
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

/** Settings of the editor's own that a failure leads to. */
export const editorSettings = {
  proxy: 'http.proxy',
  certificates: 'http.systemCertificates',
} as const;

/** The instances view. */
export const viewId = 'pairWhatsApp.instances';

/** What the manifest's conditions ask about. */
export const contexts = {
  /** Whether a pairing is on show in this window. */
  pairings: 'pairWhatsApp.pairings',
  /** Whether one of them is running. */
  running: 'pairWhatsApp.running',
  /** Whether one of them has a QR code that a phone would accept. */
  liveCode: 'pairWhatsApp.liveCode',
  /** Whether exactly one of them is on screen among the editors. */
  onePanel: 'pairWhatsApp.onePanel',
  /** Whether an instance has been paired in this window, so that there is something to report. */
  reportable: 'pairWhatsApp.reportable',
  /** Whether the user has more gateways than the default one. */
  severalGateways: 'pairWhatsApp.severalGateways',
  /** Whether the view leaves instances out. */
  filtered: 'pairWhatsApp.filtered',
  /** How the view is sorted: `attention` or `name`. */
  sorting: 'pairWhatsApp.sorting',
} as const;

/** Scheme of texts that are only shown, such as what became of an action. */
export const resultScheme = 'pair-whatsapp-result';

/** Type of the panels, by which the editor finds us again after a reload. */
export const panelType = 'pairWhatsApp.panel';

/** Type of the panel in which several instances are paired in a row. */
export const queuePanelType = 'pairWhatsApp.queue';

/** Type of the panel that shows the codes of several instances side by side. */
export const gridPanelType = 'pairWhatsApp.grid';

/** The status bar item. */
export const statusBarItem = 'pairing';
