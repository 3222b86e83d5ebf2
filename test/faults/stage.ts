import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import type { StandInInstance } from '../gateway/instance';
import type { RequestRecord } from '../gateway/requestlog';
import { requestsFor, pair, panelButton } from '../outside/person';
import type { World } from '../outside/world';
import { token } from '../outside/world';
import { Unexpected } from './case';
import type { WindowReader } from './windowreader';
import { Memory } from './memory';
import type { ExpectedState, WindowState } from './windowstate';
import { describeState, matches } from './windowstate';

/** How long it may take until something that needs no waiting is visible, in ms: long, because other windows keep the processors busy. */
const timeout = 40_000;
const pollInterval = 250;
/** Longer than the extension's poll interval, in ms, so that a further request would arrive within it. */
export const quietTime = 7_000;
/** How long the effect of a press may take to reach the status bar, in ms. */
const statusBarDelay = 1_000;
/** How long a request may be on its way, in ms. */
const networkDelay = 500;
/** The text of the status bar if there is nothing to report. */
const idleText = 'Pair WhatsApp';

/** How long it may take until the status bar shows that, in ms: longer than the status bar shows a closed pairing. */
const idleTimeout = 45_000;

/** What the cases of a lane share. */
export interface LaneState {
  readonly world: World;
  readonly reader: WindowReader;
  /** Whether the token has been typed. */
  signedIn: boolean;
}

/** What a case works with: its instance and the window, and methods to act and to check. */
export class Stage {
  /** When this pairing ended; no request may follow. */
  endedAt: number | undefined;
  /** When the last code expires that the case made the gateway send, in ms since the epoch. */
  expiresAt: number | undefined;
  #opened = false;
  /** The number of requests when the last expected state was visible. */
  #requestCount = 0;

  constructor(
    private readonly lane: LaneState,
    readonly instance: StandInInstance,
  ) {}

  get world(): World {
    return this.lane.world;
  }

  get reader(): WindowReader {
    return this.lane.reader;
  }

  /** Starts to measure the memory of the extension host; undefined if the system doesn't report it. */
  async memory(): Promise<Memory | undefined> {
    return await Memory.watch(this.world.server);
  }

  /** The requests for this instance, oldest first. */
  get requests(): readonly RequestRecord[] {
    return requestsFor(this.world.gateway, this.instance.id);
  }

  /** Runs the command for this instance, and answers what it asks. */
  async pair(): Promise<void> {
    const { lane, instance } = this;
    await this.open(() => pair(lane.world, instance.id, lane.signedIn ? undefined : token));
    lane.signedIn = true;
  }

  /** Does something that opens this instance's panel. */
  async open(act: () => Promise<void>): Promise<void> {
    this.#opened = true;
    this.reader.startFor(this.instance);
    await act();
    await this.#content('#title').getByText(this.instance.id, { exact: true }).waitFor();
  }

  /** Closes the panel, which ends the pairing. */
  async close(): Promise<void> {
    await this.#closeTab();
    this.expectNoRequests();
    await this.waitUntilIdle();
  }

  /**
   * Ends the pairing if it is still running. Its panel stays open, so that a request after that would be a mistake of the
   * product. If the status bar still shows the pairing, the panel is closed after the time in which such a request would
   * come: the next case needs the status bar for itself.
   */
  async end(): Promise<void> {
    if (!this.#opened) return;
    if (this.endedAt === undefined) {
      const stop = panelButton(this.world, 'Stop pairing');
      if (await stop.isVisible()) {
        await stop.click();
        // A request that was sent just before the press may arrive a little later.
        await this.#content('#headline').getByText('Pairing stopped').waitFor();
        await sleep(networkDelay);
      }
      this.expectNoRequests();
    }
    const { workbench } = this.world;
    if (await isWithin(statusBarDelay, async () => (await workbench.statusBarItem.text()) === idleText))
      return;
    await sleep(Math.max((this.endedAt ?? 0) + quietTime - Date.now(), 0));
    await this.#closeTab();
    await this.waitUntilIdle();
  }

  /** Waits until the status bar no longer shows a pairing that ended with its tab. */
  async waitUntilIdle(): Promise<void> {
    await this.world.workbench.statusBarItem.waitForText(idleText, idleTimeout);
  }

  async #closeTab(): Promise<void> {
    const { page } = this.world.workbench;
    const { id } = this.instance;
    const tabs = page.getByRole('tab', { name: /^Pair / });
    const titles = await tabs.evaluateAll((all) => all.map((tab) => tab.ariaLabel ?? ''));
    // After linking, the tab has the account's name. In that case it is the last one.
    const title = titles.find((each) => each.includes(id)) ?? titles.at(-1);
    if (title === undefined) throw new Unexpected('there is no panel');
    await this.world.workbench.closeEditor(title);
  }

