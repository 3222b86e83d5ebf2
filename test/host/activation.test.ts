import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension in VS Code', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('pair-whatsapp.pair-whatsapp');
    assert.ok(extension, 'VS Code does not know the extension');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest contributes', async () => {
    const contributed = contributedCommands();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.notEqual(contributed.length, 0);
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });
});

describe('the settings', () => {
  it('have the documented defaults', () => {
    const settings = vscode.workspace.getConfiguration('pairWhatsApp');
    const names = ['endpoint', 'credentials', 'pollInterval', 'statusBar'];
    assert.deepEqual(
      names.map((name) => settings.get(name)),
      ['https://api.wawp.net', 'body', 6, 'always'],
    );
  });
});

describe('the command of the links in the status bar item', () => {
  for (const args of [[], [undefined], ['NOSUCH000001', 'stop'], [12, 'show'], ['', { intent: 'stop' }]])
    it(`does nothing with ${JSON.stringify(args)}`, async () => {
      const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length;
      await vscode.commands.executeCommand('pairWhatsApp.act', ...args);
      assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, tabs);
    });
});

interface Manifest {
  readonly contributes?: { readonly commands?: readonly { readonly command: string }[] };
}

function contributedCommands(): readonly string[] {
  const extension = vscode.extensions.getExtension('pair-whatsapp.pair-whatsapp');
  const manifest = extension?.packageJSON as Manifest | undefined;
  return (manifest?.contributes?.commands ?? []).map(({ command }) => command);
}
