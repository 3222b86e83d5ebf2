import assert from 'node:assert/strict';
import { assertQuiet, typeToken } from './person';
import { seen } from './seen';
import type { World } from './world';
import { everyEdition, token } from './world';

const title = 'Codes of several instances';
const command = 'WhatsApp: Show codes of several instances';
const most = 12;
/** How long a busy machine may take, in ms. */
const patience = 30_000;
const people = Array.from({ length: most + 2 }, (_, index) => {
  const number = String(index + 1).padStart(2, '0');
  return { id: `CROWD00000${number}`, label: `Phone ${number}` };
});
/** Names that a pick list has in sight, wherever it was scrolled to. */
const [first = '', second = ''] = people.map(({ label }) => label);

describe('more codes than a grid has room for', () => {
  everyEdition(
    {
      instances: people.map(({ id }) => ({
        id,
        session: { starting: 0, firstCode: 240_000, laterCode: 240_000 },
      })),
      settings: { 'pairWhatsApp.instances': people, 'pairWhatsApp.requestsPerMinute': 600 },
    },
    (world) => {
      it('says how many can be chosen, and keeps the choice', async () => {
        const { quickInput } = world().workbench;
        await choose(world());
        await quickInput.item(first).waitFor();
        await quickInput.root.getByRole('checkbox', { name: 'Toggle all checkboxes' }).click();
        await quickInput.accept();
        await seen(
          async () => (await quickInput.placeholder()).startsWith(`You chose ${people.length}.`),
          patience,
        );
        for (const label of [first, second]) await quickInput.pick(label);
        await quickInput.accept();
        await typeToken(world(), token);
        await seen(async () => (await cells(world())) === most, patience);
      });

      it('asks before others give way, and leaves everything as it is for who thinks better of it', async () => {
        const { dialog, page } = world().workbench;
        await chooseTwo(world());
        const words = await dialog.text();
        assert.match(words, /Up to 12 codes fit side by side\./);
        assert.match(words, /the pairings of 12 other instances in the grid end\./);
        await page.keyboard.press('Escape');
        await dialog.root.waitFor({ state: 'detached' });
        assert.equal(await cells(world()), most);
      });

      it('shows only the new ones where that is wanted, and ends the others', async () => {
        await chooseTwo(world());
        await world().workbench.dialog.press('Show only these 2');
        await seen(async () => (await cells(world())) === 2, patience);
        await assertQuiet(world(), people.at(-1)?.id ?? '');
      });
    },
  );
});

/** Begins to choose what the grid is to show. */
async function choose({ workbench }: World): Promise<void> {
  await workbench.runCommand(command);
  await workbench.quickInput.waitFor(title);
}

/** Chooses the two that had no room before. */
async function chooseTwo(world: World): Promise<void> {
  const { quickInput } = world.workbench;
  await choose(world);
  for (const label of [first, second]) await quickInput.pick(label);
  await quickInput.accept();
}

async function cells({ workbench }: World): Promise<number> {
  return await workbench.panel.content.locator('#cells > li').count();
}