  /** Reloads the window. */
  async reload(): Promise<void> {
    await this.world.workbench.reload();
    await this.reader.watchStatusBar();
    this.reader.startFor(this.instance);
  }

  /** Waits until the window shows the expected state, and returns it in words; otherwise rejects with the actual state. */
  async waitFor(expected: ExpectedState, within = timeout): Promise<string> {
    const deadline = Date.now() + within;
    let seen: WindowState | undefined;
    for (;;) {
      seen = (await this.#look(expected)) ?? seen;
      if (seen && matches(seen, expected)) return describeState(seen, expected);
      if (Date.now() > deadline) {
        throw new Unexpected(seen ? describeState(seen, expected) : 'the panel shows nothing');
      }
      await sleep(pollInterval);
    }
  }

  /** Notes that the pairing has ended: the end of the lane checks that no requests follow. */
  expectNoRequests(): void {
    this.endedAt = Date.now();
  }

  /** Presses a button of the panel; earlier texts of the status bar no longer count. */
  async press(name: string): Promise<void> {
    this.reader.startFor(this.instance);
    await panelButton(this.world, name).click();
  }

  /** Waits until the instance has received this many requests, of one path or in total. */
  async waitForRequests(count: number, timeout: number, path?: string): Promise<readonly RequestRecord[]> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const requests = this.requests.filter((request) => path === undefined || request.path === path);
      if (requests.length >= count) return requests;
      if (Date.now() > deadline) {
        throw new Unexpected(
          `${requests.length} requests${path === undefined ? '' : ` of ${path}`} in ${timeout / 1_000} s`,
        );
      }
      await sleep(pollInterval);
    }
  }

  /** Waits for a request of a path that starts at a time or later, in ms since the epoch. */
  async waitForRequest(path: string, from: number, timeout: number): Promise<void> {
    const deadline = Date.now() + timeout;
    while (!this.requests.some((request) => request.path === path && request.startedAt >= from)) {
      if (Date.now() > deadline) throw new Unexpected(`no further request of ${path}`);
      await sleep(pollInterval);
    }
  }

  /**
   * Waits for the next request of a path, and returns how many seconds after the end of the previous one it started. The
   * first of its path counts from the previous request of any path. Requests of other paths may come in between.
   */
  async nextRequest(path: string, timeout: number): Promise<number> {
    const deadline = Date.now() + timeout;
    const isNext = (each: RequestRecord, index: number): boolean =>
      index >= this.#requestCount && each.path === path;
    while (!this.requests.some(isNext)) {
      if (Date.now() > deadline) throw new Unexpected(`no request of ${path} in ${timeout / 1_000} s`);
      await sleep(pollInterval);
    }
    const { requests } = this;
    const index = requests.findIndex(isNext);
    const earlier = requests.slice(0, index);
    const before = earlier.filter((each) => each.path === path).at(-1) ?? earlier.at(-1);
    this.#requestCount = index + 1;
    if (before?.finishedAt === undefined) throw new Unexpected('a request while another was open');
    return ((requests[index]?.startedAt ?? 0) - before.finishedAt) / 1_000;
  }

  /** Reads the code only if everything else is as expected, since reading takes long. */
  async #look(expected: ExpectedState): Promise<WindowState | undefined> {
    const seen = await this.reader.view();
    const isExpected = seen && matches({ ...seen, code: expected.code ?? 'none' }, expected);
    if (isExpected) this.#requestCount = this.requests.length;
    return isExpected ? { ...seen, code: await this.reader.read(seen) } : seen;
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
    await sleep(pollInterval);
  }
  return true;
}
