import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { Gateway } from '../gateway/gateway';
import type { RequestRecord } from '../gateway/requestlog';
import { InstancesView } from '../vscode/instancesview';
import { readCode } from './readers';
import type { World } from './world';
import { token } from './world';

/** The command as the palette lists it. */
export const pairCommand = 'Pair WhatsApp instance';
/** Longer than the extension's poll interval, so that a call it still made would have come. */
const quietTime = 7_000;
/** How long it may take until a new code is on show in place of one that has ended, in ms. */
const replacing = 10_000;
/** Time between two pictures, in ms. */
const glance = 500;

/** Runs the command and types what it asks for. */
export async function pair(
  { workbench, server, gateway }: World,
  instanceId: string,
  typedToken?: string,
): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand(pairCommand);
  if (typedToken !== undefined) await typeToken({ workbench, server, gateway }, typedToken);
  await quickInput.waitFor(pairCommand);
  await quickInput.type(instanceId);
  await quickInput.accept();
  await workbench.panel.waitFor();
}

/** Runs the command for the first time, when it asks for the token too. */
export async function pairFirst(world: World, instanceId: string): Promise<void> {
  await pair(world, instanceId, token);
}

/** Types an access token into the box that asks for one. */
export async function typeToken({ workbench, gateway }: World, typed: string): Promise<void> {
  const { quickInput } = workbench;
  await quickInput.waitFor(`Access token for ${gateway.url}`);
  await quickInput.type(typed);
  await quickInput.accept();
}

/** Sets the access token, opens the instances view, and waits until it says of all those names that they are linked. */
export async function openLinked(world: World, names: readonly string[]): Promise<void> {
  const { workbench } = world;
  const view = new InstancesView(workbench);
  await workbench.runCommand('WhatsApp: Set access token');
  await typeToken(world, token);
  await workbench.quickInput.waitUntilClosed();
  await view.open();
  // So that no row changes its place while it is looked for.
  await workbench.runCommand('WhatsApp: Sort by name');
  for (const name of names) await view.row(new RegExp(`^${name}, Linked`)).waitFor();
}

/** The panel's headline, once it says that. */
export async function waitForHeadline({ workbench }: World, text: string | RegExp): Promise<void> {
  await workbench.panel.content.getByRole('heading', { name: text }).waitFor();
}

/** A button of the panel. */
export function panelButton({ workbench }: World, name: string): Locator {
  return workbench.panel.content.getByRole('button', { name, exact: true });
}

/** The picture of the code. */
export function qrCode({ workbench }: World): Locator {
  return workbench.panel.content.getByRole('img', { name: /QR code/ });
}

/** Asserts that both readers find the gateway's live value in a picture of the panel, and returns it. */
export async function readPanel(world: World, instanceId: string): Promise<string> {
  return await readLive(world, instanceId, world.workbench.panel.root);
}

/** Asserts that both readers find the gateway's live value in a picture of that, and returns it. */
export async function readLive({ gateway }: World, instanceId: string, locator: Locator): Promise<string> {
  const instance = gateway.instance(instanceId);
  // A code that ends is covered a little before its time, and the next one comes a little after it.
  const deadline = Date.now() + replacing;
  for (;;) {
    const value = instance.liveCode();
    const { zxing, jsqr } = await readCode(await locator.screenshot());
    if (value !== undefined && zxing === value && jsqr === value) return value;
    // None at all may be between two; one that is not this instance's own must never be there.
    const own = [undefined, value, instance.liveCode()];
    if (Date.now() > deadline || !own.includes(zxing) || !own.includes(jsqr)) {
      assert.ok(value !== undefined, 'The gateway has no live code.');
      assert.deepEqual({ zxing, jsqr }, { zxing: value, jsqr: value });
    }
    await sleep(glance);
  }
}

/** The calls that a gateway has had for an instance. */
export function callsFor(gateway: Gateway, instanceId: string): readonly RequestRecord[] {
  return gateway.requests.filter(({ instance }) => instance === instanceId);
}

/** Asserts that no call for an instance follows. */
export async function assertQuiet({ gateway }: World, instanceId: string): Promise<void> {
  const before = callsFor(gateway, instanceId).length;
  await sleep(quietTime);
  assert.equal(callsFor(gateway, instanceId).length, before, 'A call followed.');
}
