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

interface Manifest {
  readonly contributes?: { readonly commands?: readonly { readonly command: string }[] };
}

function contributedCommands(): readonly string[] {
  const extension = vscode.extensions.getExtension('pair-whatsapp.pair-whatsapp');
  const manifest = extension?.packageJSON as Manifest | undefined;
  return (manifest?.contributes?.commands ?? []).map(({ command }) => command);
}
