import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { World } from './world';

/** Asserts that axe finds no problem in the panel's page. */
export async function assertAccessible({ workbench }: World): Promise<void> {
  const frame = await workbench.panel.frame();
  await frame.evaluate(axe.source);
  const { violations } = await frame.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document),
  );
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
    [],
  );
}
