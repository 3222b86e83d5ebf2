import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { commands, internalCommands, panelType, section, settings, gridPanelType } from '../../src/ids';

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

  it('lets no workspace decide where the token goes, or what is asked for in the background', () => {
    const { properties } = manifest.contributes.configuration;
    for (const name of [settings.endpoint, settings.credentials, settings.gateways, settings.watch])
      assert.equal(properties[`${section}.${name}`]?.scope, 'application');
  });

  it('lets no workspace that isn’t trusted choose a file, put words under a code or name instances', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    // The editor heeds the list only so.
    assert.equal(supported, 'limited');
    for (const name of [settings.qrLogo, settings.qrCaption, settings.instances])
      assert.ok(restrictedConfigurations.includes(`${section}.${name}`), name);
  });

  it('activates for a panel that a reload brings back', () => {
    for (const type of [panelType, gridPanelType])
      assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${type}`));
  });

  it('takes every string from the translations, and needs all of those', () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].toSorted(), Object.keys(strings).toSorted());
  });
});
