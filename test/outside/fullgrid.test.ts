import assert from 'node:assert/strict';
import { assertNoRequests, typeToken } from './person';
import { waitUntil } from './waituntil';
import type { World } from './world';
import { everyEdition, lastingSession, reportedExpiry, token } from './world';

const title = 'QR codes side by side';
const command = 'WhatsApp: Show QR codes side by side';
const maxCells = 12;
const people = Array.from({ length: maxCells + 2 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return { id: `CROWD00000${number}`, label: `Phone ${number}` };
});
/** Names that a pick list shows in every scroll position. */
const [first = '', second = ''] = people.map(({ label }) => label);

describe('a grid without room for more codes', () => {
  everyEdition(
    {
      instances: people.map(({ id }) => ({
        id,
        session: lastingSession,
        form: reportedExpiry,
      })),
      settings: { 'pairWhatsApp.instances': people, 'pairWhatsApp.requestsPerMinute': 600 },
    },
    (world) => {
      it('shows how many instances can be chosen, and keeps the selection', async () => {
        const { quickInput } = world().workbench;
        await choose(world());
        await quickInput.item(first).waitFor();
        await quickInput.root.getByRole('checkbox', { name: 'Toggle all checkboxes' }).click();
        await quickInput.accept();
        await waitUntil(async () =>
          (await quickInput.placeholder()).startsWith(`You chose ${people.length}.`),
        );
        for (const label of [first, second]) await quickInput.pick(label);
        await quickInput.accept();
        await typeToken(world(), token);
        await waitUntil(async () => (await cells(world())) === maxCells);
      });

      it('asks before other codes are removed, and changes nothing if the user cancels', async () => {
        const { dialog, page } = world().workbench;
        await chooseTwo(world());
        const text = await dialog.text();
        assert.match(text, /Up to 12 codes fit side by side\./);
        assert.match(text, /the pairings of 12 other instances in the grid end\./);
        await page.keyboard.press('Escape');
        await dialog.root.waitFor({ state: 'detached' });
        assert.equal(await cells(world()), maxCells);
      });

      it('shows only the new codes if the user agrees, and ends the other pairings', async () => {
        await chooseTwo(world());
        await world().workbench.dialog.press('Show only these 2');
        await waitUntil(async () => (await cells(world())) === 2);
        await assertNoRequests(world(), people.at(-1)?.id ?? '');
      });
    },
  );
});

/** Opens the choice of instances for the grid. */
async function choose({ workbench }: World): Promise<void> {
  await workbench.runCommand(command);
  await workbench.quickInput.waitFor(title);
}

/** Chooses the two instances that had no room before. */
async function chooseTwo(world: World): Promise<void> {
  const { quickInput } = world.workbench;
  await choose(world);
  for (const label of [first, second]) await quickInput.pick(label);
  await quickInput.accept();
}

async function cells({ workbench }: World): Promise<number> {
  return await workbench.panel.content.locator('#cells > li').count();
}
