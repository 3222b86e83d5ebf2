import type { World } from './world';

/** Keeps all that the panel's headline says from now on: some of it is on show for a moment only. */
export async function keepHeadlines({ workbench }: World): Promise<void> {
  const frame = await workbench.panel.frame();
  await frame.evaluate(() => {
    const headline = document.getElementById('headline');
    const said = new Set<string>();
    const keep = (): void => {
      said.add(headline?.textContent ?? '');
      document.body.dataset['said'] = JSON.stringify([...said]);
    };
    keep();
    if (headline) new MutationObserver(keep).observe(headline, { childList: true });
  });
}

/** What it has said, each text once, oldest first. */
export async function keptHeadlines({ workbench }: World): Promise<readonly string[]> {
  const frame = await workbench.panel.frame();
  return JSON.parse(await frame.evaluate(() => document.body.dataset['said'] ?? '[]')) as string[];
}
