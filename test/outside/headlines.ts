import type { World } from './world';

/** Records every headline of the panel from now on, because some are visible only for a moment. */
export async function recordHeadlines({ workbench }: World): Promise<void> {
  const frame = await workbench.panel.frame();
  await frame.evaluate(() => {
    const headline = document.getElementById('headline');
    const texts = new Set<string>();
    const record = (): void => {
      texts.add(headline?.textContent ?? '');
      document.body.dataset['said'] = JSON.stringify([...texts]);
    };
    record();
    if (headline) new MutationObserver(record).observe(headline, { childList: true });
  });
}

/** The recorded headlines, each once, oldest first. */
export async function recordedHeadlines({ workbench }: World): Promise<readonly string[]> {
  const frame = await workbench.panel.frame();
  return JSON.parse(await frame.evaluate(() => document.body.dataset['said'] ?? '[]')) as string[];
}
