import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { StandInInstance } from '../gateway/instance';
import type { RequestRecord } from '../gateway/requestlog';
import { requestsFor, pair, panelButton } from '../outside/person';
import type { World } from '../outside/world';
import { token } from '../outside/world';
import { Unexpected } from './case';
import type { Eyes } from './eyes';
import { Memory } from './memory';
import type { Expected, Sight } from './sight';
import { describeSight, matches } from './sight';

/** How long something that needs no wait may take to show, in ms. */
const patience = 20_000;
const glance = 250;
/** Longer than the extension's poll interval, in ms: a call that it still made would have come. */
export const quietTime = 7_000;
/** How long what was pressed may take to show in the status bar, in ms. */
const settling = 1_000;
/** How long what was sent may be on its way, in ms. */
const arriving = 500;
/** What the status bar says while it has nothing to tell. */
const atRest = 'Pair WhatsApp';

/** What the cases of a lane have in common. */
export interface LaneState {
  readonly world: World;
  readonly eyes: Eyes;
  /** Whether the token has been typed. */
  signedIn: boolean;
}

/** Where a case is played: its instance, the window, and hands and eyes for them. */
export class Stage {
  /** From when on this pairing must be silent, if it has ended. */
  silentSince: number | undefined;
  /** When the last code that the case itself had the gateway tell dies, in ms since the epoch. */
  expiresAt: number | undefined;
  #opened = false;
  /** How many calls there had been when what was last waited for came. */
  #called = 0;

  constructor(
    private readonly lane: LaneState,
    readonly instance: StandInInstance,
  ) {}

  get world(): World {
    return this.lane.world;
  }

  get eyes(): Eyes {
    return this.lane.eyes;
  }

  /** Begins to measure the memory that the product's process takes; undefined where the system doesn't tell. */
  async memory(): Promise<Memory | undefined> {
    return await Memory.watch(this.world.server);
  }

  /** The calls for this instance, oldest first. */
  get calls(): readonly RequestRecord[] {
    return requestsFor(this.world.gateway, this.instance.id);
  }

  /** Runs the command for this instance, with all that it asks for. */
  async pair(): Promise<void> {
    const { lane, instance } = this;
    await this.open(() => pair(lane.world, instance.id, lane.signedIn ? undefined : token));
    lane.signedIn = true;
  }

  /** Does what brings this instance's panel. */
  async open(act: () => Promise<void>): Promise<void> {
    this.#opened = true;
    this.eyes.forget(this.instance);
    await act();
    await this.#content('#title').getByText(this.instance.id, { exact: true }).waitFor();
  }

  /** Closes the panel, which ends the pairing. */
  async close(): Promise<void> {
    await this.#closeTab();
    this.expectSilence();
  }

  /**
   * Ends the pairing if it still runs; its panel stays, so that a call that followed would be the product's own. One
   * that the status bar goes on telling of is closed once such a call would have come: the next case has the bar to itself.
   */
  async end(): Promise<void> {
    if (!this.#opened) return;
    if (this.silentSince === undefined) {
      const stop = panelButton(this.world, 'Stop pairing');
      if (await stop.isVisible()) {
        await stop.click();
        // What was sent just before the press may arrive a little later.
        await this.#content('#headline').getByText('Pairing stopped').waitFor();
        await sleep(arriving);
      }
      this.expectSilence();
    }
    const { workbench } = this.world;
    if (await isWithin(settling, async () => (await workbench.statusBarItem.text()) === atRest)) return;
    await sleep(Math.max((this.silentSince ?? 0) + quietTime - Date.now(), 0));
    await this.#closeTab();
    await workbench.statusBarItem.waitForText(atRest, patience);
  }

  async #closeTab(): Promise<void> {
    const { page } = this.world.workbench;
    const { id } = this.instance;
    const tabs = page.getByRole('tab', { name: /^Pair / });
    const titles = await tabs.evaluateAll((all) => all.map((tab) => tab.ariaLabel ?? ''));
    // Once it is linked, it is called after its account; it was opened behind the others.
    const title = titles.find((each) => each.includes(id)) ?? titles.at(-1);
    if (title === undefined) throw new Unexpected('it has no panel');
    await this.world.workbench.closeEditor(title);
  }

  /** Loads the window again. */
  async reload(): Promise<void> {
    await this.world.workbench.reload();
    await this.eyes.watch();
    this.eyes.forget(this.instance);
  }

  /** Waits until that is to be seen, and tells it; tells what is to be seen instead if it never comes. */
  async see(expected: Expected, timeout = patience): Promise<string> {
    const deadline = Date.now() + timeout;
    let seen: Sight | undefined;
    for (;;) {
      seen = (await this.#look(expected)) ?? seen;
      if (seen && matches(seen, expected)) return describeSight(seen, expected);
      if (Date.now() > deadline) {
        throw new Unexpected(seen ? describeSight(seen, expected) : 'the panel shows nothing');
      }
      await sleep(glance);
    }
  }

  /** The pairing has ended: the end of the lane sees whether calls followed. */
  expectSilence(): void {
    this.silentSince = Date.now();
  }

  /** Presses a button of the panel; what the status bar announced before counts no more. */
  async press(name: string): Promise<void> {
    this.eyes.forget(this.instance);
    await panelButton(this.world, name).click();
  }

  /** Waits until the instance has had so many calls, of one path or in all. */
  async waitForCalls(count: number, timeout: number, path?: string): Promise<readonly RequestRecord[]> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const calls = this.calls.filter((call) => path === undefined || call.path === path);
      if (calls.length >= count) return calls;
      if (Date.now() > deadline) {
        throw new Unexpected(
          `${calls.length} calls${path === undefined ? '' : ` of ${path}`} in ${timeout / 1_000} s`,
        );
      }
      await sleep(glance);
    }
  }

  /** Waits for the call after the last one, and tells how long after that one's end it began. */
  async nextCall(timeout: number): Promise<{ readonly path: string; readonly seconds: number }> {
    const count = this.#called;
    const calls = await this.waitForCalls(count + 1, timeout);
    const [before, next] = [calls[count - 1], calls[count]];
    this.#called = count + 1;
    if (before?.finishedAt === undefined || !next) throw new Unexpected('a call while another was open');
    return { path: next.path, seconds: (next.startedAt - before.finishedAt) / 1_000 };
  }

  /** Reading takes long: not before everything else looks as it should. */
  async #look(expected: Expected): Promise<Sight | undefined> {
    const seen = await this.eyes.look();
    const settled = seen && matches({ ...seen, code: expected.code ?? 'none' }, expected);
    if (settled) this.#called = this.calls.length;
    return settled ? { ...seen, code: await this.eyes.read(seen) } : seen;
  }

  /** An element of the panel's document. */
  #content(selector: string): Locator {
    return this.world.workbench.panel.content.locator(selector);
  }
}

async function isWithin(time: number, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + time;
  while (!(await holds())) {
    if (Date.now() > deadline) return false;
    await sleep(glance);
  }
  return true;
}
