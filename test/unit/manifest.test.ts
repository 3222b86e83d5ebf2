import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import {
  commands,
  contexts,
  gridPanelType,
  internalCommands,
  panelType,
  queuePanelType,
  resultScheme,
  section,
  settings,
  viewId,
} from '../../src/ids';

interface MenuEntry {
  readonly command: string;
  readonly when: string;
  readonly group?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly keybindings: readonly { readonly command: string; readonly when: string }[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
  };
}

const text = await readFile('package.json', 'utf8');
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(await readFile('package.nls.json', 'utf8')) as Record<string, string>;

describe('the manifest', () => {
  it('contributes the commands that the code names, and no others', () => {
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.deepEqual(contributed.toSorted(), Object.values(commands).toSorted());
  });

  it('keeps internal commands out of the palette', () => {
    const contributed = new Set(manifest.contributes.commands.map(({ command }) => command));
    for (const command of Object.values(internalCommands)) assert.ok(!contributed.has(command));
  });

  it('contributes the settings that the code reads, and no others', () => {
    const contributed = Object.keys(manifest.contributes.configuration.properties);
    const read = Object.values(settings).map((name) => `${section}.${name}`);
    assert.deepEqual(contributed.toSorted(), read.toSorted());
  });

  it('gives every setting a scope: no workspace decides over secrets, or over what a gateway is sent', () => {
    const scopes = Object.entries(manifest.contributes.configuration.properties).map(([name, { scope }]) => [
      name.slice(section.length + 1),
      scope,
    ]);
    assert.deepEqual(Object.fromEntries(scopes), {
      [settings.endpoint]: 'application',
      [settings.credentials]: 'application',
      [settings.gateways]: 'application',
      [settings.pollInterval]: 'application',
      [settings.requestsPerMinute]: 'application',
      [settings.watch]: 'application',
      [settings.hideCode]: 'application',
      [settings.instances]: 'window',
      [settings.statusBar]: 'window',
      [settings.qrForeground]: 'window',
      [settings.qrBackground]: 'window',
      [settings.qrLogo]: 'window',
      [settings.qrCaption]: 'window',
    });
  });

  it('lists in the palette only what works there', () => {
    const palette = new Map(
      manifest.contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]),
    );
    const never = [
      commands.openGatewaySetting,
      commands.checkInstance,
      commands.copyInstanceId,
      commands.watchInstance,
      commands.unwatchInstance,
      commands.clearFilter,
      commands.sortByAttention,
      commands.sortByName,
      commands.pairSelected,
      commands.renameSelected,
      commands.removeSelected,
    ];
    const sometimes = {
      [commands.stop]: contexts.running,
      [commands.showPairings]: contexts.pairings,
      [commands.copyValue]: contexts.liveCode,
      [commands.saveImage]: contexts.liveCode,
      [commands.exportTimeline]: contexts.reportable,
      [commands.copyReport]: contexts.reportable,
      [commands.renameGateway]: contexts.severalGateways,
      [commands.removeGateway]: contexts.severalGateways,
    };
    assert.deepEqual(Object.fromEntries(palette), {
      ...Object.fromEntries(never.map((command) => [command, 'false'])),
      ...sometimes,
    });
  });

  it('binds keys only in the list that they are about, to commands with a title', () => {
    const titled = new Set(manifest.contributes.commands.map(({ command }) => command));
    for (const { command, when } of manifest.contributes.keybindings) {
      assert.ok(titled.has(command), command);
      assert.match(when, new RegExp(`^listFocus && focusedView == ${viewId.replaceAll('.', '\\.')}`));
    }
  });

  it('doesn’t let an untrusted workspace choose a file, write a caption or list instances', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    // The editor applies the list only with this value.
    assert.equal(supported, 'limited');
    for (const name of [settings.qrLogo, settings.qrCaption, settings.instances])
      assert.ok(restrictedConfigurations.includes(`${section}.${name}`), name);
  });

  it('activates for what a reload brings back', () => {
    for (const type of [panelType, queuePanelType, gridPanelType])
      assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${type}`));
    assert.ok(manifest.activationEvents.includes(`onFileSystem:${resultScheme}`));
  });

  it('takes every string from the translations, and needs all of those', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].toSorted(), Object.keys(strings).toSorted());
  });
});
