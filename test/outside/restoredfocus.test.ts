import { extensionHosts } from '../vscode/processes';
import { pairFirst, qrCode } from './person';
import type { World } from './world';
import { everyEdition } from './world';

const id = 'FOCUS0000001';

/** Waits until a new page shows the code. */
async function waitForNewPage(world: World, leave: () => Promise<void>): Promise<void> {
  const before = await world.workbench.panel.frame();
  await leave();
  await before.waitForFunction(() => false).catch(() => undefined);
  await qrCode(world).waitFor();
}

/** Types a word and asserts that the text editor gets it. */
async function assertTextHasFocus({ workbench: { page } }: World, word: string): Promise<void> {
  await page.keyboard.type(word);
  await page.locator('.editor-instance .view-line', { hasText: word }).waitFor();
}

describe('a panel that is brought back', () => {
  everyEdition(
    { instances: [{ id, session: { starting: 0, firstCode: 240_000 } }], folder: true },
    (world) => {
      it('leaves the focus where it was after the extension host was killed', async () => {
        const { workbench, server } = world();
        await workbench.runCommand('File: New Untitled Text File');
        await pairFirst(world(), id);
        await qrCode(world()).waitFor();
        await workbench.page.getByRole('tab', { name: /Untitled-1/ }).click();
        await assertTextHasFocus(world(), 'before');
        await waitForNewPage(world(), async () => {
          for (const pid of await extensionHosts(server)) process.kill(pid, 'SIGKILL');
        });
        await assertTextHasFocus(world(), 'afterwards');
      });

      it('leaves the focus where it was after a reload of the window', async () => {
        const { workbench } = world();
        await workbench.reload();
        await qrCode(world()).waitFor();
        await assertTextHasFocus(world(), 'reloaded');
      });
    },
  );
});
