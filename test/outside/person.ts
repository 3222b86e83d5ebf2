import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { Gateway } from '../gateway/gateway';
import type { RequestRecord } from '../gateway/requestlog';
import { InstancesView } from '../vscode/instancesview';
import { readCode } from './readers';
import { stepTimeout } from './waituntil';
import type { World } from './world';
import { token } from './world';

/** The command’s title in the palette. */
export const pairCommand = 'Pair WhatsApp instance';
/** Longer than the extension's poll interval, so that a further request would arrive within it. */
const quietTime = 7_000;
/** Time between two screenshots, in ms. */
const retryInterval = 500;

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

/** Runs the command for the first time, when it also asks for the token. */
export async function pairFirst(world: World, instanceId: string): Promise<void> {
  await pair(world, instanceId, token);
}

/** Pairs an instance in a terminal, and types the token if the command asks for it. */
export async function pairInTerminal(world: World, instanceId: string, typedToken?: string): Promise<void> {
  const { workbench } = world;
  await workbench.runCommand('Pair WhatsApp instance in terminal');
  if (typedToken !== undefined) await typeToken(world, typedToken);
  await workbench.quickInput.waitFor('Pair WhatsApp instance');
  await workbench.quickInput.type(instanceId);
  await workbench.quickInput.accept();
  await workbench.terminal.waitFor();
}

/** Types an access token into the input that asks for one. */
export async function typeToken({ workbench, gateway }: World, typed: string): Promise<void> {
  const { quickInput } = workbench;
  await quickInput.waitFor(`Access token for ${gateway.url}`);
  await quickInput.type(typed);
  await quickInput.accept();
}

/** Sets the access token, opens the instances view, and waits until it shows all these names as linked. */
export async function openLinked(world: World, names: readonly string[]): Promise<void> {
  const { workbench } = world;
  const view = new InstancesView(workbench);
  await workbench.runCommand('WhatsApp: Set access token');
  await typeToken(world, token);
  await workbench.quickInput.waitUntilClosed();
  await view.open();
  // Otherwise rows could move while they are looked up.
  await view.chooseForAll('Sort by name');
  for (const name of names) await view.row(new RegExp(`^${name}, Linked`)).waitFor();
}

/** Waits until the panel has exactly this headline, or one that matches. */
export async function waitForHeadline({ workbench }: World, text: string | RegExp): Promise<void> {
  await workbench.panel.content.getByRole('heading', { name: text, exact: true }).waitFor();
}

/** A button of the panel. */
export function panelButton({ workbench }: World, name: string): Locator {
  return workbench.panel.content.getByRole('button', { name, exact: true });
}

/** The QR code in the panel. */
export function qrCode({ workbench }: World): Locator {
  return workbench.panel.content.getByRole('img', { name: /QR code/ });
}

/** Asserts that both readers find the gateway's live value in a screenshot of the panel, and returns it. */
export async function readPanel(world: World, instanceId: string): Promise<string> {
  return await readLive(world, instanceId, world.workbench.panel.root);
}

/** Asserts that both readers find the gateway's live value in a screenshot of an element, and returns it. */
export async function readLive({ gateway }: World, instanceId: string, locator: Locator): Promise<string> {
  const instance = gateway.instance(instanceId);
  // A code is covered a little before it expires, and the next one comes a little after that.
  const deadline = Date.now() + stepTimeout;
  for (;;) {
    const value = instance.liveCode();
    const { zxing, jsqr } = await readCode(await locator.screenshot());
    if (value !== undefined && zxing === value && jsqr === value) return value;
    // Between two codes there may be none. A code of another instance must never appear.
    const own = [undefined, value, instance.liveCode()];
    if (Date.now() > deadline || !own.includes(zxing) || !own.includes(jsqr)) {
      assert.ok(value !== undefined, 'The gateway has no live code.');
      assert.deepEqual({ zxing, jsqr }, { zxing: value, jsqr: value });
    }
    await sleep(retryInterval);
  }
}

/** The requests that a gateway has received for an instance. */
export function requestsFor(gateway: Gateway, instanceId: string): readonly RequestRecord[] {
  return gateway.requests.filter(({ instance }) => instance === instanceId);
}

/** Asserts that no request for an instance follows. */
export async function assertNoRequests({ gateway }: World, instanceId: string): Promise<void> {
  const before = requestsFor(gateway, instanceId).length;
  await sleep(quietTime);
  assert.equal(requestsFor(gateway, instanceId).length, before, 'A request followed.');
}
